'use client';

import { useMemo, useState } from 'react';
import { useLab } from '../lab-session/lab-context.ts';
import { FigureBox } from './figure-box.tsx';
import {
  inWork,
  type Move,
  moved,
  type Order,
  opened,
  type Restaurant,
  type Style,
  staysWith,
  styles,
} from './restaurants.ts';
import { type QueueNow, queuesNow, shapeWaits } from './shape-waits.ts';

const names: Record<Style, { readonly title: string; readonly shape: string }> = {
  stays: { title: 'One waiter, who stays at a table', shape: 'serial' },
  each: { title: 'A waiter for each guest', shape: 'threads' },
  buzzers: { title: 'One waiter, and a buzzer on each table', shape: 'loop' },
};
const most = 4;

const atFirst = (): readonly Restaurant[] => styles.map(opened);

/** W21: the same guests in three restaurants. What the reader lets them do happens in all of them at once. */
export function ThreeRestaurants() {
  const [restaurants, setRestaurants] = useState(atFirst);
  const [beats, setBeats] = useState(0);
  const move = (...moves: readonly Move[]): void => {
    setRestaurants((before) => before.map((each) => moves.reduce(moved, each)));
    setBeats((count) => count + moves.filter(({ kind }) => kind === 'beat').length);
  };
  const guests = restaurants[0]?.guests ?? [];
  return (
    <FigureBox title="Three restaurants">
      <p className="fig-lead">
        A greeting or a soup takes a waiter one beat, a cake takes six. Let somebody come in, sit there and want
        nothing, and let somebody else come in. Nothing moves before you say “One beat”.
      </p>
      <div className="restaurant-moves">
        <button type="button" disabled={guests.length >= most} onClick={() => move({ kind: 'comes' })}>
          A guest comes in
        </button>
        <button type="button" disabled={guests.length === 0} onClick={() => move({ kind: 'beat' })}>
          One beat
        </button>
        <button
          type="button"
          disabled={guests.length === 0}
          onClick={() => {
            setRestaurants(atFirst());
            setBeats(0);
          }}
        >
          Start again
        </button>
        <span className="restaurant-clock">
          {beats} {beats === 1 ? 'beat' : 'beats'}
        </span>
      </div>
      <ul className="restaurant-guests">
        {guests
          .filter(({ gone }) => !gone)
          .map(({ name }) => (
            <li key={name}>
              <button type="button" onClick={() => move({ kind: 'orders', guest: name, wish: 'soup' })}>
                Soup for guest {name}
              </button>
              <button type="button" onClick={() => move({ kind: 'orders', guest: name, wish: 'cake' })}>
                Cake for guest {name}
              </button>
              <button type="button" onClick={() => move({ kind: 'leaves', guest: name })}>
                Guest {name} leaves
              </button>
            </li>
          ))}
      </ul>
      <div className="restaurants" role="status">
        {restaurants.map((restaurant) => (
          <One key={restaurant.style} restaurant={restaurant} />
        ))}
      </div>
      <YourRooms />
    </FigureBox>
  );
}

function One({ restaurant }: { readonly restaurant: Restaurant }) {
  const { style, guests, orders } = restaurant;
  const { title, shape } = names[style];
  const working = inWork(restaurant);
  const waiting = orders.filter((order) => !working.includes(order));
  const table = staysWith(restaurant);
  const present = guests.filter(({ gone }) => !gone);
  return (
    <section className="restaurant" aria-label={title}>
      <p className="restaurant-name">
        {title} <code>{shape}</code>
      </p>
      <p className="restaurant-work">
        {working.length > 0
          ? working.map(workText).join(' ')
          : table !== null
            ? `The waiter stands at table ${table}, and waits for guest ${table} to say something.`
            : present.length === 0
              ? 'Nobody is here.'
              : style === 'each'
                ? 'Every waiter stands at a table and waits.'
                : 'The waiter listens for a buzzer.'}
      </p>
      <ol className="restaurant-queue" aria-label={`Waiting in: ${title}`}>
        {waiting.map((order) => (
          <li key={`${order.guest}-${order.wish}-${order.waited}`}>{waitText(order)}</li>
        ))}
      </ol>
      {waiting.length === 0 && <p className="restaurant-calm">Nobody waits.</p>}
    </section>
  );
}

const workText = ({ guest, wish, left }: Order): string =>
  wish === 'greeting' ? `Greets guest ${guest}.` : `Makes the ${wish} of guest ${guest}, ${left} to go.`;

const waitText = ({ guest, wish, waited }: Order): string =>
  `Guest ${guest} waits for ${wish === 'greeting' ? 'a greeting' : `the ${wish}`}, ${waited} ${waited === 1 ? 'beat' : 'beats'}`;

/** What the learner's own rooms of lab 5.6a did, from the log. */
function YourRooms() {
  const { evidence } = useLab();
  const rows = useMemo(() => shapeWaits(evidence), [evidence]);
  const queues = useMemo(() => queuesNow(evidence), [evidence]);
  return (
    <>
      <Waits rows={rows} />
      <div role="status">
        {queues.map((queue) => (
          <p key={queue.key} className="fig-says">
            {queueText(queue)}
          </p>
        ))}
      </div>
    </>
  );
}

const wants = { greet: 'its greeting', lines: 'what it said', goodbye: 'its goodbye' } as const;

const queueText = ({ port, working, waiting }: QueueNow): string => {
  const works = working === null ? '' : `Your room on port ${port} computes for the member at port ${working}. `;
  const waits = waiting.map((one) => `port ${one.port} for ${wants[one.what]}`).join(', ');
  return `${works}${waits === '' ? 'Nobody waits in this queue.' : `In the queue: ${waits}.`}`;
};

function Waits({ rows }: { readonly rows: ReturnType<typeof shapeWaits> }) {
  if (rows.length === 0)
    return <p className="fig-note">The waits in your own rooms stand here as soon as bots have been in one.</p>;
  return (
    <table>
      <caption className="restaurant-caption">In your own rooms</caption>
      <thead>
        <tr>
          <th>Shape</th>
          <th>Bots</th>
          <th>Longest wait for a greeting</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, shape, bots, longestMs }) => (
          <tr key={key}>
            <th scope="row">{shape}</th>
            <td>{bots}</td>
            <td>
              {longestMs === null
                ? 'none came'
                : longestMs >= 1000
                  ? `${(longestMs / 1000).toFixed(1)} s`
                  : `${Math.ceil(longestMs)} ms`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
