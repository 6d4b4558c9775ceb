import { describe, expect, test } from 'vitest';
import type { Evidence, Fact } from '../../lab/evidence/event.ts';
import { type Rain, rainMoments, rainOf, realRain } from './rain.ts';

const flood: Rain = { count: 5000, fallMs: 500, room: 26, busyMs: 1000, tap: 2 };
const end = (rain: Rain) => rainMoments(rain).at(-1);

describe('rain into a bucket', () => {
  test('nothing is gained or lost on the way: what fell is read, waits or ran over, at every moment', () => {
    for (const moment of rainMoments(flood)) {
      expect(moment.read + moment.waiting + moment.lost).toBe(moment.fallen);
      expect(moment.waiting).toBeLessThanOrEqual(flood.room);
    }
  });

  test('while the reader is busy only the bucket keeps anything', () => {
    expect(end(flood)).toMatchObject({ fallen: 5000, read: 27, lost: 4973, waiting: 0 });
    expect(end({ ...flood, room: 300 })).toMatchObject({ read: 301 });
  });

  test('nothing runs over where the bucket is large, or the reader keeps up from the start', () => {
    expect(end({ ...flood, room: 5000 })).toMatchObject({ lost: 0, read: 5000 });
    expect(end({ ...flood, busyMs: 0, tap: 20 })).toMatchObject({ lost: 0, read: 5000 });
  });

  test('a reader that is awake and slower than the rain loses, too: a bucket only buys time', () => {
    const slow = end({ ...flood, busyMs: 0, tap: 5, fallMs: 500 });
    expect(slow?.lost).toBeGreaterThan(2000);
    const twice = end({ ...flood, busyMs: 0, tap: 5, fallMs: 500, room: 52 });
    expect((slow?.lost ?? 0) - (twice?.lost ?? 0)).toBe(26);
  });
});

describe('a real flood', () => {
  const at = (port: number) => ({ address: '127.0.0.1', port });
  const facts = (...list: readonly (Fact & { ms: number })[]): Evidence[] =>
    list.map((fact, seq) => ({ ...fact, seq }));
  const sent = Array.from({ length: 120 }, (_, index) => ({
    kind: 'udp.sent' as const,
    socket: 2,
    to: at(5008),
    bytes: new Uint8Array(1),
    ms: 10 + index,
  }));
  const got = (ms: number) => ({ kind: 'udp.received' as const, socket: 1, from: at(4), bytes: new Uint8Array(1), ms });
  const bound = { kind: 'udp.bound' as const, socket: 1, local: at(5008), ms: 1 };

  test('is read from what the sockets told, once its reader is gone', () => {
    const run = [bound, ...sent, got(11), got(400), got(401)];
    expect(realRain(facts(...run))).toBeNull();
    const real = realRain(facts(...run, { kind: 'udp.closed', socket: 1, ms: 500 }));
    expect(real).toEqual({ sent: 120, received: 3, fallMs: 119, busyMs: 389, left: 2, tap: 2 });
    expect(real && end(rainOf(real))).toMatchObject({ fallen: 120, read: 3, lost: 117 });
  });

  test('a reader that was back while it still rained took some of it on the way: its bucket was smaller', () => {
    const late = Array.from({ length: 20 }, (_, index) => got(60 + index * 5));
    const real = realRain(facts(bound, ...sent, got(11), ...late, { kind: 'udp.closed', socket: 1, ms: 500 }));
    // The last was sent at 129 ms; those read at 130 ms and later had waited in the bucket.
    expect(real).toMatchObject({ busyMs: 49, left: 6, tap: 0.2 });
    expect(real && rainOf(real).room).toBe(6);
  });

  test('a datagram or two are no rain', () => {
    const few = [bound, ...sent.slice(0, 3), got(11), { kind: 'udp.closed' as const, socket: 1, ms: 500 }];
    expect(realRain(facts(...few))).toBeNull();
  });
});
