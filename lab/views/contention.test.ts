import { expect, it } from 'vitest';
import type { NetworkEvent } from '../../network/trace/event.ts';
import { Contention } from './contention.ts';

const sent = (at: number, from: string): NetworkEvent => ({
  ...{ kind: 'frame.sent', at, frame: at, link: 'cable', from, to: 'hub1:p1', bytes: new Uint8Array(60) },
  ...{ starts: at, ends: at + 57_600, arrives: at + 58_100, queued: 0 },
});
const events: readonly NetworkEvent[] = [
  { kind: 'collision', at: 500, hub: 'hub1', points: ['pc1:eth0', 'pc3:eth0'], jamUntil: 10_100 },
  { kind: 'backoff', at: 9_600, point: 'pc1:eth0', attempt: 1, slots: 1, until: 60_800 },
  { kind: 'backoff', at: 9_600, point: 'pc3:eth0', attempt: 1, slots: 0, until: 9_600 },
  sent(20_200, 'pc3:eth0'),
  sent(88_400, 'pc1:eth0'),
];
const waiting = (until: number) =>
  new Contention().backOffs(events, until).map(({ point, slots, phase }) => `${point} ${slots} ${phase}`);

it('has noise in the hub from the collision to the end of the jam, and longer for the eye, while nobody speaks', () => {
  const contention = new Contention();
  expect([...contention.noise(events, 499, 0)]).toEqual([]);
  expect([...contention.noise(events, 10_100, 0)]).toEqual(['hub1']);
  expect([...contention.noise(events, 10_101, 0)]).toEqual([]);
  expect([...contention.noise(events, 20_000, 30_000)]).toEqual(['hub1']);
  expect([...contention.noise(events, 20_201, 30_000)]).toEqual([]);
});

it('tells who sits out slots, who listens after that, and when each speaks again', () => {
  expect(waiting(9_599)).toEqual([]);
  expect(waiting(9_600)).toEqual(['pc1:eth0 1 waits', 'pc3:eth0 0 listens']);
  expect(waiting(20_200)).toEqual(['pc1:eth0 1 waits']);
  expect(waiting(60_800)).toEqual(['pc1:eth0 1 listens']);
  expect(waiting(88_400)).toEqual([]);
});

it('waits no longer at a cable that is out', () => {
  const quality = { rate: 1e7, delay: 500, jitter: 0, queue: 0, loss: 0, duplicate: 0, reorder: 0, reorderBy: 0 };
  const cut: NetworkEvent = {
    ...{ kind: 'link.changed', at: 30_000, link: 'cable', ends: ['pc1:eth0', 'hub1:p1'], up: false },
    quality: { ...quality, bitErrors: 0 },
  };
  expect(new Contention().backOffs([...events.slice(0, 4), cut], 30_000)).toEqual([]);
});
