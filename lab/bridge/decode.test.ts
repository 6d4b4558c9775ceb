import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodePageMessage, decodeServerMessage, versionOf } from './decode.ts';
import type { PageMessage, ServerMessage } from './messages.ts';

const at = { address: '127.0.0.1', port: 5_001 };
const fromPage: PageMessage[] = [
  { type: 'connect', socket: 1, to: at },
  { type: 'connect', socket: 1, to: at, from: '127.0.0.7' },
  { type: 'listen', socket: 2, at },
  { type: 'bind', socket: 3, at, peer: at },
  { type: 'end', socket: 2 ** 32 - 1 },
  { type: 'reset', socket: 1 },
  { type: 'close', socket: 1 },
  { type: 'credit', socket: 1, amount: 65_536 },
  { type: 'ask', call: 1, what: 'open-files' },
  { type: 'ping', call: 7 },
];
const row = {
  transport: 'tcp',
  state: 'ESTAB',
  local: at,
  remote: at,
  receiveQueue: 0,
  sendQueue: 5,
  owner: '',
} as const;
const address = { family: 'inet', address: '127.0.0.1', prefixLength: 8, scope: 'host' } as const;
const fromServer: ServerMessage[] = [
  {
    type: 'hello',
    version: 1,
    platform: 'linux',
    services: [],
    reach: { network: '127.0.0.0/8', ports: [{ from: 1, to: 2 }] },
  },
  { type: 'opened', socket: 1, local: at, remote: at },
  { type: 'failed', socket: 1, code: 'ECONNREFUSED', saying: 'Nobody.' },
  { type: 'accepted', listener: 2, socket: 2 ** 31, local: at, remote: at },
  { type: 'closed', socket: 1, how: 'rst', by: 'remote', code: 'ECONNRESET' },
  { type: 'closed', socket: 1, how: 'fin', by: 'local' },
  {
    type: 'witness',
    socket: 1,
    room: 'blue',
    port: 5_001,
    peer: at,
    what: { event: 'joined', nick: 'anon-7f3', here: 2 },
  },
  { type: 'witness', socket: 1, room: 'blue', port: 5_001, peer: at, what: { event: 'left', how: 'bye' } },
  {
    type: 'service-witness',
    socket: 1,
    service: 'echo',
    transport: 'udp',
    port: 7_007,
    peer: at,
    what: { event: 'datagram', received: 5, sent: 5 },
  },
  {
    type: 'service-witness',
    socket: 1,
    service: 'daytime',
    transport: 'tcp',
    port: 7_013,
    peer: at,
    what: { event: 'left', how: 'fin', received: 0, sent: 40 },
  },
  {
    type: 'http-witness',
    socket: 1,
    port: 7_080,
    peer: at,
    request: { method: 'GET', path: '/', status: 200, headers: { host: 'lab.test', 'user-agent': 'me' } },
  },
  { type: 'sockets', call: 1, table: { source: 'kernel', rows: [row] } },
  {
    type: 'interfaces',
    call: 1,
    rows: [{ name: 'lo', mac: '00:00:00:00:00:00', loopback: true, addresses: [address] }],
  },
  { type: 'open-files', call: 1, count: null },
  { type: 'pong', call: 1 },
];

test('what one end says the other reads', () => {
  for (const message of fromPage) expect(decodePageMessage(JSON.stringify(message))).toEqual(message);
  for (const message of fromServer) expect(decodeServerMessage(JSON.stringify(message))).toEqual(message);
});

test('a key too many, a key too few, or a wrong type is no message', () => {
  for (const [messages, decode] of [
    [fromPage, decodePageMessage],
    [fromServer, decodeServerMessage],
  ] as const) {
    for (const message of messages) {
      expect(decode(JSON.stringify({ ...message, more: 1 }))).toBeNull();
      for (const key of Object.keys(message)) {
        if (key === 'from' || key === 'peer' || key === 'code') continue;
        expect(decode(JSON.stringify({ ...message, [key]: undefined })), `${message.type} without ${key}`).toBeNull();
        expect(decode(JSON.stringify({ ...message, [key]: [[]] })), `${message.type} with a wrong ${key}`).toBeNull();
      }
    }
  }
});

test('keys of the prototype are unknown keys, and the prototype stays as it was', () => {
  const before = Object.getOwnPropertyNames(Object.prototype).join();
  for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    expect(decodePageMessage(`{"type":"ping","call":1,"${key}":{"call":2}}`)).toBeNull();
    expect(decodePageMessage(`{"${key}":{"type":"ping","call":1}}`)).toBeNull();
    expect(decodePageMessage(`{"type":"${key}","call":1}`)).toBeNull();
  }
  expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((json) => `{"type":"connect","socket":${json}}`),
      ),
      (text) => {
        decodePageMessage(text);
        decodeServerMessage(text);
        versionOf(text);
      },
    ),
    { numRuns: 5_000 },
  );
  expect(decodePageMessage('['.repeat(4_000))).toBeNull();
  expect(decodeServerMessage('['.repeat(1_000_000))).toBeNull();
});

test('a greeting of another version still tells its version', () => {
  expect(versionOf('{"type":"hello","version":9,"moon":true}')).toBe(9);
  expect(versionOf('{"type":"hallo","version":9}')).toBeNull();
  expect(versionOf('7')).toBeNull();
});
