'use client';

import { useState } from 'react';
import { FigureBox } from './figure-box.tsx';
import './first-octet.css';

const weights = [0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02, 0x01] as const;

const meaning = (octet: number): string => {
  const group = (octet & 1) !== 0;
  const local = (octet & 2) !== 0;
  if (octet === 0xff)
    return 'ff, as in ff:ff:ff:ff:ff:ff: everybody on the link. All bits are set, so these two are as well.';
  if (group)
    return local
      ? 'A group, chosen locally: nobody’s register knows it. 33 begins the groups that IPv6 uses.'
      : 'A group: many interfaces may listen to it. 01 begins the one that switches talk to each other by.';
  return local
    ? 'One interface, with an address that somebody chose: a phone for this Wi-Fi, a virtual machine, or you.'
    : 'One interface, and an address that says: out of a block that IEEE registered for somebody.';
};

/** The first octet of a MAC address as eight switches; the two on the right mean something. RFC 9542 §2.1. */
export function FirstOctet() {
  const [octet, setOctet] = useState(0x00);
  const hex = octet.toString(16).padStart(2, '0');
  const name = (weight: number): string => (weight === 1 ? 'group' : weight === 2 ? 'local' : '');
  return (
    <FigureBox title="Two bits that mean something">
      <p className="fig-lead">
        Flip bits of the first octet. Can you make one that begins with 3 and belongs to nobody’s block?
      </p>
      <fieldset className="octet">
        <legend>The eight bits, highest first</legend>
        {weights.map((weight) => (
          <button
            type="button"
            key={weight}
            aria-pressed={(octet & weight) !== 0}
            aria-label={`${(octet & weight) === 0 ? 0 : 1} ${name(weight)}, bit ${weight.toString(16).padStart(2, '0')}`}
            onClick={() => setOctet(octet ^ weight)}
          >
            <b aria-hidden="true">{(octet & weight) === 0 ? '0' : '1'}</b>{' '}
            <span aria-hidden="true">{name(weight)}</span>
          </button>
        ))}
      </fieldset>
      <div role="status">
        <p className="octet-address">
          <b>{hex}</b>:00:5e:00:53:10
        </p>
        <p className="fig-says">{meaning(octet)}</p>
      </div>
    </FigureBox>
  );
}
