import { describe, expect, it } from 'vitest';
import type { SocketErrorCode, SocketRow, SocketState } from '../host.ts';
import { type Attempt, attemptsIn } from './connections.ts';
import type { Evidence, Fact } from './event.ts';
import { beginningOf, ladderOf } from './ladder.ts';
import type { LadderRow } from './ladder-row.ts';

const local = { address: '127.0.0.1', port: 51234 };
const remote = { address: '127.0.0.1', port: 5001 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const log = (...facts: Fact[]): Evidence[] => facts.map((fact, seq) => ({ ...fact, seq, ms: seq * 10 }));
const opened: Fact = { kind: 'tcp.opened', socket: 1, local, remote, role: 'client' };
const sent = (text: string): Fact => ({ kind: 'tcp.sent', socket: 1, bytes: bytes(text) });
const received = (text: string): Fact => ({ kind: 'tcp.received', socket: 1, bytes: bytes(text) });
const finished = (by: 'local' | 'remote'): Fact => ({ kind: 'tcp.finished', socket: 1, by });
const closed = (how: 'fin' | 'rst' | 'lost', by: 'local' | 'remote'): Fact => ({
  kind: 'tcp.closed',
  socket: 1,
  how,
  by,
});

const latest = (evidence: Evidence[]): Attempt => {
  const attempt = attemptsIn(evidence).at(-1);
  if (!attempt) throw new Error('the evidence holds no connection');
  return attempt;
};
const rowsOf = (evidence: Evidence[]): readonly LadderRow[] => ladderOf(evidence, latest(evidence));
const segments = (rows: readonly LadderRow[]): string[] =>
  rows
    .filter((row) => row.to !== null)
    .map(
      (row) => `${row.from === 'left' ? '→' : '←'} ${row.flags} ${row.numbers} | ${row.stateLeft} ${row.stateRight}`,
    );
const events = (rows: readonly LadderRow[]): string[] => rows.filter((row) => row.to === null).map((row) => row.label);

describe('the ladder of a connection', () => {
  it('opens with three segments, and both ends become established one after the other', () => {
    const evidence = log(opened);
    expect(beginningOf(latest(evidence))).toEqual({ stateLeft: 'CLOSED', stateRight: 'LISTEN' });
    expect(segments(rowsOf(evidence))).toEqual([
      '→ SYN seq=x | SYN-SENT SYN-RECEIVED',
      '← SYN, ACK seq=y ack=x+1 | ESTABLISHED SYN-RECEIVED',
      '→ ACK seq=x+1 ack=y+1 | ESTABLISHED ESTABLISHED',
    ]);
    expect(events(rowsOf(evidence))).toEqual(['connect() returned: 127.0.0.1:51234 and 127.0.0.1:5001']);
  });

  it('opens from the other side when we were the listener', () => {
    const evidence = log({ ...opened, role: 'server', listener: 9 } as Fact);
    expect(beginningOf(latest(evidence))).toEqual({ stateLeft: 'LISTEN', stateRight: 'CLOSED' });
    expect(segments(rowsOf(evidence))).toEqual([
      '← SYN seq=y | SYN-RECEIVED SYN-SENT',
      '→ SYN, ACK seq=x ack=y+1 | SYN-RECEIVED ESTABLISHED',
      '← ACK seq=y+1 ack=x+1 | ESTABLISHED ESTABLISHED',
    ]);
  });

  it('counts every byte in the sequence numbers, in both directions', () => {
    const rows = rowsOf(log(opened, received('HELLO\n'), sent('WHO\n'), received('HERE 1 me\n')));
    expect(segments(rows).slice(3)).toEqual([
      '← PSH, ACK seq=y+1 ack=x+1 | ESTABLISHED ESTABLISHED',
      '→ PSH, ACK seq=x+1 ack=y+7 | ESTABLISHED ESTABLISHED',
      '← PSH, ACK seq=y+7 ack=x+5 | ESTABLISHED ESTABLISHED',
      '→ ACK seq=x+5 ack=y+17 | ESTABLISHED ESTABLISHED',
    ]);
  });

  it('claims only calls as observed and only segments as reconstructed', () => {
    const rows = rowsOf(log(opened, sent('a\n'), received('b\n'), finished('local'), finished('remote')));
    for (const row of rows) expect(row.basis).toBe(row.to === null ? 'observed' : 'reconstructed');
  });

  it('joins writes that follow each other, and dots out a password', () => {
    const rows = rowsOf(log(opened, sent('PASS first-hop\n'), sent('SAY hi\n')));
    expect(events(rows)).toContain('you wrote 22 bytes in 2 writes');
    expect(JSON.stringify(rows)).not.toContain('first-hop');
    expect(JSON.stringify(rows)).toContain('PASS ••••⏎');
  });

  it('leaves out the middle of a long talk and goes on counting', () => {
    const talk = Array.from({ length: 40 }, (_, turn) => (turn % 2 === 0 ? sent('abc') : received('de')));
    const rows = rowsOf(log(opened, ...talk));
    expect(events(rows)).toContain('28 more turns, 70 bytes, are left out here');
    expect(segments(rows).at(-1)).toContain('seq=x+61 ack=y+41');
  });
});

describe('the close', () => {
  const ours = [
    '→ FIN, ACK seq=x+1 ack=y+1 | FIN-WAIT-1 CLOSE-WAIT',
    '← ACK seq=y+1 ack=x+2 | FIN-WAIT-2 CLOSE-WAIT',
    '← FIN, ACK seq=y+1 ack=x+2 | TIME-WAIT LAST-ACK',
    '→ ACK seq=x+2 ack=y+2 | TIME-WAIT CLOSED',
  ];
  const theirs = [
    '← FIN, ACK seq=y+1 ack=x+1 | CLOSE-WAIT FIN-WAIT-1',
    '→ ACK seq=x+1 ack=y+2 | CLOSE-WAIT FIN-WAIT-2',
    '→ FIN, ACK seq=x+1 ack=y+2 | LAST-ACK TIME-WAIT',
    '← ACK seq=y+2 ack=x+2 | CLOSED TIME-WAIT',
  ];

  it('leaves TIME-WAIT at our end when we finish first', () => {
    const rows = rowsOf(log(opened, finished('local'), finished('remote'), closed('fin', 'local')));
    expect(segments(rows).slice(3)).toEqual(ours);
  });

  it('leaves TIME-WAIT at the other end when the room finishes first', () => {
    const rows = rowsOf(log(opened, finished('remote'), finished('local'), closed('fin', 'remote')));
    expect(segments(rows).slice(3)).toEqual(theirs);
  });

  it('believes tcp.closed about who was first when both finished within one trip', () => {
    const rows = rowsOf(log(opened, finished('local'), finished('remote'), closed('fin', 'remote')));
    expect(segments(rows).slice(3)).toEqual(theirs);
  });

  it('needs no separate facts for the two directions', () => {
    expect(segments(rowsOf(log(opened, closed('fin', 'local')))).slice(3)).toEqual(ours);
  });

  it('lets the other end go on sending after our FIN', () => {
    const rows = rowsOf(log(opened, finished('local'), received('late\n'), finished('remote'), closed('fin', 'local')));
    expect(segments(rows).slice(5)).toEqual([
      '← PSH, ACK seq=y+1 ack=x+2 | FIN-WAIT-2 CLOSE-WAIT',
      '← FIN, ACK seq=y+6 ack=x+2 | TIME-WAIT LAST-ACK',
      '→ ACK seq=x+2 ack=y+7 | TIME-WAIT CLOSED',
    ]);
  });

  it('is one segment without an answer when somebody resets', () => {
    const theirReset = rowsOf(log(opened, closed('rst', 'remote')));
    expect(segments(theirReset).slice(3)).toEqual(['← RST seq=y+1 | CLOSED CLOSED']);
    expect(events(theirReset).at(-1)).toContain('ECONNRESET');
    expect(segments(rowsOf(log(opened, closed('rst', 'local')))).slice(3)).toEqual(['→ RST seq=x+1 | CLOSED CLOSED']);
  });

  it('draws no segment when the bridge broke: nobody saw what happened', () => {
    const rows = rowsOf(log(opened, closed('lost', 'local')));
    expect(segments(rows)).toHaveLength(3);
    expect(rows.at(-1)).toMatchObject({ basis: 'observed', stateLeft: 'unknown', stateRight: 'unknown' });
  });
});

describe('the witnesses', () => {
  const row = (state: SocketState, mirrored: boolean): SocketRow => ({
    transport: 'tcp',
    state,
    local: mirrored ? remote : local,
    remote: mirrored ? local : remote,
    receiveQueue: 0,
    sendQueue: 0,
    owner: '',
  });
  const read = (source: 'kernel' | 'lab-server', ...rows: SocketRow[]): Fact => ({
    kind: 'table.read',
    terminal: 'a',
    table: { source, rows },
  });

  it("are the kernel's rows of both ends, said once while they do not change", () => {
    const both = read('kernel', row('ESTAB', false), row('ESTAB', true));
    const rows = rowsOf(log(opened, both, both, closed('fin', 'local'), read('kernel', row('TIME-WAIT', false))));
    expect(events(rows).filter((label) => label.includes('kernel'))).toEqual([
      "the kernel's table said: your end ESTABLISHED, the other end ESTABLISHED",
      "the kernel's table said: your end TIME-WAIT",
    ]);
  });

  it('are not the rows that lab-server only remembers', () => {
    const rows = rowsOf(log(opened, read('lab-server', row('ESTAB', false))));
    expect(events(rows)).toHaveLength(1);
  });

  it('are what the room says of this member, not of another', () => {
    const joined = (port: number): Fact => ({
      kind: 'room.witness',
      room: 'blue',
      port: 5001,
      peer: { address: '127.0.0.1', port },
      what: { event: 'joined', nick: 'anon-7f3', here: 1 },
    });
    expect(events(rowsOf(log(opened, joined(51234), joined(60000)))).slice(1)).toEqual([
      'room blue took you in as anon-7f3',
    ]);
  });
});

describe('a connect that failed', () => {
  const failed = (code: SocketErrorCode): Evidence[] =>
    log({ kind: 'socket.failed', call: 'connect', transport: 'tcp', at: { address: '127.0.0.1', port: 5999 }, code });

  it('was refused by a segment: RST, ACK with sequence number 0', () => {
    expect(segments(rowsOf(failed('ECONNREFUSED')))).toEqual([
      '→ SYN seq=x | SYN-SENT CLOSED',
      '← RST, ACK seq=0 ack=x+1 | CLOSED CLOSED',
    ]);
  });

  it('timed out because nothing came back', () => {
    const rows = rowsOf(failed('ETIMEDOUT'));
    expect(segments(rows).every((segment) => segment.startsWith('→ SYN'))).toBe(true);
    expect(rows.at(-1)?.stateRight).toBe('unknown');
  });

  it('sent no segment at all when the lab said no', () => {
    expect(segments(rowsOf(failed('REFUSED-BY-LAB')))).toEqual([]);
  });
});
