'use client';

import { useState } from 'react';
import { Choices } from './choices.tsx';
import { FigureBox } from './figure-box.tsx';
import { chunksOf, readLines, readNaively, stream } from './tape.ts';
import './stream-tape.css';

const letters = [...stream];
const every = letters.map((_, at) => at).slice(1);
const presets: readonly { readonly name: string; readonly cuts: readonly number[] }[] = [
  { name: 'One heap', cuts: [] },
  { name: 'As written', cuts: [3, 16] },
  { name: 'Torn', cuts: [5, 9, 17] },
  { name: 'Byte by byte', cuts: every },
];
const readers = [
  { value: 'naive', text: 'every chunk is a message' },
  { value: 'lines', text: 'a buffer, and line ends' },
] as const;

const shown = (text: string): string => text.replaceAll('\n', '⏎').replaceAll(' ', '␣');

/** W19: a stream on a tape. The reader of the page cuts it; two readers try to find the messages in it. */
export function StreamTape() {
  const [cuts, setCuts] = useState<ReadonlySet<number>>(new Set([5, 9, 17]));
  const [reader, setReader] = useState<'naive' | 'lines'>('naive');
  const chunks = chunksOf(stream, cuts);
  const readings = reader === 'naive' ? readNaively(chunks) : readLines(chunks);
  const messages = readings.flatMap((reading) => reading.messages);
  const toggle = (at: number): void => {
    const next = new Set(cuts);
    if (!next.delete(at)) next.add(at);
    setCuts(next);
  };
  return (
    <FigureBox
      title="Cut the tape"
      twin={
        <table>
          <thead>
            <tr>
              <th>recv gives</th>
              <th>messages found</th>
              <th>kept for later</th>
            </tr>
          </thead>
          <tbody>
            {readings.map(({ chunk, messages: found, kept }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a chunk is its place
              <tr key={at}>
                <td>{shown(chunk)}</td>
                <td>{found.map(shown).join(', ') || 'none'}</td>
                <td>{shown(kept) || 'nothing'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    >
      <p className="fig-lead">
        Three lines were sent, 20 bytes. ⏎ is a line end, ␣ a space. Press between two bytes to cut there, or to take a
        cut away.
      </p>
      <div className="tape">
        {letters.map((letter, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a byte is its place
          <span key={at} className="tape-cell">
            {at > 0 && (
              <button
                type="button"
                className="tape-cut"
                aria-pressed={cuts.has(at)}
                aria-label={`cut after byte ${at}`}
                onClick={() => toggle(at)}
              />
            )}
            <span className="tape-byte">{shown(letter)}</span>
          </span>
        ))}
      </div>
      <div className="tape-presets">
        {presets.map(({ name, cuts: places }) => (
          <button key={name} type="button" onClick={() => setCuts(new Set(places))}>
            {name}
          </button>
        ))}
      </div>
      <Choices legend="The reader takes for a message" choices={readers} chosen={reader} choose={setReader} />
      <p className="fig-says" role="status">
        {chunks.length} {chunks.length === 1 ? 'chunk' : 'chunks'}, {messages.length}{' '}
        {messages.length === 1 ? 'message' : 'messages'}: {messages.map((message) => `“${shown(message)}”`).join(' ')}
      </p>
    </FigureBox>
  );
}
