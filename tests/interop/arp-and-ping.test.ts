import { afterEach, describe, expect, it } from 'vitest';
import { macText } from '../../network/wire/address.ts';
import { address, host, Joint } from './joint.ts';
import { interopMissing } from './tap.ts';

const missing = interopMissing('ping', 'tshark');
if (missing) process.stderr.write(`\n*** SKIPPED: ARP and ping with a kernel: ${missing}. ***\n`);

/** Bytes of payload that fill one packet at this MTU. */
const whole = (mtu: number): number => mtu - 28;
/** The largest that an IPv4 packet holds. RFC 791 §3.1. */
const largest = 65_507;

/** Both sides of every edge at which another fragment is needed, the smallest, odd ones, the largest. */
function sizes(mtu: number): number[] {
  const step = Math.floor((mtu - 20) / 8) * 8;
  const edges = [whole(mtu)];
  for (let count = 1; count * step - 8 <= largest; count *= 2) edges.push(count * step - 8);
  edges.push(Math.floor(largest / step) * step - 8);
  const around = edges.flatMap((edge) => [edge - 1, edge, edge + 1, edge + 7, edge + 8, edge + 9]);
  const small = [0, 1, 2, 3, 7, 8, 15, 16, 17, 18, 19, 31, 55, 56, 57, 255, 1023];
  const odd = [9_999, 12_345, 32_767, 32_768, 50_001, largest - 9, largest - 8, largest - 1, largest];
  return [...new Set([...small, ...around, ...odd])]
    .filter((size) => size >= 0 && size <= largest)
    .sort((a, b) => a - b);
}

describe.skipIf(missing !== null)('beside a kernel', () => {
  let joint: Joint;
  afterEach(() => joint.close());

  const neighbours = async (mtu = 1500) => {
    joint = new Joint([host('ours', '10.9.0.2/24', { interfaces: [{ address: '10.9.0.2/24', mtu }] })]);
    const kernel = await joint.kernel('linux', '10.9.0.1/24', 'ours:eth0', { rate: 1e9, queue: 4e6 });
    if (mtu !== 1500) kernel.run(`ip link set tap0 mtu ${mtu}`);
    return kernel;
  };

  /** Pings from our side, one after the other. @returns sizes that did not come back as they were sent */
  const pingsFromUs = async (all: readonly number[]): Promise<number[]> => {
    const { icmp } = joint.stack('ours');
    const back = new Map<number, Uint8Array>();
    const id = icmp.freeIdentifier();
    const stop = icmp.onEcho(id, { reply: ({ sequence, payload }) => back.set(sequence, payload.slice()) });
    const wrong: number[] = [];
    for (const [sequence, size] of all.entries()) {
      const payload = Uint8Array.from({ length: size }, (_, at) => (at * 7 + size) & 255);
      joint.act(() => icmp.echo(address('10.9.0.1'), { id, sequence, payload }));
      await joint.until(`the echo of ${size} bytes`, () => back.has(sequence), 5).catch(() => undefined);
      if (Buffer.compare(back.get(sequence) ?? Buffer.of(255), payload) !== 0) wrong.push(size);
    }
    stop();
    return wrong;
  };

  const pingsFromLinux = async (kernel: Awaited<ReturnType<typeof neighbours>>, all: readonly number[]) => {
    // `ping` itself compares what comes back, and says "wrong data byte".
    const one = 'said=$(ping -n -c 1 -W 3 -p a55a1234 -s $s 10.9.0.2 2>&1)';
    const judged = `${one} && ! echo "$said" | grep -q wrong || echo "$s: $said"`;
    const { out } = await kernel.finish(`for s in ${all.join(' ')}; do ${judged}; done`);
    return out;
  };

  it('is found by ARP, and finds', async () => {
    const kernel = await neighbours();
    const ours = joint.stack('ours').interfaces.get('eth0');
    const { status } = await kernel.finish('ping -n -c 1 -W 3 10.9.0.2');
    expect(status).toBe(0);
    expect(kernel.run('ip neigh show 10.9.0.2')).toContain(`lladdr ${macText(ours?.mac ?? 0)}`);
    const mac = kernel.run('cat /sys/class/net/tap0/address').trim();
    // From nothing again, now from our side.
    joint.act(() => joint.stack('ours').arp.flush());
    expect(await pingsFromUs([56])).toEqual([]);
    const entry = joint.stack('ours').arp.entries.find((each) => each.address === address('10.9.0.1'));
    expect(entry?.mac === undefined || entry.mac === null ? '' : macText(entry.mac)).toBe(mac);
    expect(await joint.complaints('ours:eth0')).toEqual([]);
  });

  it('hears when the kernel has another MAC address, and tells of its own by an announcement', async () => {
    const kernel = await neighbours();
    expect(await pingsFromUs([56])).toEqual([]);
    kernel.run('ip link set tap0 down; ip link set tap0 address 02:00:00:00:00:77; ip link set tap0 up');
    await kernel.finish('ping -n -c 1 -W 3 10.9.0.2');
    expect(await pingsFromUs([56])).toEqual([]);
    const entry = joint.stack('ours').arp.entries.find((each) => each.address === address('10.9.0.1'));
    expect(macText(entry?.mac ?? 0)).toBe('02:00:00:00:00:77');
    const ours = joint.stack('ours').interfaces.get('eth0');
    if (!ours) throw new Error('no eth0');
    kernel.run('sysctl -qw net.ipv4.conf.tap0.arp_accept=1');
    joint.act(() => {
      ours.mac = 0x0000_5e00_5399;
      joint.stack('ours').arp.announce(ours);
    });
    await joint.until('the new address at the kernel', () =>
      kernel.run('ip neigh show 10.9.0.2').includes('00:00:5e:00:53:99'),
    );
    expect(await joint.complaints('ours:eth0', /duplicate IP address/i)).toEqual([]);
  });

  it.each([1500, 1280, 777, 576])('answers pings of all sizes at an MTU of %i, odd ones and all edges', async (mtu) => {
    const kernel = await neighbours(mtu);
    expect(await pingsFromLinux(kernel, sizes(mtu))).toBe('');
    expect(await joint.complaints('ours:eth0')).toEqual([]);
  });

  it.each([1500, 1280, 777, 576])('has its pings of all sizes answered at an MTU of %i', async (mtu) => {
    await neighbours(mtu);
    expect(await pingsFromUs(sizes(mtu))).toEqual([]);
    expect(await joint.complaints('ours:eth0')).toEqual([]);
  });

  it('puts fragments together that come in any order, twice, and among others', async () => {
    const kernel = await neighbours();
    kernel.cable.change({ reorder: 0.3, reorderBy: 2_000_000, duplicate: 0.3 });
    expect(await pingsFromUs([9_999, 20_001, 30_000])).toEqual([]);
    expect(await pingsFromLinux(kernel, [9_999, 20_001, 30_000])).toBe('');
    expect(await joint.complaints('ours:eth0')).toEqual([]);
  });

  it('says that a UDP port is closed so that a program on Linux hears of it', async () => {
    const kernel = await neighbours();
    const udp = await kernel.finish(
      `perl -MIO::Socket::INET -e '$s=IO::Socket::INET->new(PeerAddr=>"10.9.0.2:9",Proto=>"udp"); $s->send("x"); $s->recv($b,9) // print "$!"'`,
    );
    expect(udp.out).toBe('Connection refused');
    expect(await joint.complaints('ours:eth0', /unreachable/i)).toEqual([]);
  });
});
