'use client';

import { useMemo } from 'react';
import { endpointText } from '../../lab/host.ts';
import { useLab } from '../lab-session/lab-context.ts';
import { FigureBox } from './figure-box.tsx';
import './role-badge.css';
import { type Badge, badgeOf, roleFacts } from './role-facts.ts';

const words: Readonly<Record<Badge, string>> = {
  neither: 'neither',
  server: 'server',
  client: 'client',
  both: 'server and client',
};

const because: Readonly<Record<Badge, string>> = {
  neither: 'No program of this page waits, and none has called anybody.',
  server: 'A program here waits to be called, or was.',
  client: 'A program here has called another, and none waits.',
  both: 'One program here waits, or was called, and another has called. It is still one machine.',
};

/** F3: what this computer is right now, from the sockets of this page. The badge flips when the evidence does. */
export function RoleBadge() {
  const { evidence } = useLab();
  const facts = useMemo(() => roleFacts(evidence), [evidence]);
  const badge = badgeOf(facts);
  const rows = [
    ...facts.waiting.map((at) => ({
      key: `at ${endpointText(at)}`,
      role: 'server',
      what: `waits at ${endpointText(at)}`,
    })),
    ...facts.talking.map(({ socket, role, local, remote }) => ({
      key: `socket ${socket}`,
      role,
      what:
        role === 'client'
          ? `${endpointText(local)} called ${endpointText(remote)}`
          : `${endpointText(local)} was called by ${endpointText(remote)}`,
    })),
  ];
  return (
    <FigureBox title="What is this computer?" badges={['OBSERVED']}>
      <div className="role" role="status">
        <p className={`role-badge ${badge}`}>{words[badge]}</p>
        <p className="fig-says">{because[badge]}</p>
      </div>
      <div className="role-rows">
        <table>
          <thead>
            <tr>
              <th>Role</th>
              <th>In which conversation</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, role, what }) => (
              <tr key={key}>
                <th scope="row">{role}</th>
                <td>
                  <code>{what}</code>
                </td>
              </tr>
            ))}
            {rows.length === 0 && (
              <tr>
                <th scope="row">none</th>
                <td>Sockets that this page opens show here, and leave when they close.</td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </FigureBox>
  );
}
