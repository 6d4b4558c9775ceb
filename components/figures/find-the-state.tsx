'use client';

import { type ReactNode, useState } from 'react';
import { type Device, memories } from './device-memory.ts';
import { Laptop, Printer, Router, Switch } from './drawings.tsx';
import { FigureBox } from './figure-box.tsx';
import './find-the-state.css';

const drawings: Record<Device, ReactNode> = {
  laptop: <Laptop screen="chat" />,
  switch: <Switch />,
  printer: <Printer />,
  router: <Router />,
  friend: <Laptop screen="room" />,
};

/** F2: ask every device what it remembers of a chat. A drawing of a typical network, not a measurement. */
export function FindTheState() {
  const [asked, setAsked] = useState<Device | null>(null);
  const memory = memories.find(({ device }) => device === asked);
  return (
    <FigureBox
      title="Who remembers your chat?"
      twin={
        <table>
          <thead>
            <tr>
              <th>Device</th>
              <th>What it remembers</th>
            </tr>
          </thead>
          <tbody>
            {memories.map(({ device, name, verdict, rows, because }) => (
              <tr key={device}>
                <th scope="row">{name}</th>
                <td>
                  {verdict} {rows.map(({ what, value }) => `${what}: ${value}.`).join(' ')} {because}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    >
      <p className="fig-lead">
        You chat with a room on a friend’s computer in another network. Point at a device, or press it.
      </p>
      <div className="state">
        <svg className="state-wires" viewBox="0 0 100 17" preserveAspectRatio="none" aria-hidden="true">
          <path d="M12.5 2.9Q25 3.25 37.5 2.9Q50 3.25 62.5 2.9Q75 3.25 87.5 2.9" />
          <path d="M37.5 2.9Q37.9 8 37.5 12" />
        </svg>
        {memories.map(({ device, name }) => (
          <button
            type="button"
            key={device}
            className={`state-device ${device}`}
            aria-pressed={asked === device}
            onMouseEnter={() => setAsked(device)}
            onFocus={() => setAsked(device)}
            onClick={() => setAsked(device)}
          >
            {drawings[device]}
            <b>{name}</b>
          </button>
        ))}
      </div>
      <div className={memory ? 'state-memory' : 'state-memory unasked'} role="status">
        {memory ? (
          <>
            <p>
              <b>{memory.name}:</b> {memory.verdict}
            </p>
            {memory.rows.length > 0 && (
              <dl>
                {memory.rows.map(({ what, value, yours }) => (
                  <div key={what} data-yours={yours || undefined}>
                    <dt>{what}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
            )}
            <p className="fig-note">{memory.because}</p>
          </>
        ) : (
          <p>Where is the connection kept? Guess before you look.</p>
        )}
      </div>
      <p className="fig-note">This is a drawing. No device was asked; the numbers are examples.</p>
    </FigureBox>
  );
}
