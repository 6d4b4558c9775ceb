'use client';

import { useState } from 'react';
import { Tick } from '../brand/tick.tsx';
import { type Choice, Choices } from './choices.tsx';
import { FigureBox } from './figure-box.tsx';
import './name-calls.css';

type Way = 'takes' | 'returns';

interface NameCall {
  readonly call: string;
  readonly way: Way;
  readonly because: string;
}

/** The seven calls that have to do with names, and what they do with them. Python documentation, socket. */
const calls: readonly NameCall[] = [
  { call: 'bind', way: 'takes', because: 'you say which address and port shall be yours' },
  { call: 'connect', way: 'takes', because: 'you say who is to be at the other end' },
  { call: 'accept', way: 'returns', because: 'a new socket, and the name of whoever called' },
  { call: 'getsockname', way: 'returns', because: 'the name of this end' },
  { call: 'getpeername', way: 'returns', because: 'the name of the other end' },
  { call: 'sendto', way: 'takes', because: 'every datagram needs a receiver' },
  { call: 'recvfrom', way: 'returns', because: 'the bytes, and the name of their sender' },
];

const ways: readonly Choice<Way | ''>[] = [
  { value: 'takes', text: 'takes a name' },
  { value: 'returns', text: 'gives one back' },
];

/** Seven calls to sort: who wants a name, who hands one out? */
export function NameCalls() {
  const [said, setSaid] = useState<Readonly<Record<string, Way>>>({});
  const right = calls.filter(({ call, way }) => said[call] === way).length;
  return (
    <FigureBox
      title="Seven calls"
      twin={
        <table>
          <tbody>
            {calls.map(({ call, way, because }) => (
              <tr key={call}>
                <td>{call}</td>
                <td>{way === 'takes' ? 'takes a name' : 'gives one back'}</td>
                <td>{because}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    >
      <ul className="name-calls">
        {calls.map(({ call, way, because }) => (
          <li key={call} data-right={said[call] === way || undefined}>
            <Choices
              legend={call}
              choices={ways}
              chosen={said[call] ?? ''}
              choose={(value) => value !== '' && setSaid({ ...said, [call]: value })}
            />
            <span role="status">
              {said[call] === undefined ? null : said[call] === way ? (
                <>
                  <Tick size={14} /> {because}
                </>
              ) : (
                'the other way round'
              )}
            </span>
          </li>
        ))}
      </ul>
      <p className="fig-note">{right} of 7 are sorted.</p>
    </FigureBox>
  );
}
