'use client';

import { useEffect, useRef } from 'react';
import type { StreamPart } from '../../lab/views/stream.ts';

interface Props {
  readonly stream: readonly StreamPart[];
  close(): void;
}

/** What two programs said to each other, without the headers. */
export function StreamPanel({ stream, close }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  const first = stream[0]?.from;
  return (
    <section
      className="stream"
      aria-label="The stream"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <header>
        <b>What was said</b>
        <button ref={button} type="button" onClick={close}>
          Back to the packets
        </button>
      </header>
      {stream.length === 0 && <p className="packets-empty">No byte of data has crossed yet.</p>}
      <ol>
        {stream.map((part) => (
          <li key={`${part.frame} ${part.from}`} className={part.from === first ? 'left' : 'right'}>
            <small>{part.from}</small>
            <pre>{part.text}</pre>
          </li>
        ))}
      </ol>
    </section>
  );
}
