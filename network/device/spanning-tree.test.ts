import { expect, test } from 'vitest';
import { plug } from '../link/cable.ts';
import type { Link } from '../link/link.ts';
import { type Frame, Port } from '../link/port.ts';
import { worldOf } from '../link/world.ts';
import { Clock, second } from '../time/clock.ts';
import { Random } from '../time/random.ts';
import type { NetworkEvent } from '../trace/event.ts';
import { broadcastMac } from '../wire/address.ts';
import { encodeEthernet } from '../wire/ethernet.ts';
import { Switch } from './switch.ts';

/** Three switches in a triangle, a PC at each. Cable ab is between sw1 and sw2, and so on. */
function triangle(spanningTree = true) {
  const events: NetworkEvent[] = [];
  const world = worldOf(new Clock(), new Random('seed'), (event) => events.push(event));
  const heard: string[] = [];
  const make = (number: number) =>
    new Switch(world, `sw${number}`, 3, { mac: 0x0200_0000_0000 + number * 256, spanningTree });
  const switches = [make(1), make(2), make(3)] as const;
  const [one, two, three] = switches;
  const pcs = switches.map((device, at) => {
    const pc = new Port(`pc${at + 1}`, 'eth0', {
      receive: (frame: Frame) => frame.bytes[0] === 0xff && heard.push(`pc${at + 1}`),
    });
    plug(world, `access${at + 1}`, pc, device.port('p1'));
    return pc;
  });
  const links: Record<'ab' | 'bc' | 'ca', Link> = {
    ab: plug(world, 'ab', one.port('p2'), two.port('p3')),
    bc: plug(world, 'bc', two.port('p2'), three.port('p3')),
    ca: plug(world, 'ca', three.port('p2'), one.port('p3')),
  };
  const shout = (from: number) =>
    pcs[from - 1]?.send(
      encodeEthernet({
        destination: broadcastMac,
        source: 0x0000_5e00_5300 + from,
        typeOrLength: 0x88b5,
        payload: new Uint8Array(46),
      }),
    );
  const pass = (seconds: number) => world.clock.runUntil(world.clock.now + seconds * second);
  const states = () =>
    Object.fromEntries(
      switches.flatMap((device) =>
        (device.spanningTree?.ports ?? []).map(({ port, role, state }) => [port.name, `${role} ${state}`]),
      ),
    );
  return { world, events, heard, switches, links, shout, pass, states };
}

test('the lowest identifier is root, and the cable farthest from it is blocked at one end', () => {
  const { pass, states, switches } = triangle();
  pass(40);
  expect(switches.map((device) => device.spanningTree?.root.mac)).toEqual(Array(3).fill(0x0200_0000_0100));
  expect(switches.map((device) => device.spanningTree?.rootPathCost)).toEqual([0, 19, 19]);
  expect(states()).toEqual({
    'sw1:p1': 'designated forwarding',
    'sw1:p2': 'designated forwarding',
    'sw1:p3': 'designated forwarding',
    'sw2:p1': 'designated forwarding',
    'sw2:p2': 'designated forwarding',
    'sw2:p3': 'root forwarding',
    'sw3:p1': 'designated forwarding',
    'sw3:p2': 'root forwarding',
    'sw3:p3': 'blocked blocking',
  });
});

test('a port listens 15 seconds and learns 15 more before it forwards', () => {
  const { events, pass, shout, heard } = triangle();
  pass(29);
  shout(1);
  pass(0.5);
  expect(heard).toEqual([]);
  pass(10);
  const port = events.flatMap((event) =>
    event.kind === 'stp.changed' && event.port === 'sw1:p2' ? [[event.state, event.at]] : [],
  );
  expect(port).toEqual([
    ['blocking', 0],
    ['listening', 0],
    ['learning', 15 * second],
    ['forwarding', 30 * second],
  ]);
});

test('a broadcast reaches everybody once', () => {
  const { pass, shout, heard } = triangle();
  pass(40);
  shout(3);
  pass(1);
  expect(heard.sort()).toEqual(['pc1', 'pc2']);
});

test('a lower priority makes another switch root', () => {
  const { pass, switches } = triangle();
  pass(40);
  switches[2].stopSpanningTree();
  switches[2].startSpanningTree({ priority: 4_096 });
  pass(40);
  expect(switches.map((device) => device.spanningTree?.root.mac)).toEqual(Array(3).fill(0x0200_0000_0300));
});

test('a storm that is going on stops when spanning tree is switched on', () => {
  const { world, switches, shout, pass, heard, events } = triangle(false);
  world.trace = null;
  shout(1);
  pass(0.02);
  expect(heard.length).toBeGreaterThan(1_000);
  for (const device of switches) device.startSpanningTree();
  pass(1);
  heard.length = 0;
  pass(60);
  expect(heard).toEqual([]);
  shout(1);
  pass(1);
  expect(heard.sort()).toEqual(['pc2', 'pc3']);
  expect(events.length).toBeGreaterThan(0);
});

test('when the way to the root is cut, the blocked port takes over within two forward delays', () => {
  const { links, pass, states, shout, heard } = triangle();
  pass(40);
  links.ca.cut();
  expect(states()['sw3:p3']).toBe('root listening');
  pass(31);
  expect(states()['sw3:p3']).toBe('root forwarding');
  shout(3);
  pass(1);
  expect(heard.sort()).toEqual(['pc1', 'pc2']);
  links.ca.mend();
  pass(60);
  expect(states()['sw3:p3']).toBe('blocked blocking');
  heard.length = 0;
  shout(3);
  pass(1);
  expect(heard.sort()).toEqual(['pc1', 'pc2']);
});

test('when a cable farther on is cut, old news has to age first', () => {
  const { links, pass, states } = triangle();
  pass(40);
  links.ab.cut();
  pass(1);
  // sw2 thinks it is root now; sw3 still believes what sw2 said before, and answers only when that is 20 s old.
  pass(19 + 30);
  expect(states()['sw3:p3']).toBe('designated forwarding');
  expect(states()['sw2:p2']).toBe('root forwarding');
});

test('rows age in 15 seconds while the topology changes', () => {
  const { links, pass, shout, switches } = triangle();
  pass(80);
  shout(2);
  pass(1);
  const rows = () => switches[0].table().length;
  expect(rows()).toBe(1);
  links.ca.cut();
  pass(14 + 36);
  expect(rows()).toBe(0);
});

test('a port that is switched off again forwards at once', () => {
  const { pass, switches, shout, heard, links } = triangle();
  pass(1);
  links.ca.cut();
  for (const device of switches) device.stopSpanningTree();
  shout(1);
  pass(1);
  expect(heard.sort()).toEqual(['pc2', 'pc3']);
});
