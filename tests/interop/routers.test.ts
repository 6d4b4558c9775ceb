import { afterEach, describe, expect, it } from 'vitest';
import { millisecond } from '../../network/time/clock.ts';
import { address, host, Joint, router, statusOf } from './joint.ts';
import { sure, Talk } from './talk.ts';
import { interopMissing } from './tap.ts';

const missing = interopMissing('ping', 'traceroute', 'nc', 'tshark', 'ss');
if (missing) process.stderr.write(`\n*** SKIPPED: a kernel behind routers of ours: ${missing}. ***\n`);

/** ICMP errors are the point; tshark calls what they quote, and small TTLs, worth a look. */
const told = /Time-to-live|TTL|unreachable|Connection reset/i;
const routes = { 'to the left': '10.1.0.0/24', 'to the right': '10.2.0.0/24' };

describe.skipIf(missing !== null)('a kernel behind routers of ours', () => {
  let joint: Joint;
  afterEach(() => joint.close());

  /** linux 10.1.0.9 ─ r1 ─ 10.12.0.0/24 ─ r2 ─ server 10.2.0.9 */
  const twoRouters = async (mtu = 1500) => {
    joint = new Joint(
      [
        router('r1', ['10.1.0.1/24', `10.12.0.1/24 mtu ${mtu}`], {
          routes: [{ prefix: routes['to the right'], via: '10.12.0.2' }],
        }),
        router('r2', [`10.12.0.2/24 mtu ${mtu}`, '10.2.0.1/24'], {
          routes: [{ prefix: routes['to the left'], via: '10.12.0.1' }],
        }),
        host('server', '10.2.0.9/24', { gateway: '10.2.0.1' }),
      ],
      [{ ends: ['r1:eth1', 'r2:eth0'], quality: { delay: millisecond } }, { ends: ['r2:eth1', 'server:eth0'] }],
    );
    const kernel = await joint.kernel('linux', '10.1.0.9/24', 'r1:eth0');
    kernel.run('ip route add default via 10.1.0.1');
    return kernel;
  };

  const hopsOf = (said: string): string[] =>
    said
      .split('\n')
      .slice(1)
      .flatMap((line) => /^\s*\d+\s+(\S+)/.exec(line)?.[1] ?? []);
  const way = ['10.1.0.1', '10.12.0.2', '10.2.0.9'];

  it.each([
    ['UDP', ''],
    ['ICMP', '-I'],
    ['TCP to an open port', '-T -p 80'],
  ])('traceroute finds the way with %s', async (_, flags) => {
    const kernel = await twoRouters();
    joint.act(() => sure(joint.stack('server').tcp.listen({ address: 0, port: 80 })));
    // Few at a time: errors are limited to so many a second, as RFC 1812 §4.3.2.8 asks.
    const { out } = await kernel.finish(`traceroute -n -q 1 -N 1 -w 2 ${flags} 10.2.0.9`);
    expect(hopsOf(out)).toEqual(way);
    expect(await joint.complaints('r1:eth0', told)).toEqual([]);
  });

  it('ping sees the TTL that is left, and is told where it ran out', async () => {
    const kernel = await twoRouters();
    expect((await kernel.finish('ping -n -c 1 -W 2 10.2.0.9')).out).toContain('ttl=62 ');
    expect((await kernel.finish('ping -n -c 1 -W 2 -t 1 10.2.0.9')).out).toContain(
      'From 10.1.0.1 icmp_seq=1 Time to live exceeded',
    );
    expect((await kernel.finish('ping -n -c 1 -W 2 -t 2 10.2.0.9')).out).toContain(
      'From 10.12.0.2 icmp_seq=1 Time to live exceeded',
    );
    expect(await joint.complaints('r1:eth0', told)).toEqual([]);
  });

  it('ping -R records the way there and back', async () => {
    const kernel = await twoRouters();
    const { out } = await kernel.finish('ping -n -R -c 1 -W 2 10.2.0.9');
    const recorded = out
      .match(/RR:\s+([\d.\s]+)\n/)?.[1]
      ?.trim()
      .split(/\s+/);
    // Each writes the address of the interface that the packet leaves by; the kernel was the first and is the last.
    const there = ['10.1.0.9', '10.12.0.1', '10.2.0.1', '10.2.0.9'];
    expect(recorded).toEqual([...there, '10.12.0.2', '10.1.0.1', '10.1.0.9']);
    expect(await joint.complaints('r1:eth0', told)).toEqual([]);
  });

  it('says that there is no way, and no such host', async () => {
    const kernel = await twoRouters();
    expect((await kernel.finish('ping -n -c 1 -W 3 10.77.0.1')).out).toContain(
      'From 10.1.0.1 icmp_seq=1 Destination Net Unreachable',
    );
    expect((await kernel.finish('ping -n -c 1 -W 8 10.2.0.200')).out).toContain(
      'From 10.12.0.2 icmp_seq=1 Destination Host Unreachable',
    );
    expect(await joint.complaints('r1:eth0', told)).toEqual([]);
  });

  it('cuts into fragments what may be cut, and says how large the rest may be', async () => {
    const kernel = await twoRouters(600);
    for (const size of [572, 573, 1472, 5001, 30_003])
      expect((await kernel.finish(`ping -n -M dont -c 1 -W 2 -s ${size} 10.2.0.9`)).out).toContain('1 received');
    const { out } = await kernel.finish('ping -n -M do -c 1 -W 2 -s 1000 10.2.0.9; ip route get 10.2.0.9');
    expect(out).toMatch(/Frag needed and DF set \(mtu = 600\)/);
    expect(out).toMatch(/cache .*mtu 600/);
    expect(await joint.complaints('r1:eth0', told, /fragmentation/i)).toEqual([]);
  });

  it('traceroute --mtu finds the smallest link', async () => {
    const kernel = await twoRouters(600);
    const { out } = await kernel.finish('traceroute --mtu -n -q 1 -N 1 -w 2 10.2.0.9');
    expect(hopsOf(out)).toEqual(way);
    expect(out).toContain('F=600');
    expect(await joint.complaints('r1:eth0', told, /fragmentation/i)).toEqual([]);
  });

  it.each([
    ['to Linux', 'nc -l 40400 | wc -c'],
    ['from Linux', 'head -c 500000 /dev/zero | nc -N 10.2.0.9 40400'],
  ])('a transfer %s finds the path MTU and goes through', async (direction, line) => {
    const kernel = await twoRouters(600);
    const size = 500_000;
    const toLinux = direction === 'to Linux';
    const listener = joint.act(() => sure(joint.stack('server').tcp.listen({ address: 0, port: 40_400 })));
    const child = kernel.start(['sh', '-c', line]);
    let heard = '';
    child.stdout?.on('data', (bytes) => {
      heard += bytes;
    });
    if (toLinux) {
      await joint.until('a listener', () => kernel.run('ss -Hltn sport = :40400').includes('LISTEN'));
      const talk = Talk.connect(joint, 'server', { address: address('10.1.0.9'), port: 40_400 });
      talk.say(new Uint8Array(size)).finish();
      await statusOf(child);
      expect(heard.trim()).toBe(`${size}`);
    } else {
      const talk = await Talk.accepted(joint, listener);
      await joint.until('all of it', () => talk.socket.finished);
      expect(talk.total).toBe(size);
      talk.finish();
      await statusOf(child);
    }
    const tooBig = joint.events.filter(
      (event) => event.kind === 'frame.dropped' && event.reason === 'fragmentation-needed',
    );
    expect(tooBig.length).toBeGreaterThan(0);
    expect(
      joint.events.filter(
        (event) => event.kind === 'frame.sent' && event.from === 'r1:eth1' && event.bytes.length > 614,
      ),
    ).toEqual([]);
    const complaints = await joint.complaints('r1:eth0', told, /fragmentation|not captured|out-of-order|D-SACK/i);
    expect(complaints).toEqual([]);
  });
});
