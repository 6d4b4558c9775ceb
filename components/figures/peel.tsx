'use client';

import { type ReactNode, useState } from 'react';
import { byteClicks } from '../../lab/checks/byte-clicks.ts';
import { useLab } from '../lab-session/lab-context.ts';
import { capturedSay } from './captured-say.ts';
import { FigureBox } from './figure-box.tsx';
import { peeled, spacedHex, type Wrapping } from './peeled.ts';
import './peel.css';

export interface PeelProps {
  /** The scene whose newest frame is opened, once there is one. */
  readonly scene: string;
  /** Which frame: a capture filter. */
  readonly filter: string;
}

const colours = { frame: 'link', packet: 'net', segment: 'tcp', message: 'app' } as const;
const names = { frame: 'Frame', packet: 'Packet', segment: 'Segment', message: 'Message' } as const;
const nothing: readonly string[] = [];
const bytesText = (count: number): string => `${count} ${count === 1 ? 'byte' : 'bytes'}`;

/** A captured frame, opened one wrapping at a time: message in segment in packet in frame. */
export function Peel({ scene, filter }: PeelProps) {
  const { evidence } = useLab();
  const [opened, setOpened] = useState(0);
  const { frame } = byteClicks(evidence, { scene, filter, fields: nothing });
  const own = frame ? peeled(frame) : [];
  const wrappings = own.length > 0 ? own : peeled(capturedSay);
  const next = opened < 3 ? wrappings[opened] : undefined;
  const last = opened > 0 ? wrappings[opened - 1] : undefined;
  return (
    <FigureBox title="Open it" badges={['SIMULATED']} twin={<Twin wrappings={wrappings} />}>
      <p className="fig-lead">
        {own.length > 0
          ? 'The last line that you sent, as it left pc1.'
          : `One line of a chat, as it left pc1. Once you have sent one in lab ${scene}, yours takes its place.`}
      </p>
      <Box wrappings={wrappings} at={0} opened={opened} />
      <div className="peel-keys">
        <button type="button" aria-disabled={!next} onClick={() => next && setOpened(opened + 1)}>
          {next ? `Open the ${next.name}` : 'All open'}
        </button>
        <button type="button" disabled={!last} onClick={() => setOpened(opened - 1)}>
          {last ? `Close the ${last.name}` : 'Close'}
        </button>
      </div>
      <p className="fig-says" role="status">
        {told(wrappings, opened)}
      </p>
    </FigureBox>
  );
}

function told(wrappings: readonly Wrapping[], opened: number): string {
  const [frame] = wrappings;
  const taken = wrappings[opened - 1];
  const inner = wrappings[opened];
  if (!taken || !inner)
    return `${bytesText(frame?.length ?? 0)} on the cable. Nobody on the way needs to open all of it.`;
  const tail = taken.tail.length > 0 ? ` and ${taken.tail.length} behind` : '';
  return `The ${taken.name} has ${bytesText(taken.header.length)} in front${tail}. Inside: a ${inner.name} of ${bytesText(inner.length)}.`;
}

interface BoxProps {
  readonly wrappings: readonly Wrapping[];
  readonly at: number;
  /** How many are open, from the outside. */
  readonly opened: number;
}

/** A wrapping; while it is closed its bytes are one grey run. */
function Box({ wrappings, at, opened }: BoxProps): ReactNode {
  const one = wrappings[at];
  if (!one) return null;
  const { name, header, inside, tail, length, says } = one;
  const open = name === 'message' || at < opened;
  return (
    <div className={`peel ${colours[name]}`} data-open={open || undefined}>
      <p className="peel-head">
        <b>{names[name]}</b> <span>{bytesText(length)}</span>
      </p>
      {name === 'message' ? (
        <>
          <p className="peel-bytes">{spacedHex(inside)}</p>
          <p className="peel-text">{says}</p>
        </>
      ) : open ? (
        <>
          <p className="peel-bytes">{spacedHex(header)}</p>
          <p className="peel-note">{says}</p>
          <Box wrappings={wrappings} at={at + 1} opened={opened} />
          {tail.length > 0 && (
            <p className="peel-bytes">
              {spacedHex(tail)} <span className="peel-note">{tail.length > 4 ? 'padding, then FCS' : 'FCS'}</span>
            </p>
          )}
        </>
      ) : (
        <p className="peel-bytes closed">
          {[header, inside, tail]
            .filter((part) => part.length > 0)
            .map(spacedHex)
            .join(' ')}
        </p>
      )}
    </div>
  );
}

const Twin = ({ wrappings }: { readonly wrappings: readonly Wrapping[] }) => (
  <table>
    <thead>
      <tr>
        <th>What</th>
        <th>In front</th>
        <th>Inside</th>
        <th>Behind</th>
        <th>It says</th>
      </tr>
    </thead>
    <tbody>
      {wrappings.map(({ name, header, inside, tail, says }) => (
        <tr key={name}>
          <th scope="row">{names[name]}</th>
          <td>{bytesText(header.length)}</td>
          <td>{bytesText(inside.length)}</td>
          <td>{bytesText(tail.length)}</td>
          <td>{says}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
