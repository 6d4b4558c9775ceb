import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { TestClient } from '../../lab-server/rooms/test-client.ts';
import { freePorts, killServers, startServer } from '../server-process.ts';
import { figure } from './figure.ts';
import { percentile } from './percentile.ts';
import { full, scaled } from './scale.ts';

// F2. Strangers connect as fast as they can, 10,000 a minute and then 2,000 a second. In the rooms no line is lost, and
// those who talk hardly wait.

const flooders: { kill(): void }[] = [];
afterEach(() => {
  for (const flooder of flooders.splice(0)) flooder.kill();
  killServers();
});

const flood = async (port: number, rate: number): Promise<() => Promise<void>> => {
  const child = spawn(
    process.execPath,
    [join('node_modules', 'tsx', 'dist', 'cli.mjs'), 'tests/failures/many-connects.ts', String(port), String(rate)],
    { stdio: ['ignore', 'pipe', 'inherit'], detached: process.platform !== 'win32' },
  );
  const kill = (): void => {
    // The program and the one that started it.
    if (child.exitCode === null && child.signalCode === null && child.pid && process.platform !== 'win32')
      process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  };
  flooders.push({ kill });
  await once(child.stdout, 'data');
  return async () => {
    flooders.splice(0);
    const exit = once(child, 'exit');
    kill();
    await exit;
  };
};

it('loses no line of a room, and those who talk hardly wait', { timeout: 600_000 }, async () => {
  const server = startServer(['--port', '0', ...(await freePorts())]);
  await server.url();
  const { green, blue } = server.ports;
  const members = await Promise.all(Array.from({ length: 20 }, async () => (await TestClient.join(green))[0]));
  let line = 0;
  /** ms of every delivery of lines said for `seconds`, by members in turn: a line every 30 ms. */
  const talk = async (seconds: number): Promise<number[]> => {
    const waits: number[] = [];
    const end = performance.now() + seconds * 1_000;
    while (performance.now() < end) {
      const number = line++;
      const speaker = members[number % members.length];
      const listener = members[(number + 1) % members.length];
      if (!speaker || !listener) throw new Error('nobody is there');
      const began = performance.now();
      speaker.say(`SAY line-${number}.`);
      await listener.sees(new RegExp(`line-${number}\\.\n$`));
      waits.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    return waits;
  };
  await talk(1);
  const quiet = percentile(await talk(scaled(3, 10)), 99);
  const stopSteady = await flood(blue, 10_000 / 60);
  const steady = percentile(await talk(scaled(3, 300)), 99);
  await stopSteady();
  const stopBurst = await flood(blue, scaled(500, 2_000));
  const burst = percentile(await talk(scaled(3, 10)), 99);
  await stopBurst();
  figure(`F2 p99 quiet ${quiet.toFixed(1)} ms, 10,000 a minute ${steady.toFixed(1)} ms, burst ${burst.toFixed(1)} ms`);
  const said = Array.from({ length: line }, (_, number) => `line-${number}.`);
  for (const member of members) {
    await expect.poll(() => [...member.text.matchAll(/line-\d+\./g)].map(([each]) => each)).toEqual(said);
    member.drop();
  }
  // A delivery takes a millisecond or two, and the flooder shares our cores: the scheduler's noise gets a floor, a higher
  // one in `npm test`, where few deliveries are measured beside whatever else runs.
  const floor = full ? 50 : 250;
  expect(steady).toBeLessThanOrEqual(Math.max(1.5 * quiet, floor));
  expect(burst).toBeLessThanOrEqual(Math.max(1.5 * quiet, floor));
});
