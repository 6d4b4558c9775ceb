'use client';

import { useId, useState } from 'react';
import type { SceneAction } from '../../lab/scene/action.ts';
import { glanceAt } from '../../lab/views/glance.ts';
import type { Transmission } from '../../lab/views/transmissions.ts';
import { Card } from './device-card.tsx';

interface Props {
  readonly transmission: Transmission;
  readonly past: boolean;
  /** On a hub's cable a frame is bits that are repeated while they come: there is nothing to hold. */
  readonly onHub: boolean;
  /** A hand holds it already. */
  readonly held: boolean;
  onAct(action: SceneAction): void;
  openInPackets(): void;
  close(): void;
}

/** A frame on its cable, and what a hand can do to it. */
export function PacketCard({ transmission, past, onHub, held, onAct, openInPackets, close }: Props) {
  const { sent, onCable } = transmission;
  const glance = glanceAt(sent.bytes);
  const bits = sent.bytes.length * 8;
  const id = useId();
  const [bit, setBit] = useState(Math.max(0, bits - 8));
  const [recomputeFcs, setRecompute] = useState(false);
  const aim = { link: sent.link, frame: sent.frame };
  const over = past || onHub || onCable !== null;
  type Order = Extract<SceneAction, { act: 'hand' }>['order'];
  const act = (order: Order): void => {
    onAct({ act: 'hand', order });
    close();
  };
  return (
    <Card
      title={glance.label.startsWith(glance.protocol) ? glance.label : `${glance.protocol} ${glance.label}`}
      close={close}
    >
      <p className="net-line">
        {sent.from} → {sent.to}, {sent.bytes.length} bytes
      </p>
      <p className="net-line mono">{glance.info}</p>
      <div className="net-acts">
        <button type="button" className="button first" onClick={openInPackets}>
          Open it
        </button>
        <button type="button" className="button" disabled={over} onClick={() => act({ do: 'drop', ...aim })}>
          Drop this packet
        </button>
        <button type="button" className="button" disabled={over} onClick={() => act({ do: 'duplicate', ...aim })}>
          Duplicate it
        </button>
        <button
          type="button"
          className="button"
          disabled={over}
          onClick={() => act({ do: held ? 'release' : 'hold', ...aim })}
        >
          {held ? 'Let it go' : 'Hold it back'}
        </button>
      </div>
      <fieldset className="net-flip" disabled={over}>
        <legend className="visually-hidden">Flip a bit</legend>
        <label htmlFor={id}>Bit</label>
        <input
          id={id}
          type="number"
          min={0}
          max={bits - 1}
          value={bit}
          onChange={(event) => setBit(Math.min(bits - 1, Math.max(0, Math.round(Number(event.target.value)))))}
        />
        <span className="net-none">byte {bit >> 3}</span>
        <button type="button" className="button" onClick={() => act({ do: 'flip', ...aim, bit, recomputeFcs })}>
          Flip it
        </button>
        <label className="net-check">
          <input type="checkbox" checked={recomputeFcs} onChange={(event) => setRecompute(event.target.checked)} />
          Recompute the FCS
        </label>
      </fieldset>
      {over && (
        <p className="net-none">
          {past
            ? 'This is the past. Return to now to touch it.'
            : onHub
              ? 'A hub repeats bits while they come in, so there is no whole frame that a hand could take. Cut the cable instead.'
              : 'It has left the cable, so it can only be read.'}
        </p>
      )}
    </Card>
  );
}
