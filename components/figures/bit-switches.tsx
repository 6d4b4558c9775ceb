import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { Ipv4 } from '../../network/wire/address.ts';
import { bitAt, byteOf, firstDifference, sumText, withBit, worthOf } from './bit-board-facts.ts';

const bytes = [0, 1, 2, 3] as const;
const places = [0, 1, 2, 3, 4, 5, 6, 7] as const;

interface Props {
  readonly address: Ipv4;
  /** Bits of the prefix and the address to compare with, or null without a mask. */
  readonly mask: { readonly length: number; readonly other: Ipv4 } | null;
  change(address: Ipv4): void;
}

/** One stop for Tab; arrows go from bit to bit, Space flips, 0 and 1 set and go on. */
export function BitSwitches({ address, mask, change }: Props) {
  const length = mask?.length ?? null;
  const differs = mask === null ? null : firstDifference(address, mask.other);
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
          {mask !== null && (
            <div className="bits-row others" aria-hidden="true">
              {places.map((place) => (
                <span key={place} data-first={byte * 8 + place === differs || undefined}>
                  {bitAt(mask.other, byte * 8 + place)}
                </span>
              ))}
            </div>
          )}
          <output className="bits-sum">{sumText(byteOf(address, byte))}</output>
        </div>
      ))}
      <p className="fig-note" id={hint}>
        Press a bit to flip it. With the keyboard: arrows move, Space flips, 0 and 1 write.
        {length !== null &&
          ' Under the bits stand the mask and the other address; a box marks the first bit in which it differs.'}
      </p>
    </fieldset>
  );
}
