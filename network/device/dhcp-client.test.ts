import { describe, expect, it } from 'vitest';
import { plug } from '../link/cable.ts';
import { worldOf } from '../link/world.ts';
import { Clock, second } from '../time/clock.ts';
import { Random } from '../time/random.ts';
import type { NetworkEvent } from '../trace/event.ts';
import { ipv4Text, parseIpv4, parseMac } from '../wire/address.ts';
import { DhcpClient } from './dhcp-client.ts';
import { settingsOn } from './dhcp-interface.ts';
import { DhcpServer } from './dhcp-server.ts';
import type { DhcpServerOptions } from './dhcp-server-options.ts';
import { Host } from './host.ts';
import { Switch } from './switch.ts';

const ip = (text: string) => parseIpv4(text) ?? 0;
const mac = (last: number) => parseMac(`00:00:5e:00:53:0${last}`) ?? 0;

/** A server, two clients and a switch between them, with cables. */
function office(change: Partial<DhcpServerOptions> = {}, seed = 'office') {
  const events: NetworkEvent[] = [];
  const world = worldOf(new Clock(), new Random(seed), (event) => events.push(event));
  const middle = new Switch(world, 'sw1', 4);
  const hosts = ['server', 'pc1', 'pc2'].map((name, index) => {
    const host = new Host(world, name);
    const port = host.addInterface('eth0', mac(index + 1)).port;
    plug(world, `cable${index}`, port, middle.port(`p${index + 1}`));
    return host;
  });
  const [serverHost, pc1, pc2] = hosts;
  if (!serverHost || !pc1 || !pc2) throw new Error('three hosts');
  serverHost.interfaces.get('eth0')?.addAddress(ip('192.168.1.1'), 24);
  const serve = () =>
    new DhcpServer(serverHost, {
      interface: 'eth0',
      first: ip('192.168.1.100'),
      last: ip('192.168.1.101'),
      leaseTime: 3600,
      router: ip('192.168.1.1'),
      dns: [ip('192.168.1.53')],
      domain: 'office.example',
      ...change,
    });
  const resolvers: string[] = [];
  const client = new DhcpClient(
    pc1,
    settingsOn(pc1, 'eth0', (servers) => resolvers.push(servers.map(ipv4Text).join())),
  );
  const other = new DhcpClient(pc2, settingsOn(pc2, 'eth0'));
  const leases = (by: 'client' | 'server', device: string) =>
    events.flatMap((event) =>
      event.kind === 'lease.changed' && event.by === by && event.device === device
        ? [`${event.state} ${event.address}`]
        : [],
    );
  const addresses = (host: Host) => host.interfaces.get('eth0')?.addresses.map((own) => ipv4Text(own.address));
  const until = (seconds: number) => world.clock.runUntil(seconds * second);
  return { world, events, serverHost, pc1, pc2, serve, client, other, resolvers, leases, addresses, until };
}

describe('a DHCP client and server over a switch', () => {
  it('agree on an address in four messages, and the client asks the network before it uses it', () => {
    const net = office();
    const server = net.serve();
    expect(net.client.start()).toBeNull();
    net.until(20);
    expect(net.leases('client', 'pc1')).toEqual(['selecting null', 'requesting 192.168.1.100', 'bound 192.168.1.100']);
    expect(net.leases('server', 'server')).toEqual(['offered 192.168.1.100', 'bound 192.168.1.100']);
    expect(net.addresses(net.pc1)).toEqual(['192.168.1.100']);
    expect(net.resolvers).toEqual(['192.168.1.53']);
    expect(net.pc1.routes.lookup(ip('8.8.8.8'))).toMatchObject({ via: ip('192.168.1.1'), source: 'dhcp' });
    expect(server.pool.leases).toMatchObject([{ state: 'bound', mac: mac(2) }]);
  });

  it('renew at half of the lease with one question to the server', () => {
    const net = office();
    net.serve();
    net.client.start();
    net.until(20);
    const expires = net.client.lease?.expires ?? 0;
    net.until(1900);
    expect(net.leases('client', 'pc1').slice(-2)).toEqual(['renewing 192.168.1.100', 'bound 192.168.1.100']);
    expect((net.client.lease?.expires ?? 0) - expires).toBe(1800 * second);
  });

  it('go through rebinding to the end when the server is gone, and then to 169.254', () => {
    const net = office();
    const server = net.serve();
    net.client.start();
    net.until(20);
    server.close();
    net.until(3800);
    expect(net.leases('client', 'pc1').slice(3, 7)).toEqual([
      'renewing 192.168.1.100',
      'rebinding 192.168.1.100',
      'expired 192.168.1.100',
      'selecting null',
    ]);
    expect(net.client.linkLocal).not.toBeNull();
    expect(net.addresses(net.pc1)?.[0]).toMatch(/^169\.254\./);
    expect(net.pc1.routes.lookup(ip('8.8.8.8'))).toBeNull();
  });

  it('gives the client a real address as soon as a server comes, in place of the link-local one', () => {
    const net = office();
    net.client.start();
    net.until(60);
    expect(net.leases('client', 'pc1').at(-1)).toMatch(/^link-local 169\.254\./);
    net.serve();
    net.until(200);
    expect(net.addresses(net.pc1)).toEqual(['192.168.1.100']);
  });

  it('do not use an address that somebody else has: the client declines, the server puts it aside', () => {
    const net = office();
    const server = net.serve();
    net.pc2.interfaces.get('eth0')?.addAddress(ip('192.168.1.100'), 24);
    net.client.start();
    net.until(60);
    expect(net.leases('server', 'server')).toEqual([
      'offered 192.168.1.100',
      'bound 192.168.1.100',
      'declined 192.168.1.100',
      'offered 192.168.1.101',
      'bound 192.168.1.101',
    ]);
    expect(net.addresses(net.pc1)).toEqual(['192.168.1.101']);
    expect(server.pool.leases.map(({ state }) => state)).toEqual(['declined', 'bound']);
  });

  it('share out the pool until it is empty, which the server notes', () => {
    const net = office({ last: ip('192.168.1.100') });
    net.serve();
    net.client.start();
    net.until(20);
    net.other.start();
    net.until(22);
    expect(net.events.filter(({ kind }) => kind === 'noted')).toMatchObject([
      { device: 'server', says: 'dhcp: the pool is empty, 00:00:5e:00:53:03 gets no offer.' },
    ]);
    net.client.release();
    expect(net.addresses(net.pc1)).toEqual([]);
    net.until(120);
    expect(net.addresses(net.pc2)).toEqual(['192.168.1.100']);
    expect(net.leases('client', 'pc1').at(-1)).toBe('released 192.168.1.100');
  });

  it('keep a reservation for the interface it is for', () => {
    const net = office({ reservations: [{ mac: mac(3), address: ip('192.168.1.7') }] });
    net.serve();
    net.other.start();
    net.until(20);
    expect(net.addresses(net.pc2)).toEqual(['192.168.1.7']);
  });

  it('ask for an old address first; on the wrong network the server says no', () => {
    const net = office();
    net.serve();
    net.client.start(ip('10.0.0.5'));
    net.until(30);
    expect(net.leases('client', 'pc1')).toEqual([
      'requesting 10.0.0.5',
      'init null',
      'selecting null',
      'requesting 192.168.1.100',
      'bound 192.168.1.100',
    ]);
  });

  it('ask again after about 4, 8 and 16 s when nobody answers', () => {
    const net = office();
    net.client.start();
    net.until(40);
    const sent = net.events.flatMap((event) =>
      event.kind === 'frame.sent' && event.from === 'pc1:eth0' && event.bytes[23] === 17 ? [event.at / second] : [],
    );
    const waits = sent.slice(1).map((at, index) => at - (sent[index] ?? 0));
    expect(waits.map((wait) => Math.round(Math.log2(wait)))).toEqual([2, 3, 4]);
    for (const [index, wait] of waits.entries()) expect(Math.abs(wait - 4 * 2 ** index)).toBeLessThanOrEqual(1);
  });

  it('do exactly the same again with the same seed', () => {
    const run = () => {
      const net = office();
      net.serve();
      net.client.start();
      net.other.start();
      net.until(100);
      return net.events;
    };
    expect(run()).toEqual(run());
  });
});
