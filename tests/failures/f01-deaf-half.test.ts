import { afterEach, expect, it } from 'vitest';
import { freePorts, killServers, type ServerProcess, startServer } from '../server-process.ts';
import type { CrowdOrders, Talk } from './crowd.ts';
import type { DeafOrders } from './deaf-readers.ts';
import { figure } from './figure.ts';
import { killLoads, startLoad } from './load-process.ts';
import { scaled } from './scale.ts';

const MEGABYTE = 2 ** 20;

afterEach(() => {
  killLoads();
  killServers();
});

/** The most resident memory until stopped. */
const watchMemory = (server: ServerProcess): (() => number) => {
  let most = server.memory();
  const timer = setInterval(() => {
    most = Math.max(most, server.memory());
  }, 20);
  return () => {
    clearInterval(timer);
    return Math.max(most, server.memory());
  };
};

it('keeps the rate of those who read, and little memory, while half of the room never reads', {
  timeout: 180_000,
}, async () => {
  const server = startServer(['--port', '0', ...(await freePorts())]);
  await server.url();
  const port = server.ports.green;
  const half = scaled(100, 250);
  const crowd = startLoad<CrowdOrders>('crowd.ts');
  const deaf = startLoad<DeafOrders>('deaf-readers.ts');
  await crowd.ask('join', { port, count: half });
  const talk: Talk = { seconds: scaled(2, 10), inFlight: Number(process.env.W ?? 32), linesPerSecond: 1e6, from: 400, to: 1_000 };
  await crowd.ask('talk', talk);
  const quiet = await crowd.ask('talk', talk);
  const before = server.memory();
  const memory = watchMemory(server);
  const cutAfter: number[] = [];
  let gone = await crowd.ask('left', null);
  const asking = Math.floor(half / 10) * Number(process.env.A ?? 1);
  let talking = true;
  const attack = async (): Promise<void> => {
    while (talking) {
      await deaf.ask('join', { port, count: half - 1, asking });
      const began = performance.now();
      gone += half - 1;
      while (talking && (await crowd.ask('left', null)) < gone) await new Promise((resolve) => setTimeout(resolve, 20));
      const l = await crowd.ask('left', null);
      if (l >= gone) cutAfter.push(performance.now() - began); else cutAfter.push(l-gone);
    }
  };
  const attacking = attack();
  const loud = await crowd.ask('talk', { ...talk, seconds: scaled(4, 30) });
  talking = false;
  await attacking;
  const more = memory() - before;
  const after = await crowd.ask('talk', talk);
  figure(JSON.stringify({ quiet, loud, after, cutAfter, before: before / MEGABYTE, more: more / MEGABYTE }));
});
