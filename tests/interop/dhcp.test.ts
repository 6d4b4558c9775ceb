import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startDhcpClient } from '../../lab/topology/make-station.ts';
import { second } from '../../network/time/clock.ts';
import { ipv4Text } from '../../network/wire/address.ts';
import { host, Joint } from './joint.ts';
import { interopMissing, type KernelHost } from './tap.ts';

const lost = (...programs: readonly string[]): boolean => {
  const missing = interopMissing(...programs, 'tshark');
  if (missing) process.stderr.write(`\n*** SKIPPED: DHCP with ${programs}: ${missing}. ***\n`);
  return missing !== null;
};

describe('DHCP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'first-hop-dhcp-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let joint: Joint;
  afterEach(() => joint?.close());

  /** A program that a client runs on every change: it sets the address, and nothing outside of its namespace. */
  const script = (name: string, body: string): string => {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    return file;
  };
  const hear = (kernel: KernelHost, words: readonly string[]) => {
    const child = kernel.start(words);
    const heard = { text: '', child };
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes) => {
        heard.text += bytes;
      });
    return heard;
  };
  const server = async (lease: number) => {
    joint = new Joint([
      host('server', '10.9.0.2/24', {
        services: [
          {
            kind: 'dhcp',
            pool: ['10.9.0.100', '10.9.0.110'],
            lease,
            router: '10.9.0.2',
            resolvers: ['10.9.0.53'],
            domain: 'lab.test',
          },
        ],
      }),
    ]);
    return joint.kernel('linux', '', 'server:eth0');
  };
  const leases = () =>
    (joint.network.station('server').dhcpServer?.pool.leases ?? []).map(
      ({ address, state }) => `${ipv4Text(address)} ${state}`,
    );
  const expires = () => joint.network.station('server').dhcpServer?.pool.leases[0]?.expires ?? 0;

  it.skipIf(lost('udhcpc', 'ping'))('udhcpc gets a lease of ours, renews it, and gives it back', async () => {
    const kernel = await server(600);
    const changed = script(
      'udhcpc',
      `echo "$1 $ip $mask $router $dns $domain $lease $serverid"
[ "$1" = bound ] && ip addr add "$ip/$mask" dev tap0 && ip route add default via "$router"; exit 0`,
    );
    const client = hear(kernel, ['udhcpc', '-f', '-R', '-i', 'tap0', '-s', changed]);
    await joint.until('the lease', () => client.text.includes('bound '));
    expect(client.text).toMatch(/bound 10\.9\.0\.100 24 10\.9\.0\.2 10\.9\.0\.53 lab\.test 600 10\.9\.0\.2/);
    expect(leases()).toEqual(['10.9.0.100 bound']);
    expect((await kernel.finish('ping -n -c 1 -W 2 10.9.0.2')).status).toBe(0);
    const before = expires();
    // `ip netns exec` becomes the program, so the signal reaches it.
    client.child.kill('SIGUSR1');
    await joint.until('the renewal', () => client.text.includes('renew '));
    expect(expires()).toBeGreaterThan(before);
    client.child.kill('SIGTERM');
    await joint.until('the release', () => leases()[0] === '10.9.0.100 released');
    expect(await joint.complaints('server:eth0')).toEqual([]);
  });

  it.skipIf(lost('dhclient', 'ping'))('dhclient gets a lease of ours, and renews it in time by itself', async () => {
    const kernel = await server(6);
    const changed = script(
      'dhclient',
      `echo "$reason $new_ip_address $new_subnet_mask $new_routers $new_domain_name_servers $new_domain_name"
case $reason in BOUND) ip addr add "$new_ip_address/24" dev tap0;; esac; exit 0`,
    );
    writeFileSync(join(folder, 'dhclient.conf'), '');
    const files = ['-cf', join(folder, 'dhclient.conf'), '-lf', join(folder, 'leases'), '-pf', join(folder, 'pid')];
    const client = hear(kernel, ['dhclient', '-d', '-1', '-sf', changed, ...files, 'tap0']);
    await joint.until('the lease', () => client.text.includes('BOUND '), 20);
    expect(client.text).toContain('BOUND 10.9.0.100 255.255.255.0 10.9.0.2 10.9.0.53 lab.test');
    const before = expires();
    await joint.until('the renewal', () => client.text.includes('RENEW '), 20);
    expect(expires()).toBeGreaterThan(before + second);
    expect(leases()).toEqual(['10.9.0.100 bound']);
    expect(await joint.complaints('server:eth0')).toEqual([]);
  });

  it.skipIf(lost('dnsmasq'))('our client gets a lease of dnsmasq, renews it, and asks no second time', async () => {
    joint = new Joint([host('ours', '0.0.0.0/0', { interfaces: [{}] })]);
    const kernel = await joint.kernel('linux', '10.9.0.1/24', 'ours:eth0');
    const flags = [
      ...[
        '-d',
        '-p',
        '0',
        '-C',
        '/dev/null',
        '-i',
        'tap0',
        '--bind-interfaces',
        '--user=root',
        '--log-dhcp',
        '--no-ping',
      ],
      ...['--dhcp-range=10.9.0.50,10.9.0.60,255.255.255.0,2m', '--dhcp-option=3,10.9.0.1'],
      ...['--dhcp-option=6,10.9.0.53', '--dhcp-option-force=58,3', '--dhcp-option-force=59,60'],
      ...[`--dhcp-leasefile=${join(folder, 'dnsmasq')}`, '--pid-file='],
    ];
    const dnsmasq = hear(kernel, ['dnsmasq', ...flags]);
    await joint.until('dnsmasq', () => dnsmasq.text.includes('DHCP, IP range'));
    const station = joint.network.station('ours');
    const client = joint.act(() => startDhcpClient(station, 'eth0'));
    await joint.until('the lease', () => client.state === 'bound', 20);
    const own = station.stack.interfaces.get('eth0')?.addresses ?? [];
    expect(own.map(({ address, prefixLength }) => `${ipv4Text(address)}/${prefixLength}`)).toEqual([
      expect.stringMatching(/^10\.9\.0\.(5\d|60)\/24$/),
    ]);
    expect(station.resolver.servers.map(ipv4Text)).toEqual(['10.9.0.53']);
    expect(dnsmasq.text).toMatch(/client provides name: ours/);
    const acks = () => dnsmasq.text.split('DHCPACK(').length - 1;
    await joint.until('the renewal', () => acks() === 2, 20);
    expect(dnsmasq.text.split('DHCPDISCOVER(').length - 1).toBe(1);
    expect((await kernel.finish(`ping -n -c 1 -W 2 ${ipv4Text(own[0]?.address ?? 0)}`)).status).toBe(0);
    expect(await joint.complaints('ours:eth0')).toEqual([]);
  });
});
