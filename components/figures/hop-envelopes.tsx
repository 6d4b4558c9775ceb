'use client';

import { Fragment, useMemo } from 'react';
import { type Hop, hopsOfLastPing } from '../../lab/views/hops.ts';
import { useLab } from '../lab-session/lab-context.ts';
import { FigureBox } from './figure-box.tsx';
import { eventsOfLatestRun } from './hop-run.ts';
import './hop-envelopes.css';

/** A packet that goes round would fill the page. */
const mostDrawn = 6;

/** W9: the way of the last ping, one envelope for each cable, from the frames of the run. @param lab whose network it is */
export function HopEnvelopes({ lab }: { readonly lab: string }) {
  const { evidence } = useLab();
  const hops = useMemo(() => hopsOfLastPing(eventsOfLatestRun(evidence, lab)), [evidence, lab]);
  const drawn = hops.length > mostDrawn + 1 ? [...hops.slice(0, mostDrawn - 1), ...hops.slice(-1)] : hops;
  const left = hops.length - drawn.length;
  return (
    <FigureBox
      title="The letter and its envelopes"
      badges={['SIMULATED']}
      twin={hops.length > 0 && <Twin hops={drawn} />}
    >
      {hops.length === 0 ? (
        <p className="fig-says">
          No ping has left pc1 yet. When one does, each cable that it crosses gets an envelope here, with what the frame
          said.
        </p>
      ) : (
        <>
          <ol className="hop-ways">
            {drawn.map((hop, at) => (
              <Fragment key={hop.frame}>
                {left > 0 && at === drawn.length - 1 && (
                  <li className="hop-left">… {left} crossings more, to and fro, and then the last:</li>
                )}
                <Crossing hop={hop} before={hops[hops.indexOf(hop) - 1] ?? null} />
              </Fragment>
            ))}
          </ol>
          <p className="fig-note">
            Outside: the frame, from MAC to MAC. Inside: the IP packet. A mark ◆ stands where a field differs from the
            crossing before.
          </p>
        </>
      )}
    </FigureBox>
  );
}

function Crossing({ hop, before }: { readonly hop: Hop; readonly before: Hop | null }) {
  const { envelope, letter } = hop;
  return (
    <li className="hop-crossing">
      <b className="hop-way">
        {hop.from} → {hop.to}
      </b>
      <div className="hop-envelope">
        <Line name="MAC from" value={envelope.sourceMac} was={before?.envelope.sourceMac} />
        <Line name="MAC to" value={envelope.destinationMac} was={before?.envelope.destinationMac} />
        <div className="hop-letter">
          <Line name="IP from" value={letter.source} was={before?.letter.source} />
          <Line name="IP to" value={letter.destination} was={before?.letter.destination} />
          <Line name="TTL" value={`${letter.ttl}`} was={before === null ? undefined : `${before.letter.ttl}`} />
        </div>
      </div>
    </li>
  );
}

function Line({
  name,
  value,
  was,
}: {
  readonly name: string;
  readonly value: string;
  readonly was: string | undefined;
}) {
  const changed = was !== undefined && was !== value;
  return (
    <p className="hop-line" data-changed={changed || undefined}>
      <span>{name}</span>
      <code>
        {value}
        {changed && <i title={`was ${was}`}> ◆</i>}
      </code>
    </p>
  );
}

function Twin({ hops }: { readonly hops: readonly Hop[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th>Cable</th>
          <th>MAC from</th>
          <th>MAC to</th>
          <th>IP from</th>
          <th>IP to</th>
          <th>TTL</th>
        </tr>
      </thead>
      <tbody>
        {hops.map(({ frame, from, to, envelope, letter }) => (
          <tr key={frame}>
            <th scope="row">
              {from} to {to}
            </th>
            <td>{envelope.sourceMac}</td>
            <td>{envelope.destinationMac}</td>
            <td>{letter.source}</td>
            <td>{letter.destination}</td>
            <td>{letter.ttl}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
