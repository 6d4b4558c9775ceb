'use client';

import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { type Ipv4, ipv4Text } from '../../network/wire/address.ts';
import { AddressField } from './address-field.tsx';
import {
  bitAt,
  blockText,
  byteOf,
  hexText,
  integerText,
  networkOf,
  sumText,
  verdictText,
  withBit,
  worthOf,
} from './bit-board-facts.ts';
import { FigureBox } from './figure-box.tsx';
import './bit-board.css';

const bytes = [0, 1, 2, 3] as const;
const places = [0, 1, 2, 3, 4, 5, 6, 7] as const;

interface Example {
  readonly address: string;
  readonly number: Ipv4;
  readonly length?: number;
}

const examples: readonly Example[] = [
  { address: '192.168.1.1', number: 0xc0a80101 },
  { address: '127.0.0.1', number: 0x7f000001 },
  { address: '203.0.113.9', number: 0xcb007109 },
  { address: '255.255.255.255', number: 0xffffffff },
];
const maskExamples: readonly Example[] = [
  { address: '10.1.2.3', number: 0x0a010203, length: 24 },
  { address: '10.1.2.3', number: 0x0a010203, length: 16 },
  { address: '172.31.0.1', number: 0xac1f0001, length: 12 },
  { address: '192.168.1.77', number: 0xc0a8014d, length: 29 },
];

/** W7: an IPv4 address as 32 switches. */
export const BitBoard = () => <Board title="Thirty-two switches" start={0xc0a80101} examples={examples} />;

/** W7 with a mask that slides: prefix, host part, and whether somebody is next door. */
export const MaskBoard = () => (
  <Board title="Thirty-two switches and a mask" start={0x0a010203} mask={24} examples={maskExamples} />
);

interface BoardProps {
  readonly title: string;
  readonly start: Ipv4;
  /** Length of the prefix at first; without one there is no mask. */
  readonly mask?: number;
  readonly examples: readonly Example[];
}

function Board({ title, start, mask, examples: offered }: BoardProps) {
  const [address, setAddress] = useState<Ipv4>(start);
  const [length, setLength] = useState(mask ?? 0);
  const [other, setOther] = useState<Ipv4>(0x0a010304);
  const masked = mask !== undefined;
  const facts = networkOf(address, length);
  const slider = useId();

  return (
    <FigureBox
      title={title}
      twin={
        <dl>
          <Row name="Dotted decimal" value={ipv4Text(address)} />
          <Row name="Bits" value={bytes.map((byte) => bitsText(byteOf(address, byte))).join(' ')} />
          <Row name="Each byte" value={bytes.map((byte) => sumText(byteOf(address, byte))).join('; ')} />
          {masked && <Row name="Mask" value={bytes.map((byte) => bitsText(byteOf(facts.mask, byte))).join(' ')} />}
        </dl>
      }
    >
      <div className="bits-top">
        <AddressField label="Address" value={address} change={setAddress} />
        <fieldset className="bits-examples">
          <legend>Try</legend>
          {offered.map((each) => {
            const text = each.length === undefined ? each.address : `${each.address}/${each.length}`;
            return (
              <button
                type="button"
                key={text}
                onClick={() => {
                  setAddress(each.number);
                  if (each.length !== undefined) setLength(each.length);
                }}
              >
                {text}
              </button>
            );
          })}
        </fieldset>
      </div>
      <Switches address={address} change={setAddress} length={masked ? length : null} />
      {masked && (
        <div className="bits-slider">
          <label htmlFor={slider}>
            Prefix <b>/{length}</b>
          </label>
          <input
            id={slider}
            type="range"
            min={0}
            max={32}
            value={length}
            aria-valuetext={`${length} bits, mask ${ipv4Text(facts.mask)}`}
            onChange={(event) => setLength(Number(event.target.value))}
          />
        </div>
      )}
      {masked ? (
        <>
          <dl className="bits-ways">
            <Row name="Mask" value={ipv4Text(facts.mask)} />
            <Row name="Network (address AND mask)" value={`${ipv4Text(facts.network)}/${length}`} />
            <Row name="Highest address: broadcast" value={length >= 31 ? 'none' : ipv4Text(facts.broadcast)} />
            <Row name="Addresses for hosts" value={integerText(facts.hosts)} />
          </dl>
          <div className="bits-other">
            <AddressField label="A packet goes to" value={other} change={setOther} />
          </div>
          <p className="fig-says" role="status">
            {verdictText(address, length, other)}
          </p>
        </>
      ) : (
        <>
          <dl className="bits-ways">
            <Row name="Dotted decimal" value={ipv4Text(address)} />
            <Row name="Hexadecimal" value={hexText(address)} />
            <Row name="One number" value={integerText(address)} />
          </dl>
          <p className="fig-says" role="status">
            {blockText(address)}
          </p>
        </>
      )}
    </FigureBox>
  );
}

interface SwitchesProps {
  readonly address: Ipv4;
  /** Bits of the prefix, or null without a mask. */
  readonly length: number | null;
  change(address: Ipv4): void;
}

/** One stop for Tab; arrows go from bit to bit, Space flips, 0 and 1 set and go on. */
function Switches({ address, length, change }: SwitchesProps) {
  const [at, setAt] = useState(0);
  const board = useRef<HTMLFieldSetElement>(null);
  const hint = useId();

  const goTo = (bit: number): void => {
    const next = Math.max(0, Math.min(31, bit));
    setAt(next);
    board.current?.querySelector<HTMLButtonElement>(`[data-bit="${next}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 };
    const step = steps[event.key];
    if (step !== undefined) goTo(at + step);
    else if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(31);
    else if (event.key === '0' || event.key === '1') {
      change(withBit(address, at, event.key === '1' ? 1 : 0));
      goTo(at + 1);
    } else return;
    event.preventDefault();
  };

  return (
    <fieldset className="bits" ref={board} data-masked={length !== null || undefined} aria-describedby={hint}>
      <legend className="visually-hidden">The 32 bits</legend>
      {bytes.map((byte) => (
        <div className="bits-byte" key={byte}>
          <div className="bits-row worths" aria-hidden="true">
            {places.map((place) => (
              <span key={place}>{worthOf(place)}</span>
            ))}
          </div>
          <div className="bits-row">
            {places.map((place) => {
              const bit = byte * 8 + place;
              const value = bitAt(address, bit);
              const part = length === null ? '' : bit < length ? ', prefix' : ', host part';
              return (
                <button
                  type="button"
                  role="switch"
                  key={bit}
                  className="bit"
                  data-bit={bit}
                  data-part={length === null ? undefined : bit < length ? 'prefix' : 'host'}
                  data-edge={(length !== null && length > 0 && bit === length - 1) || undefined}
                  tabIndex={bit === at ? 0 : -1}
                  aria-checked={value === 1}
                  aria-label={`Bit ${bit + 1}, worth ${worthOf(bit)} in byte ${byte + 1}${part}`}
                  onFocus={() => setAt(bit)}
                  onKeyDown={onKeyDown}
                  onClick={() => change(withBit(address, bit, value === 1 ? 0 : 1))}
                >
                  {value}
                </button>
              );
            })}
          </div>
          {length !== null && (
            <div className="bits-row masks" aria-hidden="true">
              {places.map((place) => (
                <span key={place} data-one={byte * 8 + place < length || undefined}>
                  {byte * 8 + place < length ? 1 : 0}
                </span>
              ))}
            </div>
          )}
          <output className="bits-sum">{sumText(byteOf(address, byte))}</output>
        </div>
      ))}
      <p className="fig-note" id={hint}>
        Press a bit to flip it. With the keyboard: arrows move, Space flips, 0 and 1 write.
        {length !== null && ' The small row under the bits is the mask.'}
      </p>
    </fieldset>
  );
}

const Row = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

const bitsText = (byte: number): string => byte.toString(2).padStart(8, '0');
