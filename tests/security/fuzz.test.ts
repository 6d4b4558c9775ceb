import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { TestClient } from '../../lab-server/rooms/test-client.ts';
import { figure } from '../failures/figure.ts';
import { scaled } from '../failures/scale.ts';
import { seeded } from '../failures/seeded.ts';
import { nodePage, readUntil } from '../node-page.ts';
import { frameHeader, rawWebSocket } from '../raw-websocket.ts';
import { freePorts, killServers, startServer } from '../server-process.ts';

// Threat 14. Random bytes, and what was nearly right, at every port. The server stays up and serves on.
// 2 s in `npm test`; 60 s in the full suite. FIRST_HOP_FUZZ_SECONDS=600 for longer.

const seconds = Number(process.env.FIRST_HOP_FUZZ_SECONDS ?? scaled(2, 60));
const seed = Number(process.env.FIRST_HOP_FUZZ_SEED ?? Date.now() % 1_000_000);

afterEach(killServers);

type Random = () => number;

const below = (random: Random, most: number): number => Math.floor(random() * most);
const oneOf = <T>(random: Random, items: readonly [T, ...T[]]): T => items[below(random, items.length)] ?? items[0];
const noise = (random: Random, most: number): Buffer =>
  Buffer.from(Array.from({ length: below(random, most) }, () => below(random, 256)));

/** Some bytes of what is right are changed, cut out or doubled. */
const nearly = (random: Random, right: Buffer): Buffer => {
  const bytes = Buffer.from(right);
  for (let change = below(random, 4); change > 0; change -= 1) bytes[below(random, bytes.length)] = below(random, 256);
  const [from, to] = [below(random, bytes.length), below(random, bytes.length)].sort((a, b) => a - b);
  if (random() < 0.3) return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  if (random() < 0.3) return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  return bytes;
};

const requests = (host: string): readonly [Buffer, ...Buffer[]] => [
  Buffer.from(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`),
  Buffer.from(
    `HEAD /lessons/start-here/ HTTP/1.1\r\nHost: ${host}\r\nRange: bytes=0-1,2-,-5\r\nAccept-Encoding: br\r\n\r\n`,
  ),
  Buffer.from(`POST /healthz HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`),
  Buffer.from(`GET /%00/..%2f HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5\r\n\r\nhello`),
  Buffer.from(
    `GET /bridge HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n`,
  ),
];
const lines: readonly [string, ...string[]] = [
  'ROOMS\n',
  'OPEN noise word\n',
  'PASS first-hop\n',
  'SAY hé🙂\n',
  'WHO\r\n',
  'BYE\n',
];

const frames = (green: number): readonly [Buffer, ...Buffer[]] => {
  const messages = [
    { type: 'connect', socket: 1, to: { address: '127.0.0.1', port: green } },
    { type: 'listen', socket: 2, at: { address: '127.0.0.1', port: 0 } },
    { type: 'bind', socket: 3, at: { address: '127.0.0.1', port: 0 }, peer: { address: '127.0.0.1', port: 7_990 } },
    { type: 'credit', socket: 1, amount: 1_000_000 },
    { type: 'end', socket: 1 },
    { type: 'reset', socket: 1 },
    { type: 'close', socket: 3 },
    { type: 'ask', call: 1, what: 'sockets' },
    { type: 'ping', call: 2 },
  ].map((message) => textFrame(JSON.stringify(message)));
  const data = Buffer.concat([Buffer.of(1, 0, 0, 0, 1), Buffer.from('SAY noise\n')]);
  const ping = Buffer.concat([Buffer.of(0x89, 0x80), Buffer.alloc(4)]);
  const close = Buffer.concat([Buffer.of(0x88, 0x82), Buffer.alloc(4), Buffer.of(3, 232)]);
  return [Buffer.concat([frameHeader(data.length), data]), ping, close, ...messages];
};

const textFrame = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  const header = frameHeader(bytes.length);
  header[0] = 0x81;
  return Buffer.concat([header, bytes]);
};

/** Writes, waits a moment at times, and goes: with FIN, or with a reset. */
const throwAt = (random: Random, port: number, pieces: readonly Buffer[]): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('error', () => undefined).on('close', () => resolve());
    // It may say what it likes; some do not listen.
    if (random() < 0.8) socket.resume();
    for (const piece of pieces) socket.write(piece);
    const go = (): void => void (random() < 0.5 ? socket.resetAndDestroy() : socket.destroySoon());
    socket.setTimeout(50, () => socket.destroy());
    if (random() < 0.5) go();
    else setTimeout(go, below(random, 30));
  });

it(`survives ${seconds} s of noise at every port (seed ${seed})`, { timeout: (seconds + 60) * 1_000 }, async () => {
  const server = startServer(['--port', '0', ...(await freePorts())]);
  const url = await server.url();
  const page = Number(new URL(url).port);
  const { lobby, blue, green, echo } = server.ports;
  const web = echo + 4;
  const member = await TestClient.connect(blue);
  member.say('PASS first-hop');
  await member.sees(/OK you=/);
  const end = performance.now() + seconds * 1_000;
  let thrown = 0;

  const attack = async (random: Random): Promise<void> => {
    while (performance.now() < end && server.child.exitCode === null) {
      thrown += 1;
      const count = 1 + below(random, 6);
      const each = (make: () => Buffer): Buffer[] => Array.from({ length: count }, make);
      switch (below(random, 6)) {
        case 0: {
          const right = () => oneOf(random, requests(new URL(url).host));
          await throwAt(random, page, random() < 0.3 ? [noise(random, 2_000)] : each(() => nearly(random, right())));
          break;
        }
        case 1: {
          const raw = await rawWebSocket(url).catch(() => null);
          if (!raw) break;
          raw.socket.on('error', () => undefined);
          const known = frames(green);
          const right = each(() => oneOf(random, known));
          const pieces =
            random() < 0.2
              ? [noise(random, 3_000)]
              : right.map((frame) => (random() < 0.5 ? frame : nearly(random, frame)));
          for (const piece of pieces) raw.socket.write(piece);
          if (random() < 0.5) await new Promise((resolve) => setTimeout(resolve, below(random, 20)));
          raw.socket.resetAndDestroy();
          break;
        }
        case 2: {
          const right = () => nearly(random, oneOf(random, requests('lab.test')));
          await throwAt(random, web, random() < 0.3 ? [noise(random, 2_000)] : each(right));
          break;
        }
        case 3: {
          const port = echo + below(random, 4);
          const datagram = createSocket('udp4');
          datagram.on('error', () => undefined).send(noise(random, 2_000), port, '127.0.0.1', () => datagram.close());
          await throwAt(
            random,
            port,
            each(() => noise(random, 20_000)),
          );
          break;
        }
        default: {
          const port = oneOf(random, [lobby, blue, green]);
          const line = () => nearly(random, Buffer.from(oneOf(random, lines)));
          await throwAt(random, port, random() < 0.3 ? [noise(random, 4_000)] : each(line));
        }
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, worker) => attack(seeded(seed * 8 + worker))));
  figure(`threat 14: ${thrown} connections in ${seconds} s, seed ${seed}`);

  expect(server.child.exitCode, server.complained()).toBeNull();
  expect(server.complained()).toBe('');
  expect(thrown).toBeGreaterThan(seconds * 20);
  // Serving afterwards: the page, a member from before, the bridge to a room.
  expect((await fetch(url)).status).toBe(200);
  member.say('SAY nothing happened');
  await member.sees(/MSG \S+ nothing happened\n/);
  member.drop();
  expect(await (await fetch(`http://127.0.0.1:${web}/`)).text()).toContain('It works');
  const { computer } = nodePage(url);
  const stream = await computer.connect({ address: '127.0.0.1', port: green });
  await readUntil(stream, 'OK you=');
  computer.close();
  // Nothing that was opened stays open, but the two listeners that every lab may keep.
  const health = async (): Promise<unknown> => (await fetch(`${url}healthz`)).json();
  await expect.poll(health, { timeout: 20_000 }).toMatchObject({ status: 'ok', members: 0, sockets: 0 });
});
