import { expect, test } from 'vitest';
import { Clock } from '../time/clock.ts';
import { Random } from '../time/random.ts';
import type { LinkQuality, NetworkEvent } from '../trace/event.ts';
import { plug } from './cable.ts';
import { Hub } from './hub.ts';
import { type Frame, Port } from './port.ts';
import { worldOf } from './world.ts';

function hubOf(count: number, quality: Partial<LinkQuality> = { delay: 500 }, seed = 'seed') {
  const events: NetworkEvent[] = [];
  const world = worldOf(new Clock(), new Random(seed), (event) => events.push(event));
  const hub = new Hub(world, 'hub1', count);
  const heard: { at: number; who: string; mark: number; frame: Frame }[] = [];
  const receive = (frame: Frame, port: Port) =>
    heard.push({ at: world.clock.now, who: port.device, mark: frame.bytes[14] ?? 0, frame });
  const stations = Array.from({ length: count }, (_, at) => new Port(`pc${at + 1}`, 'eth0', { receive }));
  const links = stations.map((port, at) => plug(world, `cable${at + 1}`, port, hub.port(`p${at + 1}`), quality));
  const station = (at: number): Port => stations[at - 1] ?? new Port('nobody', '', { receive });
  const link = (at: number) => links[at - 1];
  const of = <K extends NetworkEvent['kind']>(kind: K) =>
    events.filter((event): event is Extract<NetworkEvent, { kind: K }> => event.kind === kind);
  return { world, hub, heard, station, link, events, of, run: () => world.clock.runUntil(1e10) };
}

function frame(length = 60, mark = 0): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes[14] = mark;
  return bytes;
}

test('every other station hears a frame, whoever it is for, bit by bit without waiting for its end', () => {
  const { station, heard, run } = hubOf(3);
  station(1).send(frame(60, 7));
  run();
  // 72 bytes × 800 ns, and two segments of 500 ns
  expect(heard.map(({ at, who, mark }) => ({ at, who, mark }))).toEqual([
    { at: 58_600, who: 'pc2', mark: 7 },
    { at: 58_600, who: 'pc3', mark: 7 },
  ]);
});

test('a transmission is told once for its sender and once for every segment it is repeated on', () => {
  const { station, of, run } = hubOf(3);
  station(1).send(frame());
  run();
  expect(of('frame.sent')).toMatchObject([
    { at: 0, frame: 1, link: 'cable1', from: 'pc1:eth0', to: 'hub1:p1', starts: 0, ends: 57_600, arrives: 58_100 },
    { at: 500, frame: 2, after: 1, link: 'cable2', from: 'hub1:p2', to: 'pc2:eth0', starts: 500, arrives: 58_600 },
    { at: 500, frame: 3, after: 1, link: 'cable3', from: 'hub1:p3', to: 'pc3:eth0' },
  ]);
  expect(of('frame.received').map(({ frame: number }) => number)).toEqual([2, 3]);
});

test('a station that hears another waits for the end and 96 bits more', () => {
  const { station, heard, of, world, run } = hubOf(3);
  station(1).send(frame(60, 1));
  world.clock.runUntil(20_000);
  station(2).send(frame(60, 2));
  run();
  expect(of('collision')).toEqual([]);
  // the end of the first is heard at 58 600, the gap is 9 600
  expect(of('frame.sent').filter(({ from }) => from === 'pc2:eth0')).toMatchObject([{ starts: 68_200 }]);
  expect(heard.filter(({ mark }) => mark === 2).map(({ who }) => who)).toEqual(['pc1', 'pc3']);
});

test('frames of one station keep the gap between them', () => {
  const { station, heard, run } = hubOf(2);
  for (let mark = 0; mark < 3; mark += 1) station(1).send(frame(60, mark));
  run();
  expect(heard.map(({ at }) => at)).toEqual([58_600, 125_800, 193_000]);
});

test('two that begin at the same instant collide, jam, back off, and both get through', () => {
  const { station, heard, of, run } = hubOf(3);
  station(1).send(frame(60, 1));
  station(2).send(frame(60, 2));
  run();
  // First bits meet in the hub after 500 ns, both hear it after 1 000, finish the preamble (6 400) and jam (3 200).
  expect(of('collision')[0]).toEqual({
    at: 500,
    kind: 'collision',
    hub: 'hub1',
    points: ['pc1:eth0', 'pc2:eth0'],
    jamUntil: 10_100,
  });
  const backoffs = of('backoff');
  expect(backoffs.slice(0, 2).map(({ at, attempt }) => ({ at, attempt }))).toEqual([
    { at: 9_600, attempt: 1 },
    { at: 9_600, attempt: 1 },
  ]);
  for (const { at, attempt, slots, until } of backoffs) {
    expect(slots).toBeLessThan(2 ** attempt);
    expect(until).toBe(at + slots * 51_200);
  }
  expect(heard.map(({ who, mark }) => `${mark}→${who}`).sort()).toEqual(['1→pc2', '1→pc3', '2→pc1', '2→pc3']);
  expect(of('frame.dropped').every(({ reason }) => reason === 'collision')).toBe(true);
});

test('a station that begins before the other is heard collides with it, later than that it waits', () => {
  const late = hubOf(2, { delay: 5_000 });
  late.station(1).send(frame(60, 1));
  late.world.clock.runUntil(9_999);
  late.station(2).send(frame(60, 2));
  late.run();
  // 1's first bit is in the hub at 5 000; 2's at 14 999; 1 hears of it at 19 999 and jams until 23 199.
  expect(late.of('collision')).toMatchObject([{ at: 14_999, jamUntil: 28_199 }]);
  const waits = hubOf(2, { delay: 5_000 });
  waits.station(1).send(frame(60, 1));
  waits.world.clock.runUntil(10_000);
  waits.station(2).send(frame(60, 2));
  waits.run();
  expect(waits.of('collision')).toEqual([]);
  expect(waits.heard.length).toBe(2);
});

test('two that waited for the same third begin together and collide', () => {
  const { station, of, heard, world, run } = hubOf(4);
  station(1).send(frame(1514, 1));
  world.clock.runUntil(100_000);
  station(2).send(frame(60, 2));
  station(3).send(frame(60, 3));
  run();
  expect(of('collision')[0]?.points).toEqual(['pc2:eth0', 'pc3:eth0']);
  expect(heard.filter(({ who }) => who === 'pc4').map(({ mark }) => mark)).toHaveLength(3);
});

test('on cables beyond the standard a collision comes too late for the sender to know', () => {
  const { station, of, heard, world, run } = hubOf(2, { delay: 60_000 });
  station(1).send(frame(60, 1));
  world.clock.runUntil(100_000);
  station(2).send(frame(200, 2));
  run();
  // 1 has sent its last bit at 57 600; at 160 000 the first bit of 2 would meet it, had the hub not passed it on by then.
  expect(of('collision')).toEqual([]);
  expect(heard.map(({ mark }) => mark)).toEqual([1, 2]);
  const late = hubOf(2, { delay: 60_000 });
  late.station(1).send(frame(60, 1));
  late.world.clock.runUntil(50_000);
  late.station(2).send(frame(200, 2));
  late.run();
  // In the hub from 60 000 to 117 600, and 2 from 110 000: 1 hears of it at 170 000, long after its end.
  expect(late.of('collision')).toMatchObject([{ at: 110_000 }]);
  expect(late.of('frame.dropped')[0]).toMatchObject({ frame: 1, reason: 'collision' });
  expect(late.of('frame.dropped')[0]?.says).toContain('late collision');
  expect(late.heard.map(({ mark }) => mark)).toEqual([2]);
});

test('who gives up after sixteen collisions goes on with the next frame', () => {
  // 60 ms from one to the other, longer than the longest back-off: both begin again before they can hear each other.
  const { station, of, heard, run } = hubOf(2, { delay: 30_000_000, queue: 1e7 });
  for (let count = 0; count < 2; count += 1) {
    station(1).send(frame(200_000, 1));
    station(2).send(frame(200_000, 2));
  }
  run();
  expect(heard).toEqual([]);
  expect(of('frame.dropped').filter(({ reason }) => reason === 'excessive-collisions')).toHaveLength(4);
  const attempts = of('backoff').flatMap(({ point, attempt }) => (point === 'pc1:eth0' ? [attempt] : []));
  const fifteen = Array.from({ length: 15 }, (_, at) => at + 1);
  expect(attempts).toEqual([...fifteen, ...fifteen]);
});

test('a loaded hub delivers every frame once to every other station', () => {
  const { station, heard, of, run, world } = hubOf(5);
  for (let at = 0; at < 40; at += 1)
    for (let who = 1; who <= 5; who += 1)
      world.clock.at(at * 600_000 + who * 7_000, () => station(who).send(frame(60 + at, who * 40 + at)));
  run();
  const given = of('frame.dropped').filter(({ reason }) => reason === 'excessive-collisions').length;
  expect(of('collision').length).toBeGreaterThan(10);
  expect(heard.length).toBe((200 - given) * 4);
  expect(new Set(heard.map(({ who, mark }) => `${who} ${mark}`)).size).toBe(heard.length);
});

test('never two frames are received whole that were on the hub at the same time', () => {
  const { station, of, run, world } = hubOf(4, { delay: 900 }, 'busy');
  const random = new Random('arrivals');
  for (let at = 0; at < 300; at += 1)
    world.clock.at(random.below(60_000_000), () => station(1 + random.below(4)).send(frame(60 + random.below(400))));
  run();
  const whole = new Set(of('frame.received').map(({ frame: number }) => number));
  const times = of('frame.sent')
    .filter(({ frame: number, from }) => whole.has(number) && from === 'hub1:p4')
    .sort((x, y) => x.starts - y.starts);
  expect(times.length).toBeGreaterThan(150);
  times.forEach(({ starts }, at) => {
    expect(starts).toBeGreaterThanOrEqual((times[at - 1]?.ends ?? -1e9) + 6_400);
  });
});

test('the same seed gives the same collisions', () => {
  const runOnce = (seed: string) => {
    const net = hubOf(3, { delay: 500 }, seed);
    for (let count = 0; count < 20; count += 1) for (let who = 1; who <= 3; who += 1) net.station(who).send(frame());
    net.run();
    return net.events;
  };
  expect(runOnce('a')).toEqual(runOnce('a'));
  expect(runOnce('a')).not.toEqual(runOnce('b'));
});

test('a segment that is cut in the middle of a frame loses it for everybody, and the hub goes on', () => {
  const { station, link, heard, of, world, run } = hubOf(3);
  station(1).send(frame(1514, 1));
  world.clock.runUntil(50_000);
  link(1)?.cut();
  station(2).send(frame(60, 2));
  run();
  expect(of('frame.dropped').map(({ reason }) => reason)).toEqual(['cut', 'cut', 'cut']);
  expect(heard.map(({ who, mark }) => `${mark}→${who}`)).toEqual(['2→pc3']);
});

test('a queue at a hub is bounded too', () => {
  const { station, of, run, heard } = hubOf(2, { delay: 500, queue: 200 });
  for (let count = 0; count < 10; count += 1) station(1).send(frame(100));
  run();
  expect(heard.length + of('frame.dropped').length).toBe(10);
  expect(of('frame.dropped').every(({ reason }) => reason === 'queue-full')).toBe(true);
});

test('a hub cannot be plugged into a hub', () => {
  const { world, hub } = hubOf(2);
  const other = new Hub(world, 'hub2', 2);
  expect(() => plug(world, 'x', hub.port('p1'), other.port('p1'))).toThrow('put a bridge between them');
});
