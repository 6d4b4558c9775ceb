import { once } from 'node:events';
import { resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { CODE, classForTests } from '../class/class-for-tests.ts';
import { openTestLan } from '../class/lan.ts';
import { ask, takeSeat } from '../class/visitor.ts';
import { isLoopback, kernelTells, socketsOf } from '../kernel-sockets.ts';
import { freePorts, killServers, startServer } from '../server-process.ts';

// Threats 1 to 5 in a class: who comes in from the local network, and what everybody else gets to see.

const lan = openTestLan();

describe.skipIf(lan === null)('the door of a class', () => {
  const school = classForTests(lan ?? { address: '', visitor: null, close: () => undefined }, {
    siteDirectory: resolve('out'),
  });
  const host = (): string => new URL(school.url).host;
  const status = (socket: WebSocket): Promise<number> =>
    new Promise((tell) => {
      socket.on('unexpected-response', (_request, answer) => tell(answer.statusCode ?? 0));
      socket.on('open', () => {
        socket.terminate();
        tell(101);
      });
      socket.on('error', () => undefined);
    });
  const dial = (path: string, headers: Record<string, string>, url = school.url): Promise<number> =>
    status(new WebSocket(`${url.replace('http', 'ws')}${path}`, { headers }));

  it('asks nobody on the machine itself', async () => {
    const answer = await ask(school.lab.url, '/');
    expect([answer.status, answer.body.includes('First Hop')]).toEqual([200, true]);
    expect(await dial('bridge', { origin: school.lab.url.slice(0, -1) }, school.lab.url)).toBe(101);
  });

  it('shows a visitor without a seat the page for the code and not a byte more, whatever is asked for', async () => {
    const paths = ['/', '/lessons/tcp-reliability/', '/healthz', '/class/', '/_next/', '/404.html', '/icon.svg', '/%'];
    for (const path of paths) {
      const answer = await ask(school.url, path);
      expect([path, answer.status, answer.body.includes('Class code')]).toEqual([path, 403, true]);
      expect(answer.body).not.toMatch(/_next|TCP|lesson/i);
      expect(answer.headers['cache-control']).toBe('no-store');
    }
    expect(await dial('bridge', { origin: `http://${host()}` })).toBe(403);
  });

  it('exchanges the code for a cookie that no script and no other site can use', async () => {
    const answer = await ask(school.url, '/class/join', { headers: { 'first-hop-code': CODE } });
    expect(answer.status).toBe(204);
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^first-hop-seat-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const cookie = await takeSeat(school.url, `${CODE.slice(0, 3)} ${CODE.slice(3)}`);
    const page = await ask(school.url, '/', { headers: { cookie } });
    expect([page.status, page.body.includes('First Hop')]).toEqual([200, true]);
    expect(page.headers['cache-control']).not.toContain('public');
  });

  it('keeps a browser at its seat when it gives the code again', async () => {
    const cookie = await takeSeat(school.url, CODE);
    const again = await ask(school.url, '/class/join', { headers: { cookie, 'first-hop-code': CODE } });
    expect([again.status, again.headers['set-cookie']]).toEqual([204, undefined]);
  });

  it.each([
    ['in the query', `/class/join?code=${CODE}`, {}, 'GET'],
    ['in the path', `/class/join/${CODE}`, {}, 'GET'],
    ['by HEAD', '/class/join', { 'first-hop-code': CODE }, 'HEAD'],
    ['by POST', '/class/join', { 'first-hop-code': CODE }, 'POST'],
    ['from another site', '/class/join', { 'first-hop-code': CODE, 'sec-fetch-site': 'cross-site' }, 'GET'],
    ['as a longer word', '/class/join', { 'first-hop-code': `${CODE}0` }, 'GET'],
    ['as a part', '/class/join', { 'first-hop-code': CODE.slice(0, 5) }, 'GET'],
  ])('takes no code %s', async (_how, path, headers, method) => {
    const answer = await ask(school.url, path, { headers: headers as Record<string, string>, method });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('takes no cookie that it did not give', async () => {
    const cookie = await takeSeat(school.url, CODE);
    const [name = '', value = ''] = cookie.split('=');
    const forged = [`${name}=`, `${name}=${'A'.repeat(43)}`, `${name}=${value.slice(0, -1)}`, `${name}x=${value}`];
    for (const each of [...forged, `${name}=${value}x`, value, `${name}="${value}"`]) {
      expect([each, (await ask(school.url, '/', { headers: { cookie: each } })).status]).toEqual([each, 403]);
    }
    expect((await ask(school.url, '/', { headers: { cookie: `a=b; ${forged[1]}; ${cookie}` } })).status).toBe(200);
  });

  it('gives no byte of content to a visitor who names another host, not even this machine’s other names', async () => {
    const cookie = await takeSeat(school.url, CODE);
    const { port } = new URL(school.url);
    const names = ['evil.example', `evil.example:${port}`, `127.0.0.1:${port}`, `localhost:${port}`, '0.0.0.0'];
    for (const name of [...names, `${lan?.address}.evil.example:${port}`, lan?.address ?? '', `${host()}.`]) {
      const answer = await ask(school.url, '/', { headers: { cookie, host: name } });
      expect([name, Math.floor(answer.status / 100)]).toEqual([name, 4]);
      expect(answer.body).not.toContain('<!');
    }
    const own = await ask(school.lab.url, '/', { headers: { host: host() } });
    expect(own.status).toBe(421);
  });

  it('opens the bridge for its own page only: ten bad pairs with a good cookie', async () => {
    const cookie = await takeSeat(school.url, CODE);
    const { port } = new URL(school.url);
    const bad: Record<string, string>[] = [
      {},
      { origin: 'null' },
      { origin: 'http://evil.example' },
      { origin: `http://${host()}.evil.example` },
      { origin: `http://evil${host()}` },
      { origin: `http://${lan?.address}:1` },
      { origin: `https://${host()}` },
      { origin: `http://127.0.0.1:${port}` },
      { origin: `http://${host()}`, host: `127.0.0.1:${port}` },
      { origin: 'http://evil.example', host: 'evil.example' },
    ];
    for (const headers of bad) expect(await dial('bridge', { cookie, ...headers })).toBeGreaterThanOrEqual(400);
    expect(await dial('bridge', { cookie, origin: `http://${host()}` })).toBe(101);
  });

  it('serves the teacher’s page and takes the teacher’s word on the machine itself only', async () => {
    const cookie = await takeSeat(school.url, CODE);
    for (const path of [
      '/class',
      '/class/',
      '/class/index.html',
      '/class.html',
      '/class/index.txt',
      '//class/',
      '/Class/',
    ]) {
      const answer = await ask(school.url, path, { headers: { cookie } });
      expect([path, answer.status >= 400, answer.body.includes('_next/static')]).toEqual([path, true, false]);
    }
    const from = { origin: `http://${host()}` };
    expect(await dial('class/control', { cookie, ...from })).toBe(403);
    expect(await dial('class/control', from)).toBe(403);
    expect(await dial('class/control', { origin: 'http://evil.example' }, school.lab.url)).toBe(403);
    expect(await dial('class/control', {}, school.lab.url)).toBe(403);
    expect(await dial('class/control', { origin: school.lab.url.slice(0, -1) }, school.lab.url)).toBe(101);
  });

  it('ends a teacher’s page that sends anything else, and does nothing of it', async () => {
    const origin = school.lab.url.slice(0, -1);
    for (const junk of [
      '{}',
      'x',
      '{"type":"close","x":1}',
      '[]',
      '{"type":"mute","seat":"1","on":true}',
      '{"__proto__":{}}',
    ]) {
      const page = new WebSocket(`${origin.replace('http', 'ws')}/class/control`, { origin });
      await once(page, 'open');
      page.send(junk);
      const [code] = await once(page, 'close');
      expect([junk, code]).toEqual([junk, 1008]);
    }
    expect(school.closedByTeacher).toBe(0);
  });

  // Last: from here on this address has no tries left.
  it('looks at few of ten thousand guesses, is not slowed by them, and tells nothing by its answers', async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const before = school.lab.classroom?.code.wrong ?? 0;
    const answers = new Map<number, number>();
    for (let round = 0; round < 200; round += 1) {
      const guesses = Array.from({ length: 50 }, (_, at) => String(round * 50 + at).padStart(6, '0'));
      const codes = await Promise.all(
        guesses.map((code) => ask(school.url, '/class/join', { headers: { 'first-hop-code': code } })),
      );
      for (const { status: each } of codes) answers.set(each, (answers.get(each) ?? 0) + 1);
    }
    delay.disable();
    expect(delay.percentile(99) / 1e6).toBeLessThan(100);
    const looked = (school.lab.classroom?.code.wrong ?? 0) - before;
    expect(looked).toBeLessThanOrEqual(60);
    expect(answers.get(403)).toBe(looked);
    expect(answers.get(429)).toBe(10_000 - looked);
    // The right one is not looked at either, so a guesser learns nothing from it.
    const right = await ask(school.url, '/class/join', { headers: { 'first-hop-code': CODE } });
    expect([right.status, right.headers['set-cookie']]).toEqual([429, undefined]);
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(0);
  }, 120_000);
});

describe.skipIf(lan === null || !kernelTells)('npm start -- --lan', () => {
  it('says what it exposes before it listens, and listens there and on loopback, nowhere else', async () => {
    const own = openTestLan();
    try {
      const server = startServer(['--port', '0', ...(await freePorts()), '--lan', '--lan-address', own?.address ?? '']);
      const url = await server.url();
      const port = Number(new URL(url).port);
      expect(server.printed().indexOf('--lan opens First Hop to everybody')).toBe(0);
      expect(server.printed()).toContain('without the\n  class code');
      const { lobby, blue, green } = server.ports;
      const listening = socketsOf(server.child.pid ?? 0).filter((socket) => socket.listening);
      const hexOf = (address: string): string =>
        Buffer.from(address.split('.').map(Number).reverse()).toString('hex').toUpperCase();
      const outside = listening.filter((socket) => !isLoopback(socket));
      const wanted = [port, lobby, blue, green].map((each) => `${hexOf(own?.address ?? '')}:${each}`);
      expect(outside.map(({ address, port: at }) => `${address}:${at}`).sort()).toEqual(wanted.sort());
      expect(listening.length).toBeGreaterThanOrEqual(2 * wanted.length);
      await expect.poll(() => /give the code {2}(\d{3} \d{3})/.exec(server.printed())?.[1]).toBeTruthy();
      const code = /give the code {2}(\d{3} \d{3})/.exec(server.printed())?.[1] ?? '';
      const printed = server.printed();
      const cookie = await takeSeat(`http://${own?.address}:${port}/`, code);
      await ask(`http://${own?.address}:${port}/`, '/', { headers: { cookie } });
      // Nothing is logged of who came, with what.
      expect([server.printed(), server.complained()]).toEqual([printed, '']);
    } finally {
      killServers();
      own?.close();
    }
  });

  it('refuses an address that this computer does not have', async () => {
    const server = startServer(['--port', '0', ...(await freePorts()), '--lan', '--lan-address', '203.0.113.9']);
    expect(await server.exit).toBe(2);
    expect(server.complained()).toContain('203.0.113.9 is not an address of this computer');
  });
});
