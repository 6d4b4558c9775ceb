import { expect, it } from 'vitest';
import { plug } from '../link/cable.ts';
import { worldOf } from '../link/world.ts';
import type { UdpSocket } from '../stack/sockets.ts';
import { Clock, second } from '../time/clock.ts';
import { Random } from '../time/random.ts';
import type { NetworkEvent } from '../trace/event.ts';
import { Firewall } from './firewall.ts';
import { Host } from './host.ts';
import { Nat } from './nat.ts';
import { ip } from './nat-test-packets.ts';
import { Router } from './router.ts';

/** pc 192.168.1.10 – router – server 203.0.113.9, with a NAT and a firewall in the router. */
function home() {
  const events: NetworkEvent[] = [];
  const world = worldOf(new Clock(), new Random('home'), (event) => events.push(event));
  const host = (name: string, mac: number, address: string, gateway: string | null) => {
    const made = new Host(world, name);
    made.addInterface('eth0', mac).addAddress(ip(address), 24);
    const way = { prefix: 0, prefixLength: 0, interface: 'eth0', metric: 0, source: 'static' } as const;
    if (gateway) made.routes.add({ ...way, via: ip(gateway) });
    return made;
  };
  const pc = host('pc', 0x5e_0053_01, '192.168.1.10', '192.168.1.1');
  const server = host('server', 0x5e_0053_02, '203.0.113.9', null);
  const router = new Router(world, 'router');
  router.addInterface('lan', 0x5e_0053_03).addAddress(ip('192.168.1.1'), 24);
  router.addInterface('wan', 0x5e_0053_04).addAddress(ip('203.0.113.1'), 24);
  plug(world, 'inside', pc.port('eth0'), router.port('lan'));
  plug(world, 'outside', router.port('wan'), server.port('eth0'));
  const nat = new Nat(router, { outside: 'wan' });
  const firewall = new Firewall(router, {
    policy: { forward: 'drop' },
    rules: [
      { chain: 'forward', action: 'accept', state: ['established', 'related'] },
      { chain: 'forward', action: 'accept', in: 'lan', state: ['new'] },
    ],
  });
  const bound = (at: Host, port: number): UdpSocket => {
    const socket = at.udp.bind({ address: 0, port });
    if (typeof socket === 'string') throw new Error(socket);
    return socket;
  };
  const run = () => world.clock.runUntil(world.clock.now + 2 * second);
  const drops = () => events.flatMap((event) => (event.kind === 'frame.dropped' ? [event.reason] : []));
  return { pc, server, router, nat, firewall, bound, run, events, drops };
}

it('a datagram of 4000 bytes crosses a NAT and a firewall in fragments, and so does its answer', () => {
  const { pc, server, bound, run, drops } = home();
  const asks = bound(pc, 4000);
  const answers = bound(server, 53);
  asks.send({ address: ip('203.0.113.9'), port: 53 }, new Uint8Array(4000).fill(7));
  run();
  const heard = answers.receive();
  expect(heard).toMatchObject({ from: { address: ip('203.0.113.1'), port: 4000 } });
  expect(heard?.payload).toEqual(new Uint8Array(4000).fill(7));
  answers.send({ address: ip('203.0.113.1'), port: 4000 }, new Uint8Array(5000).fill(9));
  run();
  expect(asks.receive()?.payload).toEqual(new Uint8Array(5000).fill(9));
  expect(drops()).toEqual([]);
});

it('a closed port outside is heard of by the program inside', () => {
  const { pc, run } = home();
  const socket = pc.udp.bind({ address: 0, port: 0 }, { address: ip('203.0.113.9'), port: 99 });
  if (typeof socket === 'string') throw new Error(socket);
  socket.send({ address: ip('203.0.113.9'), port: 99 }, new Uint8Array(3));
  run();
  expect(socket.takeError()).toBe('ECONNREFUSED');
});

it('what nobody asked for ends at the NAT', () => {
  const { pc, server, bound, run, events } = home();
  const inside = bound(pc, 4000);
  bound(server, 53).send({ address: ip('203.0.113.1'), port: 4000 }, new Uint8Array(3));
  run();
  expect(inside.receive()).toBeNull();
  expect(events.filter(({ kind }) => kind === 'nat.changed')).toMatchObject([{ how: 'refused' }]);
  expect(events.filter(({ kind }) => kind === 'frame.dropped')[0]).toMatchObject({ reason: 'nat', where: 'router' });
});
