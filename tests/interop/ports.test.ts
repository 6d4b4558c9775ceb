import { afterEach, describe, expect, it } from 'vitest';
import { millisecond } from '../../network/time/clock.ts';
import { host, Joint } from './joint.ts';
import { sure } from './talk.ts';
import { interopMissing } from './tap.ts';

const missing = interopMissing('nmap', 'tshark');
if (missing) process.stderr.write(`\n*** SKIPPED: nmap reads our ports: ${missing}. ***\n`);

/** What a scan is made of. */
const scan = /Connection reset|unreachable|port numbers reused/i;

describe.skipIf(missing !== null)('nmap reads our ports', () => {
  let joint: Joint;
  afterEach(() => joint.close());

  const scanned = async (flags: string): Promise<Record<string, string>> => {
    joint = new Joint([
      host('ours', '10.9.0.2/24', {
        firewall: { rules: [{ chain: 'input', action: 'drop', protocol: 'tcp', destinationPorts: [40_409, 40_409] }] },
      }),
    ]);
    const kernel = await joint.kernel('linux', '10.9.0.1/24', 'ours:eth0', { delay: millisecond });
    joint.act(() => {
      const { tcp, udp, icmp } = joint.stack('ours');
      // Six errors at once and then one a second would do as well, and take nmap a minute.
      icmp.rate.burst = 100;
      for (const port of [40_401, 40_405]) sure(tcp.listen({ address: 0, port }));
      const socket = sure(udp.bind({ address: 0, port: 40_401 }));
      socket.readable = () => {
        for (let one = socket.receive(); one; one = socket.receive()) socket.send(one.from, one.payload);
      };
    });
    const { out } = await kernel.finish(
      `nmap -n -Pn --reason -T4 --max-retries 2 -p 40400-40409 -oG - ${flags} 10.9.0.2`,
    );
    const ports = /Ports: ([^\t\n]*)/.exec(out)?.[1] ?? '';
    return Object.fromEntries(
      ports.split(', ').map((text) => {
        const [port = '', state = ''] = text.split('/');
        return [port, state];
      }),
    );
  };

  const closed = (ports: readonly number[]) => ports.map((port) => [`${port}`, 'closed']);
  it.each([['-sT'], ['-sS']])('%s', async (flags) => {
    expect(await scanned(flags)).toEqual({
      ...Object.fromEntries(closed([40400, 40402, 40403, 40404, 40406, 40407, 40408])),
      40401: 'open',
      40405: 'open',
      40409: 'filtered',
    });
    expect(await joint.complaints('ours:eth0', scan)).toEqual([]);
  });

  it('-sU', async () => {
    // Those that answer with ICMP are closed; who says nothing may be open.
    const found = await scanned('-sU');
    expect(found['40401']).toBe('open');
    expect(
      Object.entries(found)
        .filter(([, state]) => state === 'closed')
        .map(([port]) => port),
    ).toHaveLength(9);
    expect(await joint.complaints('ours:eth0', scan)).toEqual([]);
  });
});
