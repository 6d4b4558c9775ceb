'use client';

import { useState } from 'react';
import { Choices } from './choices.tsx';
import { FigureBox } from './figure-box.tsx';
import { changesOf, firstStack, type Stack, told, type Wrapping, wrappingsOf } from './layer-swaps.ts';
import './swap-layers.css';

const choice = <Value extends string>(value: Value, text: string = value) => ({ value, text });

/** One line of a chat in its wrappings; the reader swaps a layer and sees which others notice. */
export function SwapLayers() {
  const [stack, setStack] = useState<Stack>(firstStack);
  const wrappings = wrappingsOf(stack);
  const changes = changesOf(stack);
  return (
    <FigureBox
      title="Swap a layer"
      twin={
        <dl>
          {wrappings.map(({ layer, name, holds, inside }, at) => (
            <div key={layer}>
              <dt>{name}</dt>
              <dd>
                {holds}
                {inside && `; inside, ${inside}`} ({changes[at]})
              </dd>
            </div>
          ))}
        </dl>
      }
    >
      <div className="swap-choices">
        <Choices
          legend="Transport"
          choices={[choice('TCP'), choice('QUIC', 'QUIC in UDP')]}
          chosen={stack.transport}
          choose={(transport) => setStack({ ...stack, transport })}
        />
        <Choices
          legend="Internet"
          choices={[choice('IPv4'), choice('IPv6')]}
          chosen={stack.internet}
          choose={(internet) => setStack({ ...stack, internet })}
        />
        <Choices
          legend="Link"
          choices={[choice('Ethernet'), choice('Wi-Fi')]}
          chosen={stack.link}
          choose={(link) => setStack({ ...stack, link })}
        />
      </div>
      <Wrapped wrappings={wrappings} changes={changes} at={0} />
      <p className="fig-says" role="status">
        {told(stack)}
      </p>
    </FigureBox>
  );
}

interface WrappedProps {
  readonly wrappings: readonly Wrapping[];
  readonly changes: readonly string[];
  readonly at: number;
}

/** A wrapping, with what is inside it inside. */
function Wrapped({ wrappings, changes, at }: WrappedProps) {
  const wrapping = wrappings[at];
  if (wrapping === undefined) return null;
  const { layer, name, holds, inside } = wrapping;
  return (
    <div className="swap" data-layer={layer} data-udp={name === 'QUIC in UDP' || undefined} data-change={changes[at]}>
      <div className="swap-head">
        <b>{name}</b>
        <span className="swap-change">{changes[at]}</span>
      </div>
      <div className="swap-holds">
        {layer === 'application' ? <code>{holds}</code> : holds}
        {inside && (
          <>
            ; <code>{inside}</code>
          </>
        )}
      </div>
      <Wrapped wrappings={wrappings} changes={changes} at={at + 1} />
    </div>
  );
}
