import { afterEach, describe, expect, it } from 'vitest';
import { TerminalRig } from '../memory-host/terminal-rig.ts';
import { commands } from './index.ts';
import { Bench } from './test-bench.ts';

let bench: Bench | null = null;
const run = (line: string): Promise<string> => {
  bench ??= new Bench();
  return bench.run('pc1', line);
};
afterEach(() => {
  bench?.scene.close();
  bench = null;
});

describe('dig', () => {
  it('lays out the whole answer as dig does', async () => {
    const shown = await run('dig www.lab.test');
    expect(shown).toMatch(/;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: \d+\n/);
    expect(shown).toContain(';; flags: qr aa rd; QUERY: 1, ANSWER: 2, AUTHORITY: 0, ADDITIONAL: 1\n');
    expect(shown).toContain(';; QUESTION SECTION:\n;www.lab.test.                  IN      A\n');
    expect(shown).toContain('www.lab.test.           300     IN      CNAME   server.lab.test.\n');
    expect(shown).toContain('server.lab.test.        300     IN      A       203.0.113.80\n');
    expect(shown).toMatch(/;; Query time: \d+ msec\n;; SERVER: 203\.0\.113\.80#53\(203\.0\.113\.80\) \(UDP\)\n/);
  });

  it('gives only the data with +short, and asks without recursion if told', async () => {
    expect(await run('dig +short www.lab.test')).toBe('server.lab.test.\n203.0.113.80\n');
    expect(await run('dig +norecurse www.lab.test')).toContain(';; flags: qr aa; QUERY: 1');
    expect(await run('dig note.lab.test TXT +short')).toBe('"hello there"\n');
    expect(await run('dig -t MX lab.test +short')).toBe('10 server.lab.test.\n');
  });

  it('asks again over TCP when the answer was cut', async () => {
    const shown = await run('dig many.lab.test');
    expect(shown).toContain(';; Truncated, retrying in TCP mode.');
    expect(shown).toContain('ANSWER: 80');
    expect(shown).toContain('(TCP)');
  });

  it('says that a name does not exist, with the proof', async () => {
    const shown = await run('dig nobody.lab.test');
    expect(shown).toContain('status: NXDOMAIN');
    expect(shown).toMatch(/AUTHORITY SECTION:\nlab\.test\. .*SOA/);
  });

  it('says who did not answer', async () => {
    expect(await run('dig @pc2 x.test +tries=1; echo $?')).toMatch(
      /;; communications error to 192\.168\.1\.20#53: connection refused\n\n;; no servers could be reached\n9\n$/,
    );
    expect(await run('dig @192.168.1.99 x.test +tries=1 +time=1')).toMatch(/timed out|host unreachable/);
  });

  it.each([
    ['dig a..b', 'is no domain name'],
    ['dig -x nine', 'is no IPv4 address'],
    ['dig +fast www.lab.test', 'There is no option +fast'],
    ['dig -t COW lab.test', 'COW is no record type'],
    ['dig one two', 'One name at a time'],
  ])('refuses %s with a sentence', async (line, says) => {
    expect(await run(line)).toContain(says);
  });

  it('wants a server on this computer, whose name servers are not its business', async () => {
    expect(await new TerminalRig({ commands }).run('dig www.lab.test')).toContain('does not use the name servers');
  });
});

describe('host and nslookup', () => {
  it('say the same in a sentence', async () => {
    expect(await run('host www.lab.test')).toBe(
      'www.lab.test is an alias for server.lab.test.\nserver.lab.test has address 203.0.113.80\n',
    );
    expect(await run('host -t MX lab.test')).toBe('lab.test mail is handled by 10 server.lab.test.\n');
    expect(await run('host nobody.lab.test; echo $?')).toBe('Host nobody.lab.test not found: 3(NXDOMAIN)\n1\n');
  });

  it('and in the other layout', async () => {
    expect(await run('nslookup server.lab.test')).toMatch(
      /^Server: +203\.0\.113\.80\nAddress: +203\.0\.113\.80#53\n\nName: +server\.lab\.test\nAddress: 203\.0\.113\.80\n\n$/,
    );
    expect(await run('nslookup nobody.lab.test')).toContain("** server can't find nobody.lab.test: NXDOMAIN");
    expect(await run('nslookup -type=COW lab.test')).toContain('There is no flag -type=COW');
  });
});
