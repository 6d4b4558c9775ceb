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
    expect(watch.see(received(1))).toBe(1);
  });

  it('gives every frame 0.7 s on its cable, however short the cable is', () => {
    const watch = new Watch();
    expect(watch.see(sent(1, 7_000))).toBeCloseTo(7_000 / 0.7e9, 12);
    watch.see(received(1));
    expect(watch.see(sent(2, 5_000_000))).toBeCloseTo(5_000_000 / 0.7e9, 12);
  });

  it('goes by the slowest of several, and is never faster than real time', () => {
    const watch = new Watch();
    watch.see(sent(1, 7_000));
    expect(watch.see(sent(2, 1_000_000))).toBeCloseTo(1_000_000 / 0.7e9, 12);
    expect(watch.see(sent(3, 9_000_000_000))).toBe(1);
  });

  it('does not slow down for a host that talks to itself', () => {
    expect(new Watch().see(sent(1, 5_000, 'pc1:lo'))).toBeNull();
  });
});
