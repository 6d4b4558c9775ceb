import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { heapBytes, heapFlags, heapOf } from '../heap-snapshot.ts';
import { nodePage, readUntil } from '../node-page.ts';
import { frameHeader, type RawWebSocket, rawWebSocket } from '../raw-websocket.ts';
import { freePorts, killServers, type ServerProcess, startServer } from '../server-process.ts';
import { figure } from './figure.ts';
import { scaled } from './scale.ts';

// F4. WebSocket messages that never end: in one frame of a gigabyte, in frames without a last one, in a great many
// fragments of one byte, in a frame that comes byte by byte. They cost the server next to nothing while they are under
// way (what V8 holds after a collection, buffers included; resident memory also counts garbage not yet collected), and
// nobody else waits.

const MEGABYTE = 2 ** 20;
const MOST = 5 * MEGABYTE;

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

/** Writes piece after piece, in step with the server, until all is written or the server has let go. */
const pour = async ({ socket }: RawWebSocket, pieces: Iterable<Buffer>): Promise<number> => {
  let poured = 0;
  for (const piece of pieces) {
    if (socket.destroyed) break;
    await new Promise<void>((resolve) => socket.write(piece, () => resolve()));
    poured += piece.length;
  }
  return poured;
};

function* repeated(first: Buffer, next: Buffer, times: number): Generator<Buffer> {
  yield first;
  for (let time = 1; time < times; time += 1) yield next;
}

/** A second page that speaks in a room all the time: how long its longest round trip took, in ms. */
const bystander = async (server: ServerProcess): Promise<() => Promise<number>> => {
  const { computer } = nodePage(await server.url());
  opened.push(() => computer.close());
  const stream = await computer.connect({ address: '127.0.0.1', port: server.ports.green });
  await readUntil(stream, 'OK you=');
  const encoder = new TextEncoder();
  let going = true;
  let longest = 0;
  const speaking = (async () => {
    for (let line = 0; going; line += 1) {
      const began = performance.now();
      await stream.write(encoder.encode(`SAY still here ${line}.\n`));
      await readUntil(stream, `still here ${line}.`);
      longest = Math.max(longest, performance.now() - began);
      // Within the room's ten lines a second.
      await new Promise((resolve) => setTimeout(resolve, 110));
    }
  })();
  return async () => {
    going = false;
    await speaking;
    return longest;
  };
};

interface Attack {
  readonly name: string;
  readonly connections: number;
  /** The server hangs up while it is still being sent; the others wait for their end, within the limits. */
  readonly cut: boolean;
  /** Bytes that the server may hold for all of them together. */
  readonly most: number;
  pieces(): Iterable<Buffer>;
}

const chunk = Buffer.alloc(MEGABYTE, 0x61);
const kilobytes = Buffer.concat([frameHeader(16_000, { first: false, fin: false }), Buffer.alloc(16_000)]);
const one = Buffer.concat([frameHeader(1, { first: false, fin: false }), Buffer.of(0x61)]);
const first = (bytes: number): Buffer => Buffer.concat([frameHeader(bytes, { fin: false }), Buffer.alloc(bytes)]);

const attacks: readonly Attack[] = [
  {
    name: 'a message of 1 GiB in one frame that never ends',
    connections: 1,
    cut: true,
    most: MOST,
    pieces: () => repeated(frameHeader(2 ** 30), chunk, scaled(65, 1_024)),
  },
  {
    name: 'a message of 1 GiB in frames of 16 kB without a last one',
    connections: 1,
    cut: true,
    most: MOST,
    pieces: () => repeated(first(16_000), kilobytes, scaled(4_000, 65_000)),
  },
  {
    name: '50 messages of 16,000 fragments of one byte each',
    connections: 50,
    cut: true,
    most: MOST,
    pieces: () => repeated(first(1), one, scaled(2_000, 16_000)),
  },
  {
    name: '50 messages of 16,000 fragments, 1,000 a packet',
    connections: 50,
    cut: true,
    most: MOST,
    pieces: () => repeated(first(1), Buffer.concat(Array.from({ length: 1_000 }, () => one)), 16),
  },
  {
    name: '50 frames of 60,000 bytes that come byte by byte, and stop after 1,000',
    connections: 50,
    cut: false,
    // Within `bufferedChunks`, which links that pass single bytes need: a piece pins some 120 bytes.
    most: 50 * 1_000 * 200,
    pieces: () => repeated(frameHeader(60_000), Buffer.of(0x61), 1_000),
  },
  {
    name: '20 frames one byte short of the longest, and no more',
    connections: 20,
    cut: false,
    most: MOST,
    pieces: () => [frameHeader(65_536), Buffer.alloc(65_535)],
  },
];

describe.skipIf(process.platform === 'win32')('a WebSocket message without end', () => {
  const { flags, folder } = heapFlags();
  let server: ServerProcess;
  let url = '';
  let before = 0;

  beforeAll(async () => {
    server = startServer(['--port', '0', ...(await freePorts())], undefined, flags);
    url = await server.url();
    // Warm: code is compiled, and tables have their usual size.
    const pages = await Promise.all(Array.from({ length: 50 }, () => rawWebSocket(url)));
    for (const { socket } of pages) socket.destroy();
    await (await bystander(server))();
    for (const close of opened.splice(0)) close();
  });
  afterAll(() => {
    killServers();
    rmSync(folder, { recursive: true });
  });

  it.each(attacks)('$name', { timeout: 300_000 }, async ({ connections, cut, most, pieces }) => {
    // Against the server before the first attack, so what an earlier one left behind counts too.
    before ||= heapBytes(await heapOf(server, folder));
    const resident = server.memory();
    const longest = await bystander(server);
    const attackers = await Promise.all(Array.from({ length: connections }, () => rawWebSocket(url)));
    for (const { socket } of attackers) {
      // A reset while it writes is what it has coming.
      socket.removeAllListeners('error').on('error', () => undefined);
      opened.push(() => socket.destroy());
    }
    const poured = await Promise.all(attackers.map((attacker) => pour(attacker, pieces())));
    const waited = await longest();
    const residentMore = server.memory() - resident;
    const more = heapBytes(await heapOf(server, folder)) - before;
    const open = attackers.filter(({ socket }) => !socket.destroyed).length;
    figure(
      `F4 ${connections} × ${Math.max(...poured)} bytes poured, ${open} still open: held ${(more / MEGABYTE).toFixed(2)} MB, resident ${(residentMore / MEGABYTE).toFixed(1)} MB, longest wait of another ${waited.toFixed(0)} ms`,
    );
    expect(open).toBe(cut ? 0 : connections);
    expect(more).toBeLessThan(most);
    expect(waited).toBeLessThan(1_000);
    expect(server.child.exitCode, server.complained()).toBeNull();
    expect(server.complained()).not.toContain('Error');
  });
});
