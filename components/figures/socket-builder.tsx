'use client';

import { useState } from 'react';
import { Choices } from './choices.tsx';
import { FigureBox } from './figure-box.tsx';
import { type Family, kindOf, type Type } from './socket-kinds.ts';
import './socket-builder.css';
import { CodeBlock } from '../prose/code-block.tsx';

const families: readonly { value: Family; text: string }[] = [
  { value: 'AF_INET', text: 'AF_INET' },
  { value: 'AF_INET6', text: 'AF_INET6' },
  { value: 'AF_UNIX', text: 'AF_UNIX' },
];
const types: readonly { value: Type; text: string }[] = [
  { value: 'SOCK_STREAM', text: 'SOCK_STREAM' },
  { value: 'SOCK_DGRAM', text: 'SOCK_DGRAM' },
];

/** W17: two dials, and what follows from them. */
export function SocketBuilder() {
  const [family, setFamily] = useState<Family>('AF_INET');
  const [type, setType] = useState<Type>('SOCK_STREAM');
  const kind = kindOf(family, type);
  return (
    <FigureBox title="Build a socket">
      <div className="dials">
        <Choices legend="Family: how addresses look" choices={families} chosen={family} choose={setFamily} mono />
        <Choices legend="Type: what is promised" choices={types} chosen={type} choose={setType} mono />
      </div>
      <div role="status" className="built">
        <CodeBlock>
          <code>{kind.call}</code>
        </CodeBlock>
        <dl>
          <div>
            <dt>You get</dt>
            <dd>{kind.carries}</dd>
          </div>
          <div>
            <dt>Promised</dt>
            <dd>{kind.promises.join(', ')}</dd>
          </div>
          <div>
            <dt>Not promised</dt>
            <dd>{kind.butNot}</dd>
          </div>
          <div>
            <dt>An address</dt>
            <dd>
              <code>{kind.address}</code> {kind.addressParts}
            </dd>
          </div>
          <div>
            <dt>Before bind or connect</dt>
            <dd>
              <code>getsockname()</code> says <code>{kind.fresh}</code>
            </dd>
          </div>
        </dl>
      </div>
      <p className="fig-note">
        {family === 'AF_INET' && type === 'SOCK_STREAM'
          ? 'These are Python’s defaults: socket.socket() gives the same.'
          : family === 'AF_UNIX'
            ? 'Python has AF_UNIX on Linux and macOS; on Windows it may be missing.'
            : 'The address before bind is what Linux answers. Windows documents an error there instead (WSAEINVAL).'}
      </p>
    </FigureBox>
  );
}
