import { expect, test } from 'vitest';
import { plug } from '../link/cable.ts';
import { type Frame, Port } from '../link/port.ts';
import { worldOf } from '../link/world.ts';
import { Clock, second } from '../time/clock.ts';
import { Random } from '../time/random.ts';
import type { NetworkEvent } from '../trace/event.ts';
import { broadcastMac, type Mac } from '../wire/address.ts';
import { encodeEthernet } from '../wire/ethernet.ts';
import { fcsOf } from '../wire/fcs.ts';
import { AccessPoint } from './access-point.ts';
import { Bridge } from './bridge.ts';
import { Switch, type SwitchOptions } from './switch.ts';

function network() {
  const events: NetworkEvent[] = [];
  const world = worldOf(new Clock(), new Random('seed'), (event) => events.push(event));
  const heard: { who: string; frame: Frame; at: number }[] = [];
  const station = (name: string): Port =>
    new Port(name, 'eth0', { receive: (frame) => heard.push({ who: name, frame, at: world.clock.now }) });
  const of = <K extends NetworkEvent['kind']>(kind: K) =>
    events.filter((event): event is Extract<NetworkEvent, { kind: K }> => event.kind === kind);
  const who = () => heard.splice(0).map((each) => each.who);
  const pass = (time = 1_000_000) => world.clock.runUntil(world.clock.now + time);
  return { world, events, heard, station, of, who, pass };
}

const mac = (number: number): Mac => 0x0000_5e00_5300 + number;
const frame = (from: number, to: number | 'all', length = 46) =>
  encodeEthernet({
    destination: to === 'all' ? broadcastMac : mac(to),
    source: mac(from),
    typeOrLength: 0x88b5,
    payload: new Uint8Array(length),
  });

function oneSwitch(count = 4, options: SwitchOptions = {}) {
  const net = network();
  const device = new Switch(net.world, 'sw1', count, options);
  const stations = device.ports.map((_, at) => net.station(`pc${at + 1}`));
  const links = stations.map((port, at) => plug(net.world, `cable${at + 1}`, port, device.port(`p${at + 1}`)));
  const send = (from: number, to: number | 'all', length?: number) => {
    stations[from - 1]?.send(frame(from, to, length));
    net.pass();
  };
  const table = () => device.table().map((row) => [row.mac - mac(0), row.port]);
  return { ...net, device, stations, links, send, table };
}

test('a frame to somebody unknown goes to everybody but its sender', () => {
  const { send, who, of } = oneSwitch();
  send(1, 2);
  expect(who()).toEqual(['pc2', 'pc3', 'pc4']);
  expect(of('switch.decided')).toMatchObject([{ device: 'sw1', decision: 'flood', ports: ['p2', 'p3', 'p4'] }]);
});

test('once somebody was heard, frames go to that port only', () => {
  const { send, who, table, of } = oneSwitch();
  send(2, 'all');
  who();
  send(1, 2);
  expect(who()).toEqual(['pc2']);
  expect(table()).toEqual([
    [2, 'p2'],
    [1, 'p1'],
  ]);
  expect(of('switch.decided').at(-1)).toMatchObject({ decision: 'forward', ports: ['p2'] });
  expect(of('mac.changed')).toMatchObject([
    { mac: '00:00:5e:00:53:02', port: 'sw1:p2', how: 'learned' },
    { mac: '00:00:5e:00:53:01', port: 'sw1:p1', how: 'learned' },
  ]);
});

test('a switch stores and forwards: the frame leaves when it is there', () => {
  const { send, heard, of } = oneSwitch(2);
  send(1, 2, 1500);
  expect(heard[0]?.at).toBe(2 * 122_580);
  expect(of('frame.sent')[1]).toMatchObject({ frame: 2, after: 1, link: 'cable2', from: 'sw1:p2' });
  expect(heard[0]?.frame.bytes).toBe(of('frame.sent')[0]?.bytes);
});

test('a broadcast and a group are flooded, and nobody is learned as a group', () => {
  const { stations, send, who, table, pass } = oneSwitch();
  send(1, 'all');
  expect(who()).toEqual(['pc2', 'pc3', 'pc4']);
  const odd = frame(1, 2);
  odd[6] = 1;
  stations[0]?.send(odd);
  pass();
  expect(table()).toEqual([[1, 'p1']]);
});

test('a row ages after 300 seconds without a frame, and a frame keeps it', () => {
  const { world, device, send, table, of } = oneSwitch();
  send(1, 'all');
  world.clock.runUntil(200 * second);
  send(2, 'all');
  send(1, 'all');
  const heardAt = world.clock.now - 1_000_000 + 6_260;
  world.clock.runUntil(499 * second);
  expect(table().map(([who]) => who)).toEqual([1, 2]);
  expect(device.table()[0]?.age).toBe(499 * second - heardAt);
  world.clock.runUntil(501 * second);
  expect(table()).toEqual([]);
  expect(
    of('mac.changed')
      .filter(({ how }) => how === 'aged')
      .map(({ at }) => at),
  ).toEqual([heardAt - 1_000_000, heardAt].map((at) => at + 300 * second));
});

test('a station that is heard at another port has moved', () => {
  const { stations, send, table, pass, of, who } = oneSwitch();
  send(1, 'all');
  stations[2]?.send(frame(1, 'all'));
  pass();
  expect(table()).toEqual([[1, 'p3']]);
  expect(of('mac.changed').at(-1)).toMatchObject({ how: 'moved', port: 'sw1:p3' });
  who();
  send(2, 1);
  expect(who()).toEqual(['pc3']);
});

test('a busy row is told again once a second, not with every frame', () => {
  const { send, of, world } = oneSwitch();
  for (let count = 0; count < 5; count += 1) send(1, 'all');
  world.clock.runUntil(2 * second);
  send(1, 'all');
  expect(of('mac.changed').map(({ how }) => how)).toEqual(['learned', 'refreshed']);
});

test('a port that loses its cable loses its rows', () => {
  const { send, table, links, of, who } = oneSwitch();
  send(1, 'all');
  send(2, 'all');
  links[1]?.cut();
  expect(table()).toEqual([[1, 'p1']]);
  expect(of('mac.changed').at(-1)).toMatchObject({ how: 'flushed', port: null });
  who();
  send(1, 2);
  expect(who()).toEqual(['pc3', 'pc4']);
  links[1]?.mend();
  send(2, 'all');
  expect(table()).toHaveLength(2);
});

test('a row that was flushed is learned again from the next frame', () => {
  const { send, device, table } = oneSwitch();
  send(1, 'all');
  device.flush();
  send(1, 'all');
  expect(table()).toEqual([[1, 'p1']]);
});

test('a full table learns nobody new and says so once', () => {
  const { send, table, of, who } = oneSwitch(4, { tableSize: 2 });
  for (const from of [1, 2, 3, 4]) send(from, 'all');
  expect(table().map(([number]) => number)).toEqual([1, 2]);
  who();
  send(1, 3);
  expect(who()).toEqual(['pc2', 'pc3', 'pc4']);
  expect(of('noted')).toHaveLength(1);
});

test('a frame for somebody behind the port it came from goes nowhere', () => {
  const { stations, send, who, pass, of } = oneSwitch();
  send(1, 'all');
  stations[0]?.send(frame(9, 'all'));
  pass();
  who();
  stations[0]?.send(frame(9, 1));
  pass();
  expect(who()).toEqual([]);
  expect(of('frame.dropped')).toMatchObject([{ reason: 'same-port', where: 'sw1:p1' }]);
});

test('a damaged frame is not passed on, and a right FCS is not damage', () => {
  const { stations, who, pass, of } = oneSwitch(2);
  const bytes = frame(1, 2);
  stations[0]?.send(bytes, 0, (fcsOf(bytes) ^ 1) >>> 0);
  stations[0]?.send(bytes, 0, fcsOf(bytes));
  pass();
  expect(who()).toEqual(['pc2']);
  expect(of('frame.dropped')).toMatchObject([{ frame: 1, reason: 'fcs', where: 'sw1:p1' }]);
});

test('frames for the next switch only are not passed on', () => {
  const { stations, who, pass } = oneSwitch();
  const payload = new Uint8Array(46);
  for (const last of [0x00, 0x0e, 0x10])
    stations[0]?.send(
      encodeEthernet({ destination: 0x0180_c200_0000 + last, source: mac(1), typeOrLength: 0x88cc, payload }),
    );
  pass();
  expect(who()).toEqual(['pc2', 'pc3', 'pc4']);
});

test('in a loop of two cables a broadcast never ends; with a third it fills the queues and costs drops, not memory', () => {
  const two = network();
  const [left, right] = [new Switch(two.world, 'sw1', 4), new Switch(two.world, 'sw2', 4)];
  const pc = two.station('pc1');
  plug(two.world, 'access', pc, left.port('p1'));
  for (const label of ['p2', 'p3']) plug(two.world, `trunk-${label}`, left.port(label), right.port(label));
  pc.send(frame(1, 'all'));
  two.pass(100_000_000);
  const before = two.heard.length;
  expect(before).toBeGreaterThan(1_000);
  two.pass(100_000_000);
  expect(two.heard.length).toBeGreaterThan(2 * before - 100);

  const three = network();
  three.world.trace = null;
  const [a, b] = [new Switch(three.world, 'sw1', 4), new Switch(three.world, 'sw2', 4)];
  const source = three.station('pc1');
  plug(three.world, 'access', source, a.port('p1'));
  const trunks = ['p2', 'p3', 'p4'].map((label) =>
    plug(three.world, `trunk-${label}`, a.port(label), b.port(label), { queue: 6_000 }),
  );
  source.send(frame(1, 'all'));
  three.pass(20_000_000);
  const dropped = trunks.reduce((sum, trunk) => sum + trunk.counters(trunk.ends[0]).dropped, 0);
  expect(dropped).toBeGreaterThan(100);
  for (const trunk of trunks) for (const end of trunk.ends) expect(end.medium?.queued(end)).toBeLessThanOrEqual(6_000);
});

test('every round through three trunks doubles the frames', () => {
  const { world, of, station, pass } = network();
  const [a, b] = [new Switch(world, 'sw1', 4), new Switch(world, 'sw2', 4)];
  const pc = station('pc1');
  plug(world, 'access', pc, a.port('p1'));
  for (const label of ['p2', 'p3', 'p4']) plug(world, `trunk-${label}`, a.port(label), b.port(label));
  pc.send(frame(1, 'all'));
  pass(50_000);
  const there = of('frame.sent').filter(({ link }) => link.startsWith('trunk'));
  expect(
    there
      .filter(({ from }) => from.startsWith('sw1'))
      .slice(0, 3)
      .every(({ after }) => after === 1),
  ).toBe(true);
  // 3 arrive at sw2, which makes 2 of each; those 6 arrive at sw1, which makes 2 (and one to pc1) of each.
  const children = (numbers: Set<number>) =>
    new Set(there.filter(({ after }) => numbers.has(after ?? 0)).map(({ frame: number }) => number));
  const first = children(new Set([1]));
  expect([first.size, children(first).size, children(children(first)).size]).toEqual([3, 6, 12]);
});

test('a bridge is a switch with two ports', () => {
  const { world, station, heard, pass } = network();
  const bridge = new Bridge(world, 'br1');
  const [left, right] = [station('pc1'), station('pc2')];
  plug(world, 'c1', left, bridge.port('p1'));
  plug(world, 'c2', bridge.port('p2'), right);
  left.send(frame(1, 2));
  pass();
  expect(heard.map(({ who }) => who)).toEqual(['pc2']);
  expect(() => bridge.port('p3')).toThrow('br1 has no port p3');
});

test('an access point joins stations in the air to the wire, and learns on both sides', () => {
  const { world, station, heard, pass, of } = network();
  const ap = new AccessPoint(world, 'ap1', 2);
  const [a, b, wired] = [station('phone'), station('laptop'), station('pc1')];
  plug(world, 'air1', a, ap.port('w1'), { delay: 100 });
  plug(world, 'air2', b, ap.port('w2'), { delay: 100 });
  plug(world, 'wire', wired, ap.port('eth0'));
  a.send(frame(1, 3));
  pass();
  expect(heard.splice(0).map(({ who }) => who)).toEqual(['laptop', 'pc1']);
  wired.send(frame(3, 1));
  pass();
  // In the air everybody hears it; it is for the phone.
  expect(heard.splice(0).map(({ who }) => who)).toEqual(['phone', 'laptop']);
  expect(ap.table().map(({ mac: who, port }) => [who - mac(0), port])).toEqual([
    [1, 'wlan0'],
    [3, 'eth0'],
  ]);
  a.send(frame(1, 2));
  pass();
  b.send(frame(2, 1));
  pass();
  expect(new Set(of('frame.sent').map(({ link }) => link))).toEqual(new Set(['air1', 'air2', 'wire']));
  expect(of('switch.decided').at(-1)?.decision).toBe('filter');
});
