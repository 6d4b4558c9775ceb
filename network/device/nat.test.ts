import { describe, expect, it } from 'vitest';
import { second } from '../time/clock.ts';
import { Nat } from './nat.ts';
import { checksumsRight, ends, errorAbout, fakeRouter, fragments, ip, packet } from './nat-test-packets.ts';

const natOf = (options: Partial<ConstructorParameters<typeof Nat>[1]> = {}) => {
  const router = fakeRouter();
  return { router, nat: new Nat(router, { outside: 'wan', ...options }) };
};
const out = (router: ReturnType<typeof fakeRouter>, line: string) => router.pass(packet(line), 'lan', 'wan');
const back = (router: ReturnType<typeof fakeRouter>, line: string) => router.pass(packet(line), 'wan', 'lan');

describe('a NAT', () => {
  it('puts its outside address in place of the inside one, keeps the port, and takes the answer back', () => {
    const { router, nat } = natOf();
    expect(out(router, 'udp 192.168.1.10:4000 > 198.51.100.9:53')).toBe('udp 203.0.113.1:4000 > 198.51.100.9:53');
    expect(back(router, 'udp 198.51.100.9:53 > 203.0.113.1:4000')).toBe('udp 198.51.100.9:53 > 192.168.1.10:4000');
    expect(router.events).toEqual([
      {
        at: 0,
        kind: 'nat.changed',
        device: 'router',
        transport: 'udp',
        inside: '192.168.1.10:4000',
        outside: '203.0.113.1:4000',
        remote: '198.51.100.9:53',
        how: 'added',
      },
    ]);
    expect(nat.rows()).toMatchObject([{ inside: '192.168.1.10:4000', state: 'established', expires: 300 * second }]);
  });

  it('gives the second host another port, the same one towards everybody (RFC 4787 REQ-1, REQ-3)', () => {
    const { router } = natOf();
    out(router, 'udp 192.168.1.10:4000 > 198.51.100.9:53');
    const first = out(router, 'udp 192.168.1.11:4000 > 198.51.100.9:53');
    const port = Number(/203\.0\.113\.1:(\d+)/.exec(first)?.[1]);
    expect(port).not.toBe(4000);
    expect(port % 2).toBe(0);
    expect(out(router, 'udp 192.168.1.11:4000 > 198.51.100.7:99')).toBe(`udp 203.0.113.1:${port} > 198.51.100.7:99`);
    expect(back(router, `udp 198.51.100.7:99 > 203.0.113.1:${port}`)).toBe('udp 198.51.100.7:99 > 192.168.1.11:4000');
  });

  it('refuses what nobody asked for, and says so', () => {
    const { router } = natOf();
    expect(back(router, 'tcp 198.51.100.9:5555 > 203.0.113.1:22 S')).toBe('stolen');
    expect(router.events).toMatchObject([
      { kind: 'nat.changed', how: 'refused', outside: '203.0.113.1:22', remote: '198.51.100.9:5555' },
      { kind: 'frame.dropped', reason: 'nat', where: 'router', frame: 5 },
    ]);
    expect(back(router, 'udp 198.51.100.9:5555 > 192.168.1.10:22')).toBe('stolen');
  });

  it.each([
    ['address-and-port-dependent', 'stolen', 'stolen'],
    ['address-dependent', 'udp 198.51.100.9:99 > 192.168.1.10:4000', 'stolen'],
    ['endpoint-independent', 'udp 198.51.100.9:99 > 192.168.1.10:4000', 'udp 198.51.100.7:53 > 192.168.1.10:4000'],
  ] as const)('with %s filtering lets in whom RFC 4787 §5 says', (filtering, samePeer, otherPeer) => {
    const { router } = natOf({ filtering });
    out(router, 'udp 192.168.1.10:4000 > 198.51.100.9:53');
    expect(back(router, 'udp 198.51.100.9:99 > 203.0.113.1:4000')).toBe(samePeer);
    expect(back(router, 'udp 198.51.100.7:53 > 203.0.113.1:4000')).toBe(otherPeer);
  });

  it('forwards a port to an inside server and its answers from that port', () => {
    const { router, nat } = natOf({
      forwards: [{ protocol: 'tcp', outsidePort: 8080, address: ip('192.168.1.20'), port: 80 }],
    });
    expect(nat.rows()).toMatchObject([{ outside: '203.0.113.1:8080', inside: '192.168.1.20:80', remote: '*' }]);
    expect(back(router, 'tcp 198.51.100.9:5555 > 203.0.113.1:8080 S')).toBe('tcp 198.51.100.9:5555 > 192.168.1.20:80');
    expect(out(router, 'tcp 192.168.1.20:80 > 198.51.100.9:5555 SA')).toBe('tcp 203.0.113.1:8080 > 198.51.100.9:5555');
    nat.setForwards([]);
    expect(back(router, 'tcp 198.51.100.9:5555 > 203.0.113.1:8080 A')).toContain('192.168.1.20:80');
    expect(back(router, 'tcp 198.51.100.9:5556 > 203.0.113.1:8080 S')).toBe('stolen');
  });

  it('tells pings apart by their identifier, and answers those to itself', () => {
    const { router } = natOf();
    expect(out(router, 'icmp 192.168.1.10 > 198.51.100.9 echo 7')).toBe('icmp 203.0.113.1 > 198.51.100.9 7');
    const other = out(router, 'icmp 192.168.1.11 > 198.51.100.9 echo 7');
    const id = Number(other.split(' ').at(-1));
    expect(id).not.toBe(7);
    expect(back(router, `icmp 198.51.100.9 > 203.0.113.1 reply ${id}`)).toBe('icmp 198.51.100.9 > 192.168.1.11 7');
    expect(back(router, 'icmp 198.51.100.9 > 203.0.113.1 echo 9')).toBe('own icmp 198.51.100.9 > 203.0.113.1 9');
    expect(back(router, 'icmp 198.51.100.9 > 203.0.113.1 reply 9')).toBe('stolen');
  });

  it.each(['tcp', 'udp'] as const)('translates an ICMP error about %s inside its quote', (transport) => {
    const { router } = natOf();
    out(router, `${transport} 192.168.1.11:4000 > 198.51.100.7:80 S`);
    const sent = packet(`${transport} 192.168.1.10:4000 > 198.51.100.9:80 S`);
    router.pass(sent, 'lan', 'wan');
    for (const length of [8, transport === 'tcp' ? 25 : 13]) {
      const error = errorAbout(sent, '198.51.100.1', '203.0.113.1', length);
      expect(router.pass(error, 'wan', 'lan')).toMatch(/^icmp 198\.51\.100\.1 > 192\.168\.1\.10 \d+$/);
      const quote = new Uint8Array(60);
      quote.set(error.slice(42, 62 + length), 14);
      expect(ends(quote).replace(' !', '')).toBe(`${transport} 192.168.1.10:4000 > 198.51.100.9:80`);
      if (length > 8) expect(checksumsRight(quote)).toBe(true);
    }
  });

  it('forgets an idle UDP conversation after five minutes and gives its port back', () => {
    const { router, nat } = natOf();
    out(router, 'udp 192.168.1.10:4000 > 198.51.100.9:53');
    router.world.clock.runUntil(200 * second);
    back(router, 'udp 198.51.100.9:53 > 203.0.113.1:4000');
    router.world.clock.runUntil(499 * second);
    expect(nat.rows()).toHaveLength(1);
    router.world.clock.runUntil(500 * second);
    expect(nat.rows()).toEqual([]);
    expect(router.events.at(-1)).toMatchObject({ at: 500 * second, kind: 'nat.changed', how: 'removed' });
    expect(out(router, 'udp 192.168.1.11:4000 > 198.51.100.9:53')).toBe('udp 203.0.113.1:4000 > 198.51.100.9:53');
  });

  it('translates fragments each by itself, whatever order they come in', () => {
    const { router } = natOf();
    const whole = () => packet('udp 192.168.1.10:4000 > 198.51.100.9:53', Array(40).fill(7));
    const [first, later] = fragments(whole(), 24);
    expect(router.pass(later, 'lan', 'wan')).toBe('stolen');
    expect(router.log).toEqual([]);
    expect(router.pass(first, 'lan', 'wan')).toContain('203.0.113.1:4000 > 198.51.100.9:53');
    router.world.clock.runUntil(0);
    expect(router.log).toHaveLength(1);
    expect(router.log[0]).toContain('udp 203.0.113.1');
    expect(router.events.filter(({ kind }) => kind === 'frame.dropped')).toEqual([]);
  });

  it('lets the inside reach a forwarded port by the outside address', () => {
    const { router } = natOf({
      forwards: [{ protocol: 'tcp', outsidePort: 8080, address: ip('192.168.1.20'), port: 80 }],
    });
    const there = packet('tcp 192.168.1.10:4000 > 203.0.113.1:8080 S');
    expect(router.pass(there, 'lan', 'lan')).toBe('tcp 203.0.113.1:4000 > 192.168.1.20:80');
    const answer = packet('tcp 192.168.1.20:80 > 203.0.113.1:4000 SA');
    expect(router.pass(answer, 'lan', 'lan')).toBe('tcp 203.0.113.1:8080 > 192.168.1.10:4000');
  });

  it('leaves a damaged datagram damaged', () => {
    const { router } = natOf();
    const damaged = packet('udp 192.168.1.10:4000 > 198.51.100.9:53');
    damaged[44] = 99;
    expect(router.pass(damaged, 'lan', 'wan')).toBe('udp 203.0.113.1:4000 > 198.51.100.9:53 !');
  });

  it('begins anew when the outside address changes', () => {
    const { router, nat } = natOf();
    out(router, 'udp 192.168.1.10:4000 > 198.51.100.9:53');
    router.interfaces.get('wan')?.addresses.splice(0, 1, { address: ip('203.0.113.77'), prefixLength: 24 });
    expect(nat.rows()).toEqual([]);
    expect(out(router, 'udp 192.168.1.10:4000 > 198.51.100.9:53')).toBe('udp 203.0.113.77:4000 > 198.51.100.9:53');
  });
});
