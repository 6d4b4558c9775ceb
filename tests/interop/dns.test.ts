import { afterEach, describe, expect, it } from 'vitest';
import type { ZoneData } from '../../network/device/dns-zone.ts';
import { host, Joint } from './joint.ts';
import { interopMissing } from './tap.ts';

const missing = interopMissing('dig', 'tshark');
if (missing) process.stderr.write(`\n*** SKIPPED: dig asks our DNS: ${missing}. ***\n`);

const soa = { primary: 'ns', mailbox: 'hostmaster', serial: 7, refresh: 3600, retry: 600, expire: 86_400, minimum: 60 };
const zone = (origin: string, records: ZoneData['records']): ZoneData => ({ origin, ttl: 300, soa, records });
const many = Array.from({ length: 60 }, (_, at) => ({
  name: 'many',
  type: 'A' as const,
  address: `198.51.100.${at + 1}`,
}));
const example = zone('example.test', [
  { name: '@', type: 'NS', target: 'ns' },
  { name: 'ns', type: 'A', address: '10.9.0.3' },
  { name: 'www', type: 'A', address: '198.51.100.80' },
  { name: 'alias', type: 'CNAME', target: 'www' },
  { name: '@', type: 'MX', preference: 10, target: 'mail' },
  { name: 'mail', type: 'A', address: '198.51.100.25' },
  { name: '@', type: 'TXT', texts: ['v=one "quoted"', 'two'] },
  { name: '_chat._tcp', type: 'SRV', priority: 1, weight: 2, port: 5001, target: 'www' },
  { name: 'six', type: 'AAAA', bytes: [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] },
  ...many,
]);
const root = zone('.', [
  { name: '.', type: 'NS', target: 'root.' },
  { name: 'root.', type: 'A', address: '10.9.0.2' },
  { name: 'example.test.', type: 'NS', target: 'ns.example.test.' },
  { name: 'ns.example.test.', type: 'A', address: '10.9.0.3' },
]);

describe.skipIf(missing !== null)('dig asks our name servers', () => {
  let joint: Joint;
  afterEach(() => joint.close());

  const world = async () => {
    joint = new Joint(
      [
        { kind: 'switch', name: 'sw', at: { x: 0, y: 0 }, ports: 4 },
        host('root', '10.9.0.2/24', { services: [{ kind: 'dns', zones: [root] }] }),
        host('ns', '10.9.0.3/24', { services: [{ kind: 'dns', zones: [example] }] }),
        host('resolver', '10.9.0.4/24', { services: [{ kind: 'dns-resolver', roots: ['10.9.0.2'] }] }),
      ],
      [{ ends: ['root:eth0', 'sw:p2'] }, { ends: ['ns:eth0', 'sw:p3'] }, { ends: ['resolver:eth0', 'sw:p4'] }],
    );
    const kernel = await joint.kernel('linux', '10.9.0.1/24', 'sw:p1');
    return async (line: string) => (await kernel.finish(`dig +tries=1 +time=5 ${line}`)).out;
  };

  it.each([
    ['10.9.0.3', 'aa', 'one that speaks for its zone'],
    ['10.9.0.4', 'ra', 'one that finds out'],
  ])('%s: %s, %s', async (server, flag) => {
    const dig = await world();
    const short = async (question: string) => (await dig(`+short @${server} ${question}`)).trim().split('\n').sort();
    expect(await short('www.example.test')).toEqual(['198.51.100.80']);
    expect(await short('alias.example.test')).toEqual(['198.51.100.80', 'www.example.test.']);
    expect(await short('example.test MX')).toEqual(['10 mail.example.test.']);
    expect(await short('example.test TXT')).toEqual(['"v=one \\"quoted\\"" "two"']);
    expect(await short('six.example.test AAAA')).toEqual(['2001:db8::1']);
    expect(await short('_chat._tcp.example.test SRV')).toEqual(['1 2 5001 www.example.test.']);
    expect(await short('wWw.ExAmPlE.tEsT')).toEqual(['198.51.100.80']);
    const whole = await dig(`${flag === 'aa' ? '+norecurse ' : ''}@${server} www.example.test`);
    expect(whole).toMatch(new RegExp(`status: NOERROR[\\s\\S]*flags: [^;]*\\b${flag}\\b`));
    expect(whole).not.toMatch(/WARNING|Warning|malformed/);
    const none = await dig(`@${server} none.example.test`);
    expect(none).toMatch(/status: NXDOMAIN/);
    expect(none).toMatch(/example\.test\.\s+\d+\s+IN\s+SOA\s+ns\.example\.test\. hostmaster\.example\.test\. 7 /);
    expect(await dig(`@${server} www.example.test MX`)).toMatch(/status: NOERROR[\s\S]*ANSWER: 0/);
    expect(await joint.complaints('sw:p1')).toEqual([]);
    expect(await joint.complaints('ns:eth0')).toEqual([]);
  });

  it.each(['10.9.0.3', '10.9.0.4'])('%s: what is too long for UDP comes by TCP', async (server) => {
    const dig = await world();
    const cut = await dig(`+ignore +noedns @${server} many.example.test`);
    expect(cut).toMatch(/flags: [^;]*\btc\b/);
    const whole = await dig(`+noedns @${server} many.example.test`);
    expect(whole).toContain('Truncated, retrying in TCP mode');
    expect(whole).toContain('ANSWER: 60');
    expect(whole).toContain('(TCP)');
    expect(await dig(`+bufsize=1232 @${server} many.example.test`)).toMatch(/ANSWER: 60[\s\S]*\(UDP\)/);
    expect(await joint.complaints('sw:p1', /truncat/i)).toEqual([]);
  });

  it('the root names who knows more, and nobody speaks for what is not theirs', async () => {
    const dig = await world();
    const asked = await dig('+norecurse @10.9.0.2 www.example.test');
    expect(asked).toMatch(/AUTHORITY SECTION:\nexample\.test\.\s+300\s+IN\s+NS\s+ns\.example\.test\./);
    expect(asked).toMatch(/ADDITIONAL SECTION:\nns\.example\.test\.\s+300\s+IN\s+A\s+10\.9\.0\.3/);
    const refused = await dig('@10.9.0.3 www.elsewhere.test');
    expect(refused).toMatch(/status: REFUSED/);
    expect(await joint.complaints('sw:p1')).toEqual([]);
  });
});
