'use client';

import { useId, useState } from 'react';
import { Choices } from './choices.tsx';
import { FigureBox } from './figure-box.tsx';
import { bytesOf, readBigEndian } from './tape.ts';
import './endian-flipper.css';

const widths = [
  { value: '2', text: '2 bytes, as a port' },
  { value: '4', text: '4 bytes, as a length' },
] as const;
const ends = [
  { value: 'big', text: 'the biggest byte' },
  { value: 'little', text: 'the smallest byte' },
] as const;

const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/** A number, its bytes in two orders, and what somebody reads who expects the biggest first. */
export function EndianFlipper() {
  const field = useId();
  const [typed, setTyped] = useState('5001');
  const [width, setWidth] = useState<'2' | '4'>('2');
  const [end, setEnd] = useState<'big' | 'little'>('little');
  const most = 256 ** Number(width) - 1;
  const value = /^\d{1,10}$/.test(typed) && Number(typed) <= most ? Number(typed) : null;
  const bytes = value === null ? null : bytesOf(value, width === '2' ? 2 : 4);
  const sent = bytes && (end === 'big' ? bytes : [...bytes].reverse());
  return (
    <FigureBox title="Which end goes first?">
      <label className="endian-number" htmlFor={field}>
        A number
        <input
          id={field}
          inputMode="numeric"
          autoComplete="off"
          maxLength={10}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <Choices legend="Written in" choices={widths} chosen={width} choose={setWidth} />
      <Choices legend="Sent first" choices={ends} chosen={end} choose={setEnd} />
      <div className="endian-bytes" aria-hidden="true">
        {(sent ?? Array.from({ length: Number(width) }, () => null)).map((byte, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a byte is its place
          <span key={at}>
            <b>{byte === null ? '??' : byte.toString(16).padStart(2, '0')}</b>
            <small>{byte ?? ' '}</small>
          </span>
        ))}
      </div>
      <p className="fig-says" role="status">
        {sent === null || value === null
          ? `A whole number from 0 to ${grouped(most)} fits into ${width} bytes.`
          : `Sent: ${sent.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}. Whoever takes the first byte for the biggest reads ${grouped(readBigEndian(sent))}${readBigEndian(sent) === value ? ', which is right' : `, and you meant ${grouped(value)}`}.`}
      </p>
    </FigureBox>
  );
}
