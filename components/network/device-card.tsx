'use client';

import type { ReactNode } from 'react';
import type { DeviceTables } from '../../lab/views/tables.ts';
import { ageText, bytesText, timeText } from './value-text.ts';
import './cards.css';

interface Props {
  readonly device: string;
  readonly tables: DeviceTables;
  /** The moment that is looked at, ns. */
  readonly until: number;
  close(): void;
}

/** What a device remembers, as tables. Only those that have a row are shown. */
export function DeviceCard({ device, tables, until, close }: Props) {
  const age = (since: number): string => ageText(until - since);
  const parts = [
    list('Addresses', ['interface', 'address', 'MAC', ''], tables.addresses, (row) => [
      row.interface,
      row.addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`).join(', ') || 'none',
      row.mac,
      row.up ? 'up' : 'down',
    ]),
    list('ARP cache', ['address', 'MAC', 'state', 'age'], tables.arp, (row) => [
      row.address,
      row.mac ?? '…',
      <State key="state" of={row.state} />,
      age(row.since),
    ]),
    list('MAC table', ['MAC', 'port', 'age'], tables.mac, (row) => [row.mac, row.port, age(row.since)]),
    list('Ports', ['port', 'role', 'state'], tables.ports, (row) => [
      row.port,
      row.role,
      <State key="state" of={row.state} />,
    ]),
    list('Routes', ['to', 'via', 'out of', 'from'], tables.routes, (row) => [
      row.prefix,
      row.via ?? 'direct',
      row.interface,
      row.source === 'rip' ? `rip, ${row.metric}` : row.source,
    ]),
    list('Sockets', ['', 'local', 'remote', 'state'], tables.sockets, (row) => [
      row.transport,
      row.local,
      row.remote ?? '*',
      <span key="state">
        <State of={row.state} />
        {row.window && (
          <small>
            {' '}
            window {bytesText(row.window.sendWindow)}, in flight {bytesText(row.window.flight)}
          </small>
        )}
      </span>,
    ]),
    list('Leases', ['address', 'MAC', 'state', 'ends in'], tables.leases, (row) => [
      row.address ?? '…',
      row.mac,
      <State key="state" of={row.state} />,
      row.expires === null ? 'never' : row.expires <= until ? 'over' : timeText(row.expires - until),
    ]),
    list('NAT', ['', 'inside', 'outside', 'remote'], tables.nat, (row) => [
      row.transport,
      row.inside,
      row.outside,
      row.remote,
    ]),
    list('Firewall', ['rule', 'verdict', 'hits'], tables.firewall, (row) => [
      String(row.rule),
      <State key="verdict" of={row.verdict} />,
      String(row.hits),
    ]),
    list('Names', ['name', 'type', 'kept for'], tables.names, (row) => [
      row.name,
      row.type,
      `${Math.max(0, row.ttl - Math.floor((until - row.since) / 1e9))} s`,
    ]),
  ].filter((part) => part !== null);
  return (
    <Card title={device} close={close}>
      {parts}
      {tables.notes.length > 0 && (
        <ul className="net-notes">
          {tables.notes.map(({ since, says }) => (
            <li key={`${since} ${says}`}>{says}</li>
          ))}
        </ul>
      )}
      {parts.length === 0 && tables.notes.length === 0 && <p className="net-none">It remembers nothing yet.</p>}
    </Card>
  );
}

const list = <Row,>(
  title: string,
  heads: readonly string[],
  rows: readonly Row[],
  cells: (row: Row) => readonly ReactNode[],
): ReactNode =>
  rows.length === 0 ? null : (
    <table key={title}>
      <caption>{title}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are the whole identity; they hold no state
          <tr key={at}>
            {cells(row).map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );

const good = /^(reachable|permanent|ESTAB|LISTEN|bound|forwarding|accept|UNCONN)$/;
const bad = /^(failed|expired|declined|drop|reject|off|blocking)$/;

const State = ({ of }: { readonly of: string }) => (
  <span className={`net-state${good.test(of) ? ' good' : bad.test(of) ? ' bad' : ''}`}>{of}</span>
);

interface CardProps {
  readonly title: string;
  close(): void;
  readonly children: ReactNode;
}

/** A sheet of paper on the drawing, with a name and a way to put it away. Escape does, too. */
export const Card = ({ title, close, children }: CardProps) => (
  <section
    className="net-card"
    aria-label={title}
    onKeyDown={(event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
    }}
  >
    <header>
      <b>{title}</b>
      <button type="button" className="net-close" onClick={close} aria-label={`Close ${title}`}>
        <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
          <path d="M1.5 1.5l9 9m0-9l-9 9" />
        </svg>
      </button>
    </header>
    {children}
  </section>
);
