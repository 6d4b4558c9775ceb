import { rmSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { chatLimits } from '../../lab-server/config.ts';
import { TestClient } from '../../lab-server/rooms/test-client.ts';
import { heapBytes, heapFlags, heapOf } from '../heap-snapshot.ts';
import { freePorts, killServers, startServer } from '../server-process.ts';
import type { EndlessOrders } from './endless-lines.ts';
import { figure } from './figure.ts';
import { killLoads, startLoad } from './load-process.ts';
import { scaled } from './scale.ts';

// F3. A line of a gigabyte without end, at a door, in a room, at the lobby: cut at the byte that is 8 KiB past the
// longest line, with a reason. It costs next to nothing, before and after (what V8 holds after a collection, buffers
// included).

const MEGABYTE = 2 ** 20;
const MOST = 2 * MEGABYTE;
const CONNECTIONS = scaled(10, 50);
const LONGEST = chatLimits.lineBytes + chatLimits.overrunBytes;
/** Once when the line is too long, and once when it is cut. */
const TOLD = /(?:ERR line-too-long [\s\S]*){2}/;

const clients = new Set<TestClient>();
afterEach(() => {
  for (const client of clients) client.drop();
  clients.clear();
  killLoads();
  killServers();
});

/** Has sent the longest line that is not cut yet, and knows that the server has read it. */
const atTheEdge = async (port: number): Promise<TestClient> => {
  const client = await TestClient.connect(port);
  clients.add(client);
  client.socket.setNoDelay(true);
  client.socket.write(Buffer.alloc(LONGEST, 0x61));
  await client.sees(/ERR line-too-long .*\n/);
  return client;
};

it.skipIf(process.platform === 'win32')(
  'is cut with a reason at its first byte too many, and costs nothing',
  { timeout: 180_000 },
  async () => {
    const { flags, folder } = heapFlags();
    const server = startServer(['--port', '0', ...(await freePorts())], undefined, flags);
    await server.url();
    const { green, blue, lobby } = server.ports;
    const [bystander] = await TestClient.join(green);
    clients.add(bystander);
    const load = startLoad<EndlessOrders>('endless-lines.ts');
    const pour = (port: number, connections: number) => load.ask('pour', { port, connections, bytes: 2 ** 30 });
    // Whatever the server loads and compiles for this, it has.
    for (const port of [green, blue, lobby]) await pour(port, 1);
    const before = heapBytes(await heapOf(server, folder));

    const edge = await Promise.all(
      [green, blue, lobby].flatMap((port) => Array.from({ length: CONNECTIONS }, () => atTheEdge(port))),
    );
    const held = heapBytes(await heapOf(server, folder)) - before;
    for (const client of edge) expect(client.text).not.toMatch(TOLD);
    for (const client of edge) client.socket.write('a');
    for (const client of edge) await client.sees(TOLD);
    for (const client of edge) await client.ended();

    const poured = [];
    for (const port of [green, blue, lobby]) poured.push(await pour(port, CONNECTIONS));
    const after = heapBytes(await heapOf(server, folder)) - before;
    rmSync(folder, { recursive: true });
    const furthest = Math.max(...poured.map((each) => each.furthest));
    const cutAfter = Math.max(...poured.map((each) => each.cutAfter));
    figure(
      `F3 cut at byte ${LONGEST + 1}; ${edge.length} lines one byte short of it hold ${(held / MEGABYTE).toFixed(2)} MB; ${3 * CONNECTIONS} of 1 GiB: at most ${(furthest / MEGABYTE).toFixed(1)} MB left a sender, gone after ${cutAfter.toFixed(0)} ms, ${(after / MEGABYTE).toFixed(2)} MB held after`,
    );
    expect(held).toBeLessThan(MOST);
    expect(after).toBeLessThan(MOST);
    // What left a sender beyond the cut lay in the kernel's buffers and went with the connection.
    expect(furthest).toBeLessThan(64 * MEGABYTE);
    // ms to read why, and a busy machine's share.
    expect(cutAfter).toBeLessThan(chatLimits.cutLingerMs + 9_000);
    expect(poured.map(({ told }) => told)).toEqual([CONNECTIONS, CONNECTIONS, CONNECTIONS]);
    bystander.say('SAY still here');
    await bystander.sees(/MSG \S+ still here\n/);
  },
);
