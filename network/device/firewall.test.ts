import { describe, expect, it } from 'vitest';
import { second } from '../time/clock.ts';
import { Firewall } from './firewall.ts';
import { errorAbout, fakeRouter, fragments, packet } from './nat-test-packets.ts';

const outOnly = [
  { chain: 'forward', action: 'accept', state: ['established', 'related'] },
  { chain: 'forward', action: 'accept', in: 'lan', state: ['new'] },
] as const;
const fire = (options: ConstructorParameters<typeof Firewall>[1]) => {
  const router = fakeRouter();
  return { router, firewall: new Firewall(router, options) };
};

describe('a stateful firewall', () => {
  const { router, firewall } = fire({ rules: outOnly, policy: { forward: 'drop' } });
  const syn = packet('tcp 192.168.1.10:4000 > 198.51.100.9:80 S');

  it('drops what begins outside, and remembers nothing of it', () => {
    expect(router.pass(packet('tcp 198.51.100.9:80 > 192.168.1.10:4000 S'), 'wan', 'lan')).toBe('drop');
    expect(firewall.flows?.size).toBe(0);
    expect(router.events).toEqual([
      { at: 0, kind: 'firewall.hit', device: 'router', rule: 0, verdict: 'drop', hits: 1 },
    ]);
  });

  it('lets the inside begin and the answer in', () => {
    expect(router.pass(syn, 'lan', 'wan')).toContain('tcp');
    expect(router.pass(packet('tcp 198.51.100.9:80 > 192.168.1.10:4000 SA'), 'wan', 'lan')).toContain('tcp');
    expect(router.pass(packet('tcp 192.168.1.10:4000 > 198.51.100.9:80 A'), 'lan', 'wan')).toContain('tcp');
    expect(firewall.rows().map(({ number, hits }) => [number, hits])).toEqual([
      [0, 0],
      [1, 2],
      [2, 1],
      [0, 1],
      [0, 0],
    ]);
  });

  it('lets in an ICMP error about a flow, and none about another', () => {
    expect(router.pass(errorAbout(syn, '198.51.100.1', '192.168.1.10'), 'wan', 'lan')).toContain('icmp');
    const strange = packet('tcp 192.168.1.10:4001 > 198.51.100.9:80 S');
    expect(router.pass(errorAbout(strange, '198.51.100.1', '192.168.1.10'), 'wan', 'lan')).toBe('drop');
  });

  it('forgets a closed connection after four minutes', () => {
    router.pass(packet('tcp 192.168.1.10:4000 > 198.51.100.9:80 FA'), 'lan', 'wan');
    expect([...(firewall.flows?.flows ?? [])]).toMatchObject([{ state: 'closing' }]);
    router.world.clock.runUntil(480 * second);
    expect(firewall.flows?.size).toBe(0);
  });
});

describe('a stateless firewall', () => {
  it('matches addresses, ports and protocols, the first rule first', () => {
    const { router } = fire({
      stateful: false,
      rules: [
        { chain: 'forward', action: 'reject', protocol: 'tcp', destinationPorts: [22, 23] },
        { chain: 'forward', action: 'drop', source: '192.168.1.128/25' },
        { chain: 'forward', action: 'accept', protocol: 'tcp' },
        { chain: 'forward', action: 'drop', protocol: 'icmp', icmpType: 8 },
      ],
    });
    const pass = (line: string) => router.pass(packet(line), 'lan', 'wan').split(' ')[0];
    expect(pass('tcp 192.168.1.200:4000 > 198.51.100.9:23 S')).toBe('reject');
    expect(pass('tcp 192.168.1.200:4000 > 198.51.100.9:24 S')).toBe('drop');
    expect(pass('tcp 192.168.1.10:4000 > 198.51.100.9:24 S')).toBe('tcp');
    expect(pass('icmp 192.168.1.10 > 198.51.100.9 echo 1')).toBe('drop');
    expect(pass('icmp 192.168.1.10 > 198.51.100.9 reply 1')).toBe('icmp');
  });

  it('knows the ports of later fragments from the first one', () => {
    const { router } = fire({
      stateful: false,
      rules: [{ chain: 'forward', action: 'accept', protocol: 'udp', destinationPorts: [53, 53] }],
      policy: { forward: 'drop' },
    });
    const [first, later] = fragments(packet('udp 192.168.1.10:4000 > 198.51.100.9:53', Array(40).fill(1)), 24);
    expect(router.pass(first, 'lan', 'wan')).toContain('udp');
    expect(router.pass(later, 'lan', 'wan')).toContain('udp');
  });

  it('says which rule makes no sense, and keeps the old ones', () => {
    const { firewall } = fire({ rules: outOnly });
    const problem = firewall.replace([{ chain: 'input', action: 'drop', source: '10.0.0.0/33' }]);
    expect(problem).toMatchObject({ code: 'bad-prefix', rule: 1 });
    expect(firewall.rules).toHaveLength(2);
  });
});
