import { describe, expect, it } from 'vitest';
import type { Evidence, Fact } from '../../lab/evidence/event.ts';
import { queuesNow, shapeWaits } from './shape-waits.ts';
import { waitingRuns } from './waiting-line.ts';

const log = (...facts: readonly Fact[]): Evidence[] => facts.map((fact, seq) => ({ ...fact, seq, ms: seq * 100 }));
const served = (port: number, slow: string, sayMs = 0): Fact => ({
  kind: 'room.served',
  room: slow,
  port,
  arch: 'loop',
  sayMs,
  slow,
});
const held = (port: number, slow: string, bytes: number): Fact => ({
  kind: 'room.buffered',
  room: slow,
  port,
  slow,
  bytes,
});
const bots = (port: number, ...waits: readonly (number | null)[]): Fact => ({
  kind: 'bots.left',
  port,
  said: 1,
  stalled: false,
  bots: waits.map((greetedMs) => ({ greetedMs, deaf: false, heard: 1 })),
});

describe('what waits in the rooms of the learner', () => {
  it('is a line for each habit, from its first bytes on', () => {
    const runs = waitingRuns(
      log(served(1, 'drop'), held(1, 'drop', 70_000), served(2, 'keep'), held(2, 'keep', 10), held(2, 'keep', 900)),
    );
    expect(runs.map(({ slow, most }) => [slow, most])).toEqual([
      ['keep', 900],
      ['drop', 70_000],
    ]);
    expect(runs[0]?.points).toEqual([
      { ms: 0, bytes: 10 },
      { ms: 100, bytes: 900 },
    ]);
  });

  it('begins anew with a new room', () => {
    expect(waitingRuns(log(held(1, 'keep', 900), served(1, 'keep'), held(1, 'keep', 10)))[0]?.most).toBe(10);
    expect(waitingRuns([])).toEqual([]);
  });
});

describe('the waits for a greeting', () => {
  it('are told by the shape of the room', () => {
    expect(shapeWaits(log(served(5024, 'drop', 3000), bots(5024, 2, 2500)))).toMatchObject([
      { shape: 'loop, computing for 3 s', bots: 2, longestMs: 2500 },
    ]);
    expect(shapeWaits(log(served(5021, 'drop'), bots(5021, null)))[0]?.longestMs).toBeNull();
    expect(shapeWaits(log(bots(5001, 3)))).toEqual([]);
  });
});

describe('the queues of the rooms', () => {
  const peer = (port: number) => ({ address: '127.0.0.1', port });
  const queues = (...waiting: readonly number[]): Fact => ({
    kind: 'room.queues',
    room: 'busy',
    port: 5024,
    arch: 'loop',
    queues:
      waiting.length === 0
        ? []
        : [{ working: peer(40_001), waiting: waiting.map((port) => ({ peer: peer(port), what: 'greet' })) }],
  });

  it('are those told last, and none when all is done', () => {
    expect(queuesNow(log(queues(40_002), queues(40_002, 40_003)))).toMatchObject([
      { port: 5024, working: 40_001, waiting: [{ port: 40_002, what: 'greet' }, { port: 40_003 }] },
    ]);
    expect(queuesNow(log(queues(40_002), queues()))).toEqual([]);
  });
});
