import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { millisecond } from '../../network/time/clock.ts';
import { Joint, router } from './joint.ts';
import { interopMissing } from './tap.ts';

const missing = interopMissing('curl', 'python3', 'ping', 'traceroute', 'tshark', 'ss', 'sha256sum', 'nc');
if (missing) process.stderr.write(`\n*** SKIPPED: two kernels and our NAT: ${missing}. ***\n`);

const pace = { rate: 1e9, delay: millisecond / 2, queue: 4e6 };
const told = /Time-to-live|TTL|unreachable|not captured|out-of-order|D-SACK|completely full/i;

describe.skipIf(missing !== null)('two kernels with our NAT between them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'first-hop-nat-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let joint: Joint;
  afterEach(() => joint.close());

  /** inside 192.168.1.9 ─ 192.168.1.1 nat 198.51.100.1 ─ outside 198.51.100.9 */
  const behindNat = async () => {
    const forwards = [{ transport: 'tcp' as const, port: 8080, to: '192.168.1.9:80' }];
    joint = new Joint([router('nat', ['192.168.1.1/24', '198.51.100.1/24'], { nat: { outside: 'eth1', forwards } })]);
    const inside = await joint.kernel('inside', '192.168.1.9/24', 'nat:eth0', pace);
    const outside = await joint.kernel('outside', '198.51.100.9/24', 'nat:eth1', pace);
    inside.run('ip route add default via 192.168.1.1');
    return { inside, outside };
  };
  type Kernel = Awaited<ReturnType<typeof behindNat>>['inside'];

  const serve = async (kernel: Kernel, content: Uint8Array) => {
    writeFileSync(join(folder, 'page'), content);
    const line = `cd ${folder} && exec python3 -u -m http.server 80`;
    const server = kernel.start(['sh', '-c', line]);
    let log = '';
    for (const stream of [server.stdout, server.stderr])
      stream?.on('data', (bytes) => {
        log += bytes;
      });
    await joint.until('the web server', () => kernel.run('ss -Hltn sport = :80').includes('LISTEN'), 30);
    return { log: () => log };
  };

  it('the inside fetches a page, and the server sees the outside address', async () => {
    const { inside, outside } = await behindNat();
    // Text without line ends: tshark takes lines in the middle of a page for bad header fields.
    const page = Buffer.from(randomBytes(1_000_000).toString('hex'));
    const { log } = await serve(outside, page);
    const { out, err } = await inside.finish(`curl -sS -m 30 http://198.51.100.9/page | sha256sum`);
    expect(err).toBe('');
    expect(out.split(' ')[0]).toBe(createHash('sha256').update(page).digest('hex'));
    expect(log()).toMatch(/^198\.51\.100\.1 .*"GET \/page HTTP/m);
    expect(await joint.complaints('nat:eth1', told)).toEqual([]);
    expect(await joint.complaints('nat:eth0', told)).toEqual([]);
  });

  it('a forwarded port leads the outside to a server inside', async () => {
    const { inside, outside } = await behindNat();
    const { log } = await serve(inside, Buffer.from('from inside\n'));
    const { out } = await outside.finish('curl -sS -m 30 http://198.51.100.1:8080/page');
    expect(out).toBe('from inside\n');
    expect(log()).toContain('198.51.100.9');
    const refused = await outside.finish('curl -sS -m 1 http://198.51.100.1:8081/ 2>&1');
    expect(refused.status).not.toBe(0);
    expect(await joint.complaints('nat:eth1', told, /Connection reset/)).toEqual([]);
  });

  it('ping and its errors pass, with the addresses put right inside the quotation too', async () => {
    const { inside, outside } = await behindNat();
    expect((await inside.finish('ping -n -c 2 -i 0.2 -W 2 198.51.100.9')).out).toContain('2 received');
    expect((await inside.finish('ping -n -c 1 -W 2 -s 30001 198.51.100.9')).out).toContain('1 received');
    const traced = await inside.finish('traceroute -n -q 1 -N 1 -w 2 198.51.100.9');
    expect(traced.out).toMatch(/ 1 {2}192\.168\.1\.1 .*\n 2 {2}198\.51\.100\.9 /);
    // Port unreachable comes back to the one socket that it is about.
    const refused = await inside.finish(
      `perl -MIO::Socket::INET -e '$s=IO::Socket::INET->new(PeerAddr=>"198.51.100.9:9",Proto=>"udp"); $s->send("x"); $s->recv($b,9) // print "$!"'`,
    );
    expect(refused.out).toBe('Connection refused');
    expect(outside.run('ip neigh')).not.toContain('192.168.1.');
    expect(await joint.complaints('nat:eth0', told)).toEqual([]);
    expect(await joint.complaints('nat:eth1', told)).toEqual([]);
  });

  it('thirty at once each get their own answer', async () => {
    const { inside, outside } = await behindNat();
    await serve(outside, Buffer.from('one page\n'));
    const all = 'for i in $(seq 30); do curl -sS -m 30 http://198.51.100.9/page & done; wait';
    const { out } = await inside.finish(all);
    expect(out).toBe('one page\n'.repeat(30));
    const rows = joint.network.station('nat').nat?.rows() ?? [];
    const outsides = rows.filter((row) => !row.fixed && row.transport === 'tcp').map((row) => row.outside);
    expect(new Set(outsides).size).toBe(30);
  });
});
