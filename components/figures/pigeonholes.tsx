'use client';

import { useId, useState } from 'react';
import { endpointText, type SocketRow } from '../../lab/host.ts';
import { useLab } from '../lab-session/lab-context.ts';
import { arrivalText } from './arrival-text.ts';
import { Choices } from './choices.tsx';
import { connectionsAt, type Hole, holesOf, ownerText, receiverOf } from './demultiplex.ts';
import { FigureBox } from './figure-box.tsx';
import { type RowsRead, rowsRead } from './rows-read.ts';
import './pigeonholes.css';

/** So many holes are drawn; a full class would make a wall of them. */
const holesShown = 24;

const transports = [
  { value: 'tcp', text: 'TCP' },
  { value: 'udp', text: 'UDP' },
] as const;

/** W12: the ports of this computer as pigeonholes, from the connection table that `ss` read last. */
export function Pigeonholes() {
  const { evidence, ports } = useLab();
  const read = rowsRead(evidence);
  if (!read) {
    return (
      <FigureBox title="Pigeonholes">
        <div className="holes empty" aria-hidden="true">
          {['tcp', 'tcp', 'udp', 'tcp'].map((transport, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: four empty boxes
            <div className="hole" key={index}>
              <small>{transport}</small>
              <b>?</b>
              <span>nobody looked yet</span>
            </div>
          ))}
        </div>
        <p className="fig-says">
          Run <code>ss -tuln</code> in the terminal. The ports it finds are drawn here, each with the program behind it.
        </p>
      </FigureBox>
    );
  }
  return <Wall {...read} example={ports.blue ?? 5001} />;
}

interface WallProps extends RowsRead {
  /** The port that is asked about first. */
  readonly example: number;
}

function Wall({ rows, source, listed, example }: WallProps) {
  const holes = holesOf(rows);
  const [transport, setTransport] = useState<'tcp' | 'udp'>('tcp');
  const [port, setPort] = useState(String(example));
  const [from, setFrom] = useState('');
  const asked = portOf(port);
  const arrival = asked === null ? null : { transport, port: asked, from: portOf(from) };
  const delivery = arrival && receiverOf(rows, arrival);
  const open = holes.filter(({ takes }) => takes === 'anybody');
  const ends = holes.filter(({ takes }) => takes === 'its peer');
  const lit = (hole: Hole): boolean =>
    delivery?.to !== 'nobody' && hole.transport === transport && hole.port === asked && hole.address !== '127.0.0.2';

  return (
    <FigureBox
      title="Pigeonholes"
      badges={['OBSERVED']}
      twin={
        <table>
          <thead>
            <tr>
              <th>Transport</th>
              <th>Address and port</th>
              <th>Program</th>
              <th>Takes from</th>
            </tr>
          </thead>
          <tbody>
            {holes.map((hole) => (
              <tr key={keyOf(hole)}>
                <td>{hole.transport}</td>
                <td>
                  {hole.address}:{hole.port}
                </td>
                <td>{ownerText(hole.owner)}</td>
                <td>{hole.takes}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    >
      {open.length > 0 && <Holes title="They take from anybody" holes={open} lit={lit} />}
      {ends.length > 0 && <Holes title="Ends of connections: they take from their peer only" holes={ends} lit={lit} />}
      <div className="fig-ask">
        <Choices legend="It arrives by" choices={transports} chosen={transport} choose={setTransport} />
        <PortField label="for port" value={port} change={setPort} />
        <PortField label="from port (if you know)" value={from} change={setFrom} />
      </div>
      <p className="fig-says" role="status">
        {arrival && delivery
          ? arrivalText(arrival, delivery, listed[transport])
          : 'A port is a number from 0 to 65535.'}
      </p>
      {arrival && transport === 'tcp' && (
        <FourTuples rows={connectionsAt(rows, arrival.port)} hit={delivery?.row ?? null} />
      )}
      <p className="fig-note">
        {source === 'kernel'
          ? 'As the operating system’s own table was when you last ran ss. Run it again and the picture follows.'
          : 'Your system does not let us read its table, so these are the sockets that lab-server itself knows.'}
      </p>
    </FigureBox>
  );
}

interface HolesProps {
  readonly title: string;
  readonly holes: readonly Hole[];
  lit(hole: Hole): boolean;
}

function Holes({ title, holes, lit }: HolesProps) {
  const more = holes.length - holesShown;
  return (
    <>
      <p className="holes-title">{title}</p>
      <ul className="holes">
        {holes.slice(0, holesShown).map((hole) => (
          <li className={`hole ${hole.transport}`} key={keyOf(hole)} data-lit={lit(hole) || undefined}>
            <small>
              {hole.transport} {hole.address === '127.0.0.1' ? '' : hole.address}
            </small>
            <b>{hole.port}</b>
            <span>{ownerText(hole.owner)}</span>
            <svg className="hole-letter" viewBox="0 0 24 16" aria-hidden="true">
              <path d="M1.5 2.5q0-1 1-1h19q1 0 1 1v11q0 1-1 1h-19q-1 0-1-1zM2 2.2l10 7.3 10-7.4" />
            </svg>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="fig-note">and {more} more, in the text below</p>}
    </>
  );
}

/** The connections that share a local port, four numbers each: what is the same in all rows does not tell them apart. */
function FourTuples({ rows, hit }: { readonly rows: readonly SocketRow[]; readonly hit: SocketRow | null }) {
  if (rows.length === 0) return null;
  return (
    <table className="tuples">
      <caption>Connections with this local port. All four numbers together name one.</caption>
      <thead>
        <tr>
          <th>Local end</th>
          <th>Remote end</th>
          <th>State</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, holesShown).map((row) => (
          <tr key={endpointText(row.remote)} data-hit={row === hit || undefined}>
            <td>{endpointText(row.local)}</td>
            <td>
              {row.remote.address}:<mark>{row.remote.port}</mark>
            </td>
            <td>
              {row.state}
              {row === hit && <b> this one</b>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface PortFieldProps {
  readonly label: string;
  readonly value: string;
  change(value: string): void;
}

function PortField({ label, value, change }: PortFieldProps) {
  const id = useId();
  return (
    <div className="fig-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        inputMode="numeric"
        autoComplete="off"
        maxLength={5}
        size={6}
        value={value}
        onChange={(event) => change(event.target.value)}
      />
    </div>
  );
}

const keyOf = (hole: Hole): string => `${hole.transport} ${hole.address}:${hole.port}`;

/** A port number as typed, or null. */
function portOf(text: string): number | null {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : null;
}
