import { describe, expect, it } from 'vitest';
import type { NetworkEvent } from '../../network/trace/event.ts';
import { Watch } from './watch.ts';

const sent = (frame: number, took: number, link = 'cable1'): NetworkEvent => ({
  kind: 'frame.sent',
  at: 1000,
  frame,
  link,
  from: 'pc1:eth0',
  to: 'sw1:p1',
  bytes: new Uint8Array(60),
  starts: 1000,
  ends: 1000 + took,
  arrives: 1000 + took,
  queued: 0,
});
const received = (frame: number): NetworkEvent => ({ kind: 'frame.received', at: 9000, frame, point: 'sw1:p1' });

describe('a pace that follows what there is to see', () => {
  it('is real time while nothing moves', () => {
    const watch = new Watch();
    expect(watch.ratio).toBe(1);
    watch.see(sent(1, 7_000));
    expect(watch.see(received(1))).toBe(true);
    expect(watch.ratio).toBe(1);
  });

  it('gives every frame 0.7 s on its cable, however short the cable is', () => {
    const watch = new Watch();
    watch.see(sent(1, 7_000));
    expect(watch.ratio).toBeCloseTo(7_000 / 0.7e9, 12);
    watch.see(received(1));
    watch.see(sent(2, 5_000_000));
    expect(watch.ratio).toBeCloseTo(5_000_000 / 0.7e9, 12);
  });

  it('goes by the slowest of several, and is never faster than real time', () => {
    const watch = new Watch();
    watch.see(sent(1, 7_000));
    watch.see(sent(2, 1_000_000));
    expect(watch.ratio).toBeCloseTo(1_000_000 / 0.7e9, 12);
    watch.see(sent(3, 9_000_000_000));
    expect(watch.ratio).toBe(1);
  });

  it('does not slow down for a host that talks to itself', () => {
    expect(new Watch().see(sent(1, 5_000, 'pc1:lo'))).toBe(false);
  });

  it('goes on when a frame must have come to a hub, which never says so', () => {
    const watch = new Watch();
    watch.see(sent(1, 7_000));
    expect(watch.next).toBe(8_000);
    watch.pass(7_999);
    expect(watch.ratio).toBeLessThan(1);
    watch.pass(8_000);
    expect([watch.next, watch.ratio]).toEqual([null, 1]);
  });

  it('shows the noise of a collision, and every back-off, even one of no slots', () => {
    const watch = new Watch();
    watch.see({ kind: 'collision', at: 1_000, hub: 'hub1', points: ['pc1:eth0'], jamUntil: 11_000 });
    expect(watch.ratio).toBeCloseTo(10_000 / 0.7e9, 12);
    watch.see({ kind: 'backoff', at: 10_500, point: 'pc1:eth0', attempt: 1, slots: 0, until: 10_500 });
    watch.see({ kind: 'backoff', at: 10_500, point: 'pc2:eth0', attempt: 1, slots: 1, until: 61_700 });
    expect(watch.ratio).toBeCloseTo(51_200 / 0.7e9, 12);
    watch.pass(20_500);
    expect(watch.next).toBe(61_700);
  });

  it('does not wait for a frame that a hand holds, and follows it when it goes on', () => {
    const watch = new Watch();
    watch.see(sent(1, 7_000));
    watch.see({ kind: 'frame.held', at: 2_000, frame: 1, link: 'cable1' });
    expect(watch.ratio).toBe(1);
    watch.see({ kind: 'frame.released', at: 5_000, frame: 1, link: 'cable1', arrives: 12_000 });
    expect(watch.ratio).toBeCloseTo(7_000 / 0.7e9, 12);
  });
});
