import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { host, Joint } from './joint.ts';
import { Programs } from './programs.ts';
import { interopMissing } from './tap.ts';

const missing = interopMissing('curl', 'python3', 'tshark', 'ss');
if (missing) process.stderr.write(`\n*** SKIPPED: the web between us and a kernel: ${missing}. ***\n`);

const long = Array.from({ length: 20_000 }, (_, line) => `line ${line}\n`).join('');

describe.skipIf(missing !== null)('the web between us and a kernel', () => {
  const folder = mkdtempSync(join(tmpdir(), 'first-hop-web-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let joint: Joint;
  afterEach(() => joint.close());

  const neighbours = async () => {
    joint = new Joint([host('ours', '10.9.0.2/24')]);
    return joint.kernel('linux', '10.9.0.1/24', 'ours:eth0', { rate: 1e9, queue: 4e6 });
  };

  it('curl fetches pages of ours, two over one connection, and hears of what is not there', async () => {
    const kernel = await neighbours();
    const page = (body: string) => ({ type: 'text/plain', body });
    new Programs(joint, 'ours').serve({ kind: 'web', pages: { '/': page('hello\n'), '/long': page(long) } });
    const curl = async (line: string) => (await kernel.finish(`curl -sS -m 20 ${line}`)).out;
    expect(await curl('http://10.9.0.2/')).toBe('hello\n');
    expect(await curl('http://10.9.0.2/long')).toBe(long);
    expect(await curl(`-w '%{num_connects} ' http://10.9.0.2/ http://10.9.0.2/`)).toBe('hello\n1 hello\n0 ');
    expect(await curl(`-o /dev/null -w '%{http_code}' http://10.9.0.2/none`)).toBe('404');
    expect(await curl('-I http://10.9.0.2/')).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*content-length: 6\r\n/i);
    expect(await curl(`-o /dev/null -w '%{http_code}' -X BREW http://10.9.0.2/`)).toMatch(/^(405|501)$/);
    expect(await joint.complaints('ours:eth0')).toEqual([]);
  });

  it('our curl fetches from python, and says what went wrong where something did', async () => {
    const kernel = await neighbours();
    writeFileSync(join(folder, 'page.txt'), 'from Linux\n');
    writeFileSync(join(folder, 'long.txt'), long);
    kernel.start(['sh', '-c', `cd ${folder} && exec python3 -m http.server 80`], ['ignore', 'ignore', 'ignore']);
    await joint.until('the web server', () => kernel.run('ss -Hltn sport = :80').includes('LISTEN'), 30);
    const programs = new Programs(joint, 'ours');
    expect(await programs.type('curl http://10.9.0.1/page.txt')).toContain('from Linux');
    expect(await programs.type('curl -i http://10.9.0.1/none')).toContain('404 File not found');
    expect(await programs.type('curl http://10.9.0.1/long.txt')).toContain('line 19999');
    expect(await programs.type('curl http://10.9.0.1:81/')).toMatch(/refused/i);
    expect(await joint.complaints('ours:eth0', /Connection reset/)).toEqual([]);
  });

  it('our ping is answered', async () => {
    await neighbours();
    const said = await new Programs(joint, 'ours').type('ping -c 2 10.9.0.1');
    expect(said).toContain('2 received');
  });
});
