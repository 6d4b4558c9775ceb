import { useId, useState } from 'react';
import { type Ipv4, ipv4Text } from '../../network/wire/address.ts';
import { readAddress, whyNone } from './bit-board-facts.ts';

interface Props {
  readonly label: string;
  readonly value: Ipv4;
  change(address: Ipv4): void;
}

/** Takes an IPv4 address as people write it. While what is typed is none, the last one stays, and a line says why. */
export function AddressField({ label, value, change }: Props) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? value : readAddress(typed);
  // Somebody changed it elsewhere: what was typed no longer holds.
  const shown = typed !== null && (read === null || read === value) ? typed : ipv4Text(value);
  const wrong = typed !== null && shown === typed && read === null;
  return (
    <div className="bits-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        size={15}
        maxLength={40}
        value={shown}
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? `${id}-why` : undefined}
        onChange={(event) => {
          setTyped(event.target.value);
          const number = readAddress(event.target.value);
          if (number !== null) change(number);
        }}
        onBlur={() => setTyped(null)}
      />
      {wrong && (
        <small id={`${id}-why`} role="status">
          {whyNone(typed)}
        </small>
      )}
    </div>
  );
}
