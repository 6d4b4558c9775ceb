import { afterEach, describe, expect, it } from 'vitest';
import { nodePage, readUntil } from '../node-page.ts';
import { freePorts, killServers, startServer } from '../server-process.ts';
import type { CrowdOrders, Talk } from './crowd.ts';
import type { DeafOrders } from './deaf-readers.ts';
import type { FastRoomOrders } from './fast-rooms.ts';
import { figure } from './figure.ts';
import { killLoads, startLoad } from './load-process.ts';
import { resident, watchResident } from './resident.ts';
import { scaled } from './scale.ts';

// F1. 500 in a room, and half of them never read while the other half talks as fast as it can. As soon as they are cut,
// as many deaf ones come in again, so that the room has a deaf half all the time. Every second one
// goes on asking WHO: answers are what waits for one person alone.

const MEGABYTE = 2 ** 20;
const HALF = 250;
/** What the shipped limits let 250 members say: nine tenths of ten lines a second each. */
const allowed: Talk = {
  seconds: scaled(1.5, 10),
  inFlight: 32,
  linesPerSecond: 2_200,
  linesAMember: 9.5,
  from: 400,
  to: 1_000,
};
const unlimited: Talk = { ...allowed, linesPerSecond: 1e6, linesAMember: 1e6 };
const LOUD_SECONDS = scaled(5, 30);
const CUT_WITHIN_MS = 10_000;
/** In `npm test` the seconds are few, and other programs take some of them. */
const KEEP = scaled(0.5, 0.7);

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
  killLoads();
  killServers();
});

interface Siege {
  /** Deliveries a second to those who read: without deaf ones (the lesser of before and after), and with. */
  readonly quiet: number;
  readonly loud: number;
  /** ms from a deaf half's coming in to the LEFT line of its last one, each time. */
  readonly cutAfter: readonly number[];
  /** Bytes of resident memory, at most, beyond those after a talk without deaf ones. */
  readonly more: number;
}

/** @param alsoDeaf brings in the one of the first deaf half that is not in the process of the others */
const siege = async (
  pid: number | undefined,
  port: number,
  talk: Talk,
  alsoDeaf: () => Promise<void>,
): Promise<Siege> => {
  const crowd = startLoad<CrowdOrders>('crowd.ts');
  const deaf = startLoad<DeafOrders>('deaf-readers.ts');
  await crowd.ask('join', { port, count: HALF });
  // The first talk brings the server's heap to its working size and uses up the members' bursts.
  await crowd.ask('talk', talk);
  const before = await crowd.ask('talk', talk);
  const restingMemory = resident(pid);
  const most = watchResident(pid);
  const cutAfter: number[] = [];
  let talking = true;
  const attack = async (): Promise<void> => {
    await alsoDeaf();
    for (let comeIn = HALF; talking; comeIn += HALF) {
      const began = performance.now();
      await deaf.ask('join', { port, count: comeIn === HALF ? HALF - 1 : HALF, asking: HALF / 2 });
      while (talking && (await crowd.ask('left', null)) < comeIn) await new Promise((again) => setTimeout(again, 20));
      if ((await crowd.ask('left', null)) < comeIn) return;
      cutAfter.push(performance.now() - began);
    }
  };
  const attacking = attack();
  const loud = [await crowd.ask('talk', { ...talk, seconds: LOUD_SECONDS })];
  // On a busy machine the short length may be over before the kernel's own buffers are full.
  while (cutAfter.length === 0 && loud.length < 4) loud.push(await crowd.ask('talk', talk));
  talking = false;
  await attacking;
  const more = most() - restingMemory;
  const after = await crowd.ask('talk', talk);
  for (const { lost, wrong, refused } of [before, ...loud, after])
    expect({ lost, wrong, refused }).toEqual({ lost: 0, wrong: 0, refused: 0 });
  return {
    quiet: Math.min(before.deliveriesPerSecond, after.deliveriesPerSecond),
    loud: Math.max(...loud.map((each) => each.deliveriesPerSecond)),
    cutAfter,
    more,
  };
};

const judge = (name: string, { quiet, loud, cutAfter, more }: Siege): void => {
  const cuts = cutAfter.map((ms) => (ms / 1000).toFixed(1)).join(', ');
  figure(
    `F1 ${name}: readers keep ${(loud / quiet).toFixed(2)} of ${Math.round(quiet / 1000)} thousand deliveries/s, resident +${(more / MEGABYTE).toFixed(0)} MB, deaf halves cut after ${cuts} s`,
  );
  expect(loud / quiet).toBeGreaterThanOrEqual(KEEP);
  expect(more).toBeLessThanOrEqual(64 * MEGABYTE);
  expect(cutAfter.length).toBeGreaterThan(0);
  expect(Math.max(...cutAfter)).toBeLessThan(CUT_WITHIN_MS);
};

describe('a room half of which never reads', () => {
  it('cuts the deaf, and nobody else notices, on the server as it is started', { timeout: 180_000 }, async () => {
    const server = startServer(['--port', '0', ...(await freePorts())]);
    const { computer, log } = nodePage(await server.url());
    opened.push(() => computer.close());
    const deafPage = async (): Promise<void> => {
      const stream = await computer.connect({ address: '127.0.0.1', port: server.ports.green });
      await readUntil(stream, 'OK you=');
    };
    judge('shipped limits', await siege(server.child.pid, server.ports.green, allowed, deafPage));
    // The page that did not read is told what became of it.
    const witnessed = (): unknown[] =>
      log.entries.flatMap((event) => (event.kind === 'room.witness' ? [event.what] : []));
    await expect.poll(witnessed).toContainEqual({ event: 'left', how: 'dropped' });
    expect(server.child.exitCode, server.complained()).toBeNull();
  });

  it('does so at the full speed of a room, and logs the reason of each', { timeout: 180_000 }, async () => {
    const rooms = startLoad<FastRoomOrders>('fast-rooms.ts');
    const port = await rooms.ask('start', null);
    const last = startLoad<DeafOrders>('deaf-readers.ts');
    const result = await siege(rooms.child.pid, port, unlimited, () => last.ask('join', { port, count: 1, asking: 0 }));
    judge('no rate limit', result);
    const dropped = await rooms.ask('dropped', null);
    expect(Object.keys(dropped)).toEqual(['too much waits for it']);
    expect(dropped['too much waits for it']).toBeGreaterThanOrEqual(HALF * result.cutAfter.length);
  });
});
