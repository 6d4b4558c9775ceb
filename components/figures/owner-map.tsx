'use client';

import { useMemo, useState } from 'react';
import { useLab } from '../lab-session/lab-context.ts';
import { FigureBox } from './figure-box.tsx';
import { eventsOfLatestRun } from './hop-run.ts';
import { type MapFacts, mapFacts, type WayTaken } from './owner-map-facts.ts';
import './owner-map.css';
import { type Owner, owners, wires } from './owners.ts';

/** Where the middle of each network is, in a drawing of 300 × 200. */
const places: Readonly<Record<Owner['id'], readonly [number, number]>> = {
  home: [50, 50],
  elm: [150, 50],
  rack: [250, 50],
  blue: [150, 150],
  north: [250, 150],
};

const [first] = owners;
const milliseconds = (ns: number): string => `${(ns / 1_000_000).toFixed(1)} ms`;
const namesOf = ({ owners: passed }: WayTaken): string => passed.map(({ name }) => name).join(', ');

/** F3: five networks, their owners, and the way that the pings of the learner's own run took. @param lab whose network it is */
export function OwnerMap({ lab }: { readonly lab: string }) {
  const { evidence } = useLab();
  const facts = useMemo(() => mapFacts(eventsOfLatestRun(evidence, lab), 'pc1'), [evidence, lab]);
  const [asked, setAsked] = useState<Owner>(first);
  const lit = new Set(facts.now?.cables);
  const order = new Map(facts.now?.owners.map(({ id }, index) => [id, index + 1]));
  return (
    <FigureBox title="Whose networks are these?" badges={['SIMULATED']} twin={<Twin facts={facts} />}>
      <p className="fig-lead">
        Ask each of the five who owns it, and why it carries what is not its own. Press its name.
      </p>
      <div className="owner-map">
        <svg viewBox="0 0 300 200" preserveAspectRatio="none" aria-hidden="true">
          {wires.map(({ cable, from, to }) => {
            const [x1, y1] = places[from];
            const [x2, y2] = places[to];
            return (
              <line
                key={cable}
                {...{ x1, y1, x2, y2 }}
                data-lit={lit.has(cable) || undefined}
                data-cut={facts.cut.has(cable) || undefined}
              />
            );
          })}
        </svg>
        {wires.map(
          ({ cable, from, to }) =>
            facts.cut.has(cable) && (
              <b
                key={cable}
                className="owner-cut"
                style={{
                  left: `${(places[from][0] + places[to][0]) / 6}%`,
                  top: `${(places[from][1] + places[to][1]) / 4}%`,
                }}
              >
                cut
              </b>
            ),
        )}
        {owners.map((owner) => (
          <button
            type="button"
            key={owner.id}
            className={`owner ${owner.id}`}
            aria-pressed={asked === owner}
            onClick={() => setAsked(owner)}
          >
            <b>{owner.name}</b> <small>{owner.what}</small>{' '}
            {order.has(owner.id) && (
              <i>
                <span className="visually-hidden">on the way, number </span>
                {order.get(owner.id)}
              </i>
            )}
          </button>
        ))}
      </div>
      <div className="owner-says" role="status">
        <p>
          <b>{asked.name}:</b> {asked.what}.
        </p>
        <dl>
          <div>
            <dt>Owns</dt>
            <dd>{asked.owns}</dd>
          </div>
          <div>
            <dt>Carries, because</dt>
            <dd>{asked.because}</dd>
          </div>
          <div>
            <dt>Who decides</dt>
            <dd>{asked.decides}</dd>
          </div>
        </dl>
      </div>
      <p className="fig-says owner-way">{wayText(facts)}</p>
      <p className="fig-note">
        The names are made up. The numbers on the networks, the thick lines and the times are read from the frames of
        your own run.
      </p>
    </FigureBox>
  );
}

function wayText({ now, before, unanswered }: MapFacts): string {
  if (now === null)
    return unanswered > 0
      ? `${unanswered} pings have left you, and no reply is back.`
      : 'No ping has been answered yet. Once one is, its way shows here.';
  const silence = unanswered > 0 ? ` Since then ${unanswered} had no reply.` : '';
  const earlier = before === null ? '' : ` Before: ${namesOf(before)}, in ${milliseconds(before.roundTrip)}.`;
  return `The last ping that came back crossed ${now.owners.length} networks, ${namesOf(now)}: there and back in ${milliseconds(now.roundTrip)}.${silence}${earlier}`;
}

function Twin({ facts }: { readonly facts: MapFacts }) {
  const passed = new Set(facts.now?.owners);
  return (
    <>
      <table>
        <thead>
          <tr>
            <th>Network</th>
            <th>Owns</th>
            <th>On the way of the last ping</th>
          </tr>
        </thead>
        <tbody>
          {owners.map((owner) => (
            <tr key={owner.id}>
              <th scope="row">
                {owner.name}, {owner.what}
              </th>
              <td>{owner.owns}</td>
              <td>{passed.has(owner) ? 'yes' : 'no'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <thead>
          <tr>
            <th>Cable</th>
            <th>Between</th>
            <th>Made of</th>
            <th>Now</th>
          </tr>
        </thead>
        <tbody>
          {wires.map(({ cable, from, to, of }) => (
            <tr key={cable}>
              <th scope="row">{cable}</th>
              <td>
                {nameOf(from)} and {nameOf(to)}
              </td>
              <td>{of}</td>
              <td>{facts.cut.has(cable) ? 'cut' : 'whole'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const nameOf = (id: Owner['id']): string => owners.find((owner) => owner.id === id)?.name ?? id;
