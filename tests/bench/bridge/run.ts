import { measureClassroom } from './classroom.ts';
import { startMeasuredProcess } from './measured-process.ts';
import { measureRoundTrips, type RoundTrips } from './round-trip.ts';

// `npm run bench -- bridge`: about 40 seconds. One process is measured, this one is all its pages.

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const number = (value: number, digits = 0): string => value.toFixed(digits);

const measured = await startMeasuredProcess();
try {
  const trips = await measureRoundTrips(measured.ports);
  const [bare, relayed] = trips;
  const times = (of: RoundTrips | undefined, { p50, p99 }: RoundTrips): string =>
    of ? `${number(p50 / of.p50, 2)} / ${number(p99 / of.p99, 2)}` : '';
  print(
    'Round trip, 64 bytes, one in flight (µs; beside it, how many times a bare echo and a bare relay to a TCP echo)',
  );
  print(
    `${''.padEnd(34)}${['p50', 'p99'].map((head) => head.padStart(8)).join('')}${'× echo'.padStart(14)}${'× relay'.padStart(14)}`,
  );
  for (const trip of trips) {
    const figures = `${number(trip.p50).padStart(8)}${number(trip.p99).padStart(8)}`;
    print(`${trip.name.padEnd(34)}${figures}${times(bare, trip).padStart(14)}${times(relayed, trip).padStart(14)}`);
  }
  const room = await measureClassroom(measured);
  print(`\nClassroom: ${room.members} pages in one room through the bridge, ${room.linesPerSecond} lines a second`);
  print(`deliveries          ${room.deliveries} of ${room.expected}`);
  print(`delivery p50 / p99  ${number(room.p50, 1)} / ${number(room.p99, 1)} ms`);
  print(`lab server CPU      ${number(room.cpu)} % of one core`);
  print(
    `memory a session    ${number(room.rssPerSession / 1_000, 1)} kB resident, ${number(room.heldPerSession / 1_000, 1)} kB held by JavaScript`,
  );
} finally {
  measured.stop();
}
process.exit();
