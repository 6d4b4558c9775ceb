'use client';

import { useDeferredValue, useMemo, useState } from 'react';
import { useLab } from '../lab-session/lab-context.ts';
import { Choices } from './choices.tsx';
import { FigureBox } from './figure-box.tsx';
import { guestsIn, stepReached } from './guests.ts';
import './five-steps.css';

interface Step {
  readonly name: string;
  readonly code: readonly string[];
  readonly does: string;
  readonly wire: string;
}

const steps: readonly Step[] = [
  {
    name: 'Resolve',
    code: ["address = (socket.gethostbyname('localhost'), PORT)"],
    does: 'Turns a name into an address that a socket can use. Together with the port it makes the pair that connect wants.',
    wire: 'Nothing for localhost. For other names, a question to a name server.',
  },
  {
    name: 'Create',
    code: ['room = socket.socket()'],
    does: 'Asks the operating system for a ticket. Family and type are chosen here and never change.',
    wire: 'Nothing.',
  },
  {
    name: 'Connect',
    code: ['room.connect(…)', 'greeting = room.recv(1024)'],
    does: 'Returns when the handshake is done, or raises an error. The system has picked a port for this end.',
    wire: 'SYN, SYN and ACK, ACK; then the greeting comes.',
  },
  {
    name: 'Exchange',
    code: ["room.sendall(b'PASS first-hop\\n')", 'room.sendall(…)'],
    does: 'sendall hands over all the bytes, however often it has to ask. recv brings what the room sends.',
    wire: 'Your bytes, in as many segments as TCP likes.',
  },
  {
    name: 'Close',
    code: ['chunk = room.recv(1024)  # until the end has come', 'room.close()'],
    does: 'Empty bytes say that the other side has finished. Then the ticket goes back.',
    wire: 'A FIN each way.',
  },
];

/** So many rows are always drawn, so that nothing moves when a guest comes. */
const rows = 3;

/** The steps of every client beside the list that the room keeps: which guest is your program, and how far is it? */
export function FiveSteps() {
  const evidence = useDeferredValue(useLab().evidence);
  const guests = useMemo(() => guestsIn(evidence).slice(0, rows), [evidence]);
  const reached = useMemo(() => stepReached(evidence), [evidence]);
  const [chosen, setChosen] = useState('0');
  const at = Number(chosen);
  const step = steps[at] ?? steps[0];
  return (
    <FigureBox title="Five steps, and who came" badges={guests.length > 0 ? ['OBSERVED'] : []}>
      <Choices
        legend="Step"
        choices={steps.map(({ name }, index) => ({ value: String(index), text: `${index + 1} ${name}` }))}
        chosen={chosen}
        choose={setChosen}
      />
      <ol className="five-code" aria-label="The client, line by line">
        {steps.map(({ name, code }, index) => (
          <li key={name} data-chosen={index === at || undefined} data-taken={index < reached || undefined}>
            {code.map((line) => (
              <code key={line}>{line}</code>
            ))}
          </li>
        ))}
      </ol>
      <p className="fig-says five-says" role="status">
        <b>{step?.name}.</b> {step?.does} <i>On the wire:</i> {step?.wire}
      </p>
      <p className="fig-note">
        {reached === 0
          ? 'A bar at the left marks the steps that your own program has taken, once it runs.'
          : `Your newest program has taken ${reached} of 5 steps.`}
      </p>
      <table className="five-guests">
        <caption>Who came to the rooms from this page, as the rooms tell</caption>
        <thead>
          <tr>
            <th>Guest</th>
            <th>Room</th>
            <th>State</th>
            <th>Opened by</th>
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => guests[row]).map((guest, row) =>
            guest ? (
              <tr key={guest.key} data-here={guest.here || undefined}>
                <td>{guest.peer}</td>
                <td>{guest.room}</td>
                <td>{guest.state}</td>
                <td>{guest.program ? 'your program' : 'a command'}</td>
              </tr>
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows that nobody has taken
              <tr key={row} className="nobody">
                <td colSpan={4}>{row === 0 ? 'nobody yet' : '\u00a0'}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </FigureBox>
  );
}
