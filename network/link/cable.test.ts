import { expect, test } from 'vitest';
import { Clock } from '../time/clock.ts';
import { Random } from '../time/random.ts';
import type { LinkQuality, NetworkEvent } from '../trace/event.ts';
import { fcsOf } from '../wire/fcs.ts';
import { plug } from './cable.ts';
import { isIntact } from './flight.ts';
import { type Frame, Port } from './port.ts';
import { worldOf } from './world.ts';

function two(quality: Partial<LinkQuality> = {}, seed = 'seed') {
  const events: NetworkEvent[] = [];
  const world = worldOf(new Clock(), new Random(seed), (event) => events.push(event));
  const heard: { at: number; frame: Frame }[] = [];
  const ups: boolean[] = [];
  const user = {
    receive: (frame: Frame) => heard.push({ at: world.clock.now, frame }),
    linkChanged: (up: boolean) => ups.push(up),
  };
  const a = new Port('pc1', 'eth0', user);
  const b = new Port('pc2', 'eth0', user);
  const cable = plug(world, 'cable1', a, b, quality);
  const run = () => world.clock.runUntil(1e12);
  const dropped = () => events.flatMap((event) => (event.kind === 'frame.dropped' ? [event.reason] : []));
  return { world, events, heard, ups, a, b, cable, run, dropped };
}

/** A frame of `length` bytes whose 15th says which it is. */
function frame(length = 60, mark = 0): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes[14] = mark;
  return bytes;
}
const marks = (heard: { frame: Frame }[]) => heard.map(({ frame: { bytes } }) => bytes[14]);

test('a frame arrives after preamble, frame, FCS and propagation', () => {
  const { a, heard, run } = two({ rate: 100_000_000, delay: 500 });
  a.send(frame(1514));
  run();
  // (8 + 1514 + 4) × 80 ns + 500 ns
  expect(heard.map(({ at }) => at)).toEqual([122_580]);
});

test('frames that follow each other keep the inter-frame gap', () => {
  const { a, heard, run } = two({ rate: 10_000_000, delay: 1_000 });
  for (let mark = 0; mark < 3; mark += 1) a.send(frame(60, mark));
  run();
  // 72 bytes × 800 ns = 57 600, and 84 bytes × 800 ns = 67 200 from one to the next
  expect(heard.map(({ at }) => at)).toEqual([58_600, 125_800, 193_000]);
});

test('a rate that gives fractions of a nanosecond stays true over many frames', () => {
  const { a, heard, run } = two({ rate: 7_000_000_000, delay: 0, queue: 1e9 });
  for (let count = 0; count < 1_000; count += 1) a.send(frame(60));
  run();
  expect(heard.at(-1)?.at).toBe(Math.round(((999 * 84 + 72) * 8) / 7));
});

test('both directions are independent of each other', () => {
  const { a, b, heard, run } = two({ delay: 0 });
  a.send(frame(1514));
  b.send(frame(1514));
  run();
  expect(heard.map(({ at }) => at)).toEqual([122_080, 122_080]);
});

test('every transmission is told with its times, its queue and what it forwards', () => {
  const { a, world, events, run } = two();
  a.send(frame(60));
  a.send(frame(100), 77);
  run();
  const sent = events.filter((event) => event.kind === 'frame.sent');
  expect(sent).toMatchObject([
    { at: 0, frame: 1, link: 'cable1', from: 'pc1:eth0', to: 'pc2:eth0', starts: 0, ends: 5_760, arrives: 6_260 },
    { at: 0, frame: 2, after: 77, starts: 6_720, ends: 15_680, arrives: 16_180, queued: 0 },
  ]);
  expect(sent[0]).not.toHaveProperty('after');
  expect(events.filter((event) => event.kind === 'frame.received')).toEqual([
    { at: 6_260, kind: 'frame.received', frame: 1, point: 'pc2:eth0' },
    { at: 16_180, kind: 'frame.received', frame: 2, point: 'pc2:eth0' },
  ]);
  expect(world.clock.ran).toBe(2);
});

test('the receiver holds the very bytes that were sent', () => {
  const { a, heard, run } = two();
  const bytes = frame();
  a.send(bytes);
  run();
  expect(heard[0]?.frame.bytes).toBe(bytes);
  expect(heard[0]?.frame.fcs).toBeUndefined();
});

test('a full queue drops from its tail, and drains with time', () => {
  const { a, cable, world, heard, run, events } = two({ rate: 10_000_000, queue: 150 });
  for (let mark = 0; mark < 5; mark += 1) a.send(frame(60, mark));
  expect(a.medium?.queued(a)).toBe(120);
  world.clock.runUntil(67_200);
  expect(a.medium?.queued(a)).toBe(60);
  a.send(frame(60, 9));
  run();
  expect(marks(heard)).toEqual([0, 1, 2, 9]);
  expect(events.filter((event) => event.kind === 'frame.dropped')).toMatchObject([
    { frame: null, where: 'pc1:eth0', reason: 'queue-full' },
    { frame: null, where: 'pc1:eth0', reason: 'queue-full' },
  ]);
  expect(cable.counters(a)).toEqual({ sent: 6, dropped: 2 });
  expect(a.medium?.queued(a)).toBe(0);
});

/** @returns what arrived of `count` frames that did not wait for each other */
function many(count: number, quality: Partial<LinkQuality>, seed?: string) {
  const net = two(quality, seed);
  for (let at = 0; at < count; at += 1) net.world.clock.at(at * 100_000, () => net.a.send(frame(60, at % 256)));
  net.run();
  return net;
}

test('the share of frames that is lost is the one asked for', () => {
  const { heard, dropped } = many(20_000, { loss: 0.1 });
  expect(heard.length + dropped().length).toBe(20_000);
  // five standard deviations of √(20 000 × 0.1 × 0.9) = 42
  expect(Math.abs(dropped().length - 2_000)).toBeLessThan(212);
  expect(new Set(dropped())).toEqual(new Set(['loss']));
});

test('the share of frames that is doubled is the one asked for, and the second follows the first', () => {
  const { heard, events } = many(10_000, { duplicate: 0.05 });
  expect(Math.abs(heard.length - 10_500)).toBeLessThan(110);
  const copies = events.filter((event) => event.kind === 'frame.sent' && event.after);
  expect(copies.length).toBe(heard.length - 10_000);
  expect(copies[0]).toMatchObject({ kind: 'frame.sent', after: (copies[0] as { frame: number }).frame - 1 });
});

test('a frame that is held back is overtaken, and no other is', () => {
  const { heard } = many(1_000, { reorder: 0.1, reorderBy: 250_000 });
  expect(heard.length).toBe(1_000);
  const numbers = heard.map(({ frame: { number } }) => number);
  const late = numbers.filter((number, at) => number < Math.max(0, ...numbers.slice(0, at)));
  expect(late.length).toBeGreaterThan(60);
  expect(late.length).toBeLessThan(140);
});

test('jitter delays, and keeps the order', () => {
  const { heard } = many(1_000, { jitter: 5_000_000 });
  const numbers = heard.map(({ frame: { number } }) => number);
  expect(numbers).toEqual([...numbers].sort((x, y) => x - y));
  const lateness = heard.map(({ at }, index) => at - index * 100_000 - 6_260);
  expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...lateness)).toBeGreaterThan(4_000_000);
  expect(Math.max(...lateness)).toBeLessThanOrEqual(5_000_000);
});

test('whatever the quality, a frame arrives when it was told to', () => {
  const { events, heard } = many(500, { jitter: 900_000, reorder: 0.1, reorderBy: 250_000, duplicate: 0.1 });
  const told = new Map(events.flatMap((event) => (event.kind === 'frame.sent' ? [[event.frame, event.arrives]] : [])));
  expect(heard.length).toBeGreaterThan(500);
  for (const { at, frame: got } of heard) expect(at).toBe(told.get(got.number));
});

test('bit errors invert the share of bits asked for, and the FCS of before gives them away', () => {
  const sent = frame(60);
  const { heard } = many(20_000, { bitErrors: 1e-4 });
  const bad = heard.filter(({ frame: got }) => got.fcs !== undefined);
  expect(bad.every(({ frame: got }) => !isIntact(got))).toBe(true);
  // 20 000 frames of 512 bits: 1 - 0.9999^512 = 5.0 % of them
  expect(Math.abs(bad.length - 998)).toBeLessThan(155);
  expect(sent.every((byte) => byte === 0)).toBe(true);
});

test('a damaged frame says what it became', () => {
  const { events, heard } = many(500, { bitErrors: 1e-3 });
  const bad = heard.find(({ frame: got }) => got.fcs !== undefined)?.frame;
  const told = events.find((event) => event.kind === 'frame.received' && event.frame === bad?.number);
  expect(told).toMatchObject({ bytes: bad?.bytes, fcs: bad?.fcs });
});

test('loss does not shift what chance does elsewhere', () => {
  const jitter = { jitter: 50_000 };
  const calm = many(200, jitter);
  const lossy = many(200, { ...jitter, loss: 0.3 });
  const times = new Map(calm.heard.map(({ at, frame: { number } }) => [number, at]));
  expect(lossy.heard.length).toBeLessThan(180);
  for (const { at, frame: got } of lossy.heard) expect(times.get(got.number)).toBe(at);
});

test('the same seed gives the same trace, another seed another', () => {
  const quality = { loss: 0.1, duplicate: 0.1, reorder: 0.1, jitter: 9_000, bitErrors: 1e-4 };
  expect(many(500, quality).events).toEqual(many(500, quality).events);
  expect(many(500, quality).events).not.toEqual(many(500, quality, 'other').events);
});

test('looking changes nothing', () => {
  const quality = { loss: 0.1, duplicate: 0.1, reorder: 0.1, jitter: 9_000, bitErrors: 1e-4 };
  const seen = many(500, quality);
  const blind = two(quality);
  blind.world.trace = null;
  for (let at = 0; at < 500; at += 1) blind.world.clock.at(at * 100_000, () => blind.a.send(frame(60, at % 256)));
  blind.run();
  expect(blind.heard).toEqual(seen.heard);
});

test('what is on a cable when it is cut is lost, and what waits too', () => {
  const { a, cable, world, heard, ups, dropped, run, events } = two({ delay: 1_000_000 });
  a.send(frame(60, 1));
  a.send(frame(60, 2));
  world.clock.runUntil(5_000);
  cable.cut();
  a.send(frame(60, 3));
  expect(dropped()).toEqual(['cut', 'cut', 'cut']);
  expect(a.up).toBe(false);
  world.clock.runUntil(6_000);
  cable.mend();
  a.send(frame(60, 4));
  run();
  expect(marks(heard)).toEqual([4]);
  expect(heard[0]?.at).toBe(6_000 + 5_760 + 1_000_000);
  expect(ups).toEqual([true, true, false, false, true, true]);
  expect(events.filter((event) => event.kind === 'link.changed').map((event) => event.up)).toEqual([true, false, true]);
});

test('a change of quality is told and holds for the next frame', () => {
  const { a, cable, heard, events, run } = two({ rate: 10_000_000, delay: 0 });
  a.send(frame(60));
  cable.change({ rate: 100_000_000, delay: 9 });
  a.send(frame(60));
  run();
  expect(heard.map(({ at }) => at)).toEqual([57_600, 67_200 + 5_760 + 9]);
  expect(events.filter((event) => event.kind === 'link.changed').at(-1)).toMatchObject({ quality: { delay: 9 } });
});

test('a quality no cable can have is refused', () => {
  expect(() => two({ rate: 0 })).toThrow(RangeError);
  expect(() => two({ loss: 1.1 })).toThrow(RangeError);
  expect(() => two().cable.change({ delay: Number.NaN })).toThrow(RangeError);
});

test('an unplugged cable leaves two free ports', () => {
  const { a, b, cable, world, events, heard, run } = two();
  expect(() => plug(world, 'cable2', a, b)).toThrow('pc1:eth0 has a cable already');
  cable.unplug();
  expect([a.medium, b.medium]).toEqual([null, null]);
  expect(events.at(-1)).toMatchObject({ kind: 'link.changed', up: false, gone: true });
  plug(world, 'cable2', a, b);
  a.send(frame());
  run();
  expect(heard.length).toBe(1);
});

test('a hand drops the next frames that match, and only those', () => {
  const { a, cable, heard, dropped, run } = two();
  cable.hand({ do: 'drop', link: 'cable1', nth: 2, count: 2 }, (bytes) => (bytes[14] ?? 0) % 2 === 1);
  for (let mark = 0; mark < 9; mark += 1) a.send(frame(60, mark));
  run();
  expect(marks(heard)).toEqual([0, 1, 2, 4, 6, 7, 8]);
  expect(dropped()).toEqual(['removed-by-hand', 'removed-by-hand']);
});

test('a hand takes a frame in flight off the cable', () => {
  const { a, cable, heard, dropped, run } = two();
  for (let mark = 1; mark <= 3; mark += 1) a.send(frame(60, mark));
  expect(cable.hand({ do: 'drop', link: 'cable1', frame: 1 })).toBeNull();
  expect(dropped()).toEqual(['removed-by-hand']);
  run();
  expect(marks(heard)).toEqual([2, 3]);
  expect(heard[0]?.at).toBe(6_720 + 6_260);
  expect(cable.hand({ do: 'drop', link: 'cable1', frame: 2 })).toMatchObject({ code: 'not-in-flight' });
});

test('a frame that a hand holds goes the rest of its way when it is released', () => {
  const { a, cable, world, heard, events, run } = two({ delay: 1_000_000 });
  a.send(frame(60, 1));
  a.send(frame(60, 2));
  world.clock.runUntil(5_760);
  cable.hand({ do: 'hold', link: 'cable1', frame: 1 });
  world.clock.runUntil(5_000_000);
  expect(marks(heard)).toEqual([2]);
  cable.hand({ do: 'release', link: 'cable1', frame: 1 });
  run();
  expect(marks(heard)).toEqual([2, 1]);
  expect(heard[1]?.at).toBe(6_000_000);
  expect(events.find((event) => event.kind === 'frame.held')).toMatchObject({ at: 5_760, frame: 1 });
  expect(events.find((event) => event.kind === 'frame.released')).toMatchObject({ at: 5_000_000, arrives: 6_000_000 });
});

test('a hand holds coming frames until it lets them all go', () => {
  const { a, cable, world, heard, run } = two();
  cable.hand({ do: 'hold', link: 'cable1', count: 2 });
  for (let mark = 1; mark <= 3; mark += 1) a.send(frame(60, mark));
  world.clock.runUntil(1_000_000);
  expect(marks(heard)).toEqual([3]);
  cable.hand({ do: 'release', link: 'cable1' });
  run();
  expect(marks(heard)).toEqual([3, 1, 2]);
});

test('a hand doubles a frame', () => {
  const { a, cable, heard, events, run } = two();
  a.send(frame(60, 5));
  cable.hand({ do: 'duplicate', link: 'cable1', frame: 1 });
  run();
  expect(marks(heard)).toEqual([5, 5]);
  expect(events.filter((event) => event.kind === 'frame.sent')[1]).toMatchObject({ frame: 2, after: 1 });
});

test('a hand flips a bit: the FCS notices, unless it is made right again', () => {
  const { a, cable, heard, run } = two();
  cable.hand({ do: 'flip', link: 'cable1', bit: 14 * 8 });
  cable.hand({ do: 'flip', link: 'cable1', bit: 14 * 8 + 7, recomputeFcs: true, nth: 2 });
  a.send(frame());
  a.send(frame());
  run();
  expect(marks(heard)).toEqual([0x80, 0x01]);
  expect(heard[0]?.frame.fcs).toBe(fcsOf(frame()));
  expect(heard.map(({ frame: got }) => isIntact(got))).toEqual([false, true]);
});

test('a bit of the FCS itself can be flipped', () => {
  const { a, cable, heard, run } = two();
  cable.hand({ do: 'flip', link: 'cable1', bit: 60 * 8 });
  a.send(frame());
  run();
  expect(heard[0]?.frame.bytes).toEqual(frame());
  expect(heard[0]?.frame.fcs).toBe((fcsOf(frame()) ^ 0x80) >>> 0);
});

test('an order for another cable, or a bit that is not there, is answered with a sentence', () => {
  const { a, cable } = two();
  a.send(frame());
  expect(cable.hand({ do: 'drop', link: 'cable7', frame: 1 })?.code).toBe('wrong-link');
  expect(cable.hand({ do: 'flip', link: 'cable1', frame: 1, bit: 512 })?.code).toBe('no-such-bit');
});
