'use client';

import { useId, useState } from 'react';
import { type Ipv4, ipv4Text } from '../../network/wire/address.ts';
import { AddressField } from './address-field.tsx';
import { blockText, byteOf, hexText, integerText, networkOf, sumText, verdictText } from './bit-board-facts.ts';
import { BitSwitches } from './bit-switches.tsx';
import { FigureBox } from './figure-box.tsx';
import './bit-board.css';

const bytes = [0, 1, 2, 3] as const;

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
          {masked && <Row name="Other address" value={bytes.map((byte) => bitsText(byteOf(other, byte))).join(' ')} />}
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
      <BitSwitches address={address} change={setAddress} mask={masked ? { length, other } : null} />
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

const Row = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

const bitsText = (byte: number): string => byte.toString(2).padStart(8, '0');
