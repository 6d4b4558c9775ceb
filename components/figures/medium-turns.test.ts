import { expect, it } from 'vitest';
import { Scenario } from '../../lab/checks/scenario.ts';
import type { NetworkFact } from '../../network/trace/event.ts';
import { lastContest } from './medium-turns.ts';

const sent = (frame: number, station: string, starts: number, ends: number): NetworkFact => ({
  kind: 'frame.sent',
  frame,
  link: `${station}-cable`,
  from: `${station}:eth0`,
  to: 'box:p1',
  bytes: new Uint8Array(60),
  starts,
  ends,
  arrives: ends,
  queued: 0,
});
const dropped = (frame: number): NetworkFact => ({
  kind: 'frame.dropped',
  frame,
  where: 'box',
  reason: 'collision',
  bytes: Uint8Array.of(1),
  says: 'Noise.',
});
const backoff = (station: string, slots: number, until: number): NetworkFact => ({
  kind: 'backoff',
  point: `${station}:eth0`,
  attempt: 1,
  slots,
  until,
});

it('tells a collision as attempts, jams, dice and waits, from the first attempt on', () => {
  const log = new Scenario();
  const event = (at: number, fact: NetworkFact) =>
    log.add({ kind: 'network', scene: '2.2a', run: 1, event: { at, ...fact } });
  expect(lastContest(log.evidence, '2.2a', 'box')).toEqual([]);
  const zero = 5_000_000;
  event(zero, sent(1, 'pc1', zero, zero + 57_600));
  event(zero, sent(2, 'pc3', zero, zero + 57_600));
  event(zero + 500, { kind: 'collision', hub: 'box', points: ['pc1:eth0', 'pc3:eth0'], jamUntil: zero + 10_100 });
  event(zero + 500, dropped(1));
  event(zero + 500, dropped(2));
  event(zero + 9_600, backoff('pc1', 1, zero + 60_800));
  event(zero + 9_600, backoff('pc3', 0, zero + 9_600));
  event(zero + 20_200, sent(3, 'pc3', zero + 20_200, zero + 77_800));
  event(zero + 88_400, sent(4, 'pc1', zero + 88_400, zero + 146_000));
  expect(
    lastContest(log.evidence, '2.2a', 'box').map(({ station, what, from, to }) => [station, what, from, to]),
  ).toEqual([
    ['pc1', 'spoiled', 0, 6_400],
    ['pc3', 'spoiled', 0, 6_400],
    ['pc1', 'jams', 6_400, 9_600],
    ['pc3', 'jams', 6_400, 9_600],
    ['pc1', 'waits', 9_600, 60_800],
    ['pc3', 'waits', 9_600, 9_600],
    ['pc3', 'listens', 9_600, 20_200],
    ['pc3', 'sent', 20_200, 77_800],
    ['pc1', 'listens', 60_800, 88_400],
    ['pc1', 'sent', 88_400, 146_000],
  ]);
});
