'use client';

import { useId, useState } from 'react';
import { parseIpv6 } from '../../network/wire/ipv6-address.ts';
import './address-compressor.css';
import { FigureBox } from './figure-box.tsx';
import { kindOf, spellings, whyNone } from './ipv6-spelling.ts';

const first = '2001:0db8:0000:0000:0008:0800:200c:417a';
const examples: readonly { readonly text: string; readonly label: string }[] = [
  { text: '2001:db8:0:0:1:0:0:1', label: 'two runs' },
  { text: '2001:db8:0:1:1:1:1:1', label: 'one zero' },
  { text: 'fe80::5efe:192.0.2.33', label: 'dots' },
  { text: '2001:db8::1::2', label: 'two ::' },
  { text: '::1', label: 'very short' },
];

/** W11: an IPv6 address, written out in full and then shortened by one rule after the other. */
export function AddressCompressor() {
  const id = useId();
  const [typed, setTyped] = useState(first);
  const text = typed.trim();
  const [address, setAddress] = useState(() => parseIpv6(first) ?? new Uint8Array(16));
  const why = whyNone(text);
  const type = (next: string): void => {
    setTyped(next);
    const read = parseIpv6(next.trim());
    if (read !== null) setAddress(read);
  };
  return (
    <FigureBox title="Squeeze an address">
      <p className="fig-lead">Type any IPv6 address, or break this one. Which spelling would you rather read aloud?</p>
      <div className="squeeze-field">
        <label htmlFor={id}>An IPv6 address</label>
        <input
          id={id}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={60}
          value={typed}
          aria-invalid={why !== null || undefined}
          aria-describedby={`${id}-why`}
          onChange={(event) => type(event.target.value)}
        />
      </div>
      <p className="squeeze-why" id={`${id}-why`} role="status">
        {why ??
          (text.includes('.')
            ? 'This is an address: its last 32 bits may be written as IPv4 writes them.'
            : 'This is an address.')}
      </p>
      <div className="squeeze-examples">
        {examples.map(({ text: example, label }) => (
          <button type="button" key={label} onClick={() => type(example)}>
            {label}
          </button>
        ))}
      </div>
      <ol className={why === null ? 'squeeze' : 'squeeze old'}>
        {spellings(address).map(({ rule, source, text: spelled, says }) => (
          <li key={rule}>
            <span>
              {rule} <small>({source})</small>
            </span>
            <code>{spelled}</code>
            <small>{says}</small>
          </li>
        ))}
      </ol>
      <p className="fig-says">
        {why === null ? kindOf(address) : 'The rules above show the last address that was one.'}
      </p>
    </FigureBox>
  );
}
