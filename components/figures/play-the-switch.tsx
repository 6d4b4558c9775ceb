'use client';

import { useMemo, useState } from 'react';
import { type RehearsedFrame, type Round, rehearse } from '../../lab/topology/rehearse.ts';
import type { DeviceSpec, Topology } from '../../lab/topology/topology.ts';
import { FigureBox } from './figure-box.tsx';
import './play-the-switch.css';

const pc = (name: string): DeviceSpec => ({ kind: 'host', name, at: { x: 0, y: 0 } });

/** A and B share a hub at p1, so that filtering has its turn. */
const network: Topology = {
  id: 'play-the-switch',
  seed: 'play',
  devices: [
    pc('a'),
    pc('b'),
    pc('c'),
    pc('d'),
    { kind: 'hub', name: 'hub1', at: { x: 0, y: 0 }, ports: 3 },
    { kind: 'switch', name: 'sw1', at: { x: 0, y: 0 }, ports: 3 },
  ],
  cables: [
    { ends: ['a:eth0', 'hub1:p1'] },
    { ends: ['b:eth0', 'hub1:p2'] },
    { ends: ['hub1:p3', 'sw1:p1'] },
    { ends: ['c:eth0', 'sw1:p2'] },
    { ends: ['d:eth0', 'sw1:p3'] },
  ],
};

const frames: readonly RehearsedFrame[] = [
  { from: 'a', to: 'd' },
  { from: 'd', to: 'a' },
  { from: 'b', to: 'a' },
  { from: 'c', to: 'b' },
  { from: 'a', to: 'c' },
  { from: 'd', to: 'all' },
];
const allPorts = ['p1', 'p2', 'p3'] as const;

const host = (name: string): string => (name === 'all' ? 'everybody' : name.toUpperCase());
const list = (ports: readonly string[]): string => (ports.length === 0 ? 'nowhere' : ports.join(' and '));

function because({ to, port, decision, table }: Round): string {
  if (decision === 'filter') return `${host(to)} is behind ${port} too: the hub has delivered it. It is filtered.`;
  if (decision === 'forward') return `The table has ${host(to)} at ${table.get(to)}.`;
  return to === 'all' ? 'It is for everybody: flooded.' : `The table has no row for ${host(to)}: flooded.`;
}

/** The learner is the switch: for each frame, which ports does it leave by? The real one answers afterwards. */
export function PlayTheSwitch() {
  const rounds = useMemo(() => rehearse(network, 'sw1', frames), []);
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [shown, setShown] = useState(false);
  const [right, setRight] = useState(0);
  const round = rounds[at];
  const before = rounds[at - 1]?.table ?? new Map<string, string>();
  const table = shown ? (round?.table ?? before) : before;
  const good = round !== undefined && [...chosen].sort().join() === [...round.ports].sort().join();

  const go = () => {
    setShown(true);
    if (good) setRight(right + 1);
  };
  const next = () => {
    setAt(at + 1);
    setChosen([]);
    setShown(false);
  };
  const again = () => {
    setAt(0);
    setRight(0);
    setChosen([]);
    setShown(false);
  };

  return (
    <FigureBox
      title="Be the switch"
      badges={['SIMULATED']}
      twin={
        <table>
          <thead>
            <tr>
              <th>Frame</th>
              <th>Comes in by</th>
              <th>Leaves by</th>
              <th>Because</th>
            </tr>
          </thead>
          <tbody>
            {rounds.map((each) => (
              <tr key={`${each.from}-${each.to}`}>
                <th scope="row">
                  {host(each.from)} to {host(each.to)}
                </th>
                <td>{each.port}</td>
                <td>{list(each.ports)}</td>
                <td>{because(each)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    >
      <p className="fig-lead">A and B sit on a hub at p1. C is at p2, D at p3. Your table begins empty.</p>
      <div className="be-switch">
        <table>
          <caption>Your table</caption>
          <thead>
            <tr>
              <th>Who</th>
              <th>Port</th>
            </tr>
          </thead>
          <tbody>
            {table.size === 0 ? (
              <tr>
                <td colSpan={2}>nothing yet</td>
              </tr>
            ) : (
              [...table].map(([who, port]) => (
                <tr key={who}>
                  <td>{host(who)}</td>
                  <td>{port}</td>
                </tr>
              ))
            )}
          </tbody>
        </table>
        {round === undefined ? (
          <div role="status">
            <p>
              You sent {right} of {rounds.length} frames where the switch sends them.
            </p>
            <button type="button" onClick={again}>
              Once more
            </button>
          </div>
        ) : (
          <div>
            <p>
              Frame {at + 1} of {rounds.length} comes in by <b>{round.port}</b>: from <b>{host(round.from)}</b> to{' '}
              <b>{host(round.to)}</b>. Which ports does it leave by?
            </p>
            <div className="be-switch-ports">
              {allPorts.map((port) => (
                <button
                  type="button"
                  key={port}
                  disabled={shown}
                  aria-pressed={chosen.includes(port)}
                  onClick={() =>
                    setChosen(chosen.includes(port) ? chosen.filter((each) => each !== port) : [...chosen, port])
                  }
                >
                  {port}
                </button>
              ))}
              {shown ? (
                <button type="button" onClick={next}>
                  Next
                </button>
              ) : (
                <button type="button" onClick={go}>
                  {chosen.length === 0 ? 'By none' : 'Send'}
                </button>
              )}
            </div>
            <p className="fig-says" role="status">
              {shown
                ? `${good ? 'So does the switch.' : `The switch sends it ${round.ports.length === 0 ? 'nowhere' : `by ${list(round.ports)}`}.`} ${because(round)} And it has seen ${host(round.from)} at ${round.port}.`
                : 'Decide before you look.'}
            </p>
          </div>
        )}
      </div>
    </FigureBox>
  );
}
