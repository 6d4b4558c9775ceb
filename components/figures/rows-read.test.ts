import { expect, it } from 'vitest';
import type { Evidence } from '../../lab/evidence/event.ts';
import type { SocketRow } from '../../lab/host.ts';
import { rowsRead } from './rows-read.ts';

const row = (transport: 'tcp' | 'udp', state: SocketRow['state'], port: number, peer = 0): SocketRow => ({
  transport,
  state,
  local: { address: '127.0.0.1', port },
  remote: { address: peer === 0 ? '0.0.0.0' : '127.0.0.1', port: peer },
  receiveQueue: 0,
  sendQueue: 0,
  owner: '',
});
const reading = (seq: number, rows: SocketRow[], lists?: { tcp: boolean; udp: boolean }): Evidence => ({
  kind: 'table.read',
  terminal: 'a',
  table: { source: 'kernel', rows },
  seq,
  ms: seq,
  ...(lists && { lists }),
});

const blue = row('tcp', 'LISTEN', 5001);
const wall = reading(0, [blue, row('udp', 'UNCONN', 5001)], { tcp: true, udp: true });
const member = row('tcp', 'ESTAB', 5002, 40_000);

it('is nothing before anybody looked', () => expect(rowsRead([])).toBeNull());

it('keeps those that wait when a later reading filters them out', () => {
  const read = rowsRead([wall, reading(1, [member], { tcp: false, udp: false })]);
  expect(read?.rows).toEqual([member, blue, row('udp', 'UNCONN', 5001)]);
  expect(read?.listed).toEqual({ tcp: true, udp: true });
});

it('forgets who is not in a later full list, for that transport alone', () => {
  const read = rowsRead([wall, reading(1, [], { tcp: true, udp: false })]);
  expect(read?.rows).toEqual([row('udp', 'UNCONN', 5001)]);
});

it('knows that a filtered reading alone tells nothing of those that wait', () => {
  expect(rowsRead([reading(0, [member])])?.listed).toEqual({ tcp: false, udp: false });
});
