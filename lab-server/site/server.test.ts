import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSite } from './files.ts';
import { inlineScriptHashes } from './headers.ts';
import { knownHosts } from './hosts.ts';
import { createSite } from './server.ts';

const secret = 'THE-SECRET-OF-THE-PARENT-FOLDER';
const html = '<!doctype html><script>alert(1)</script><script src="/a.js"></script><p>home page</p>';
let root = '';
let server: Server;
let port = 0;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'first-hop-site-'));
  const out = join(root, 'out');
  mkdirSync(join(out, 'lessons', 'ports'), { recursive: true });
  mkdirSync(join(root, 'out-evil'));
  writeFileSync(join(root, 'secret.txt'), secret);
  writeFileSync(join(root, 'out-evil', 'secret.txt'), secret);
  writeFileSync(join(out, 'index.html'), html);
  writeFileSync(join(out, '404.html'), '<p>not here</p>');
  writeFileSync(join(out, 'lessons', 'ports', 'index.html'), '<p>ports lesson</p>');
  server = createSite({
    files: readSite(out),
    known: () => knownHosts(port),
    health: () => ({ status: 'ok', rooms: 2, members: 3, sockets: 4 }),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  rmSync(root, { recursive: true });
});

/** Sends these very bytes and reads until the server closes. `fetch` would tidy paths and headers. */
const raw = async (request: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (bytes) => {
    answer += bytes.toString('utf8');
  });
  socket.on('error', () => undefined);
  socket.end(request);
  await once(socket, 'close');
  return answer;
};

const get = (path: string, headers = `Host: 127.0.0.1:${port}`, method = 'GET'): Promise<string> =>
  raw(`${method} ${path} HTTP/1.1\r\n${headers}\r\nConnection: close\r\n\r\n`);
const statusOf = (answer: string): number => Number(answer.split(' ', 2)[1]);

describe('the page server', () => {
  it('serves pages by their path, with and without the slash', async () => {
    expect(await get('/')).toContain('home page');
    expect(await get('/lessons/ports/')).toContain('ports lesson');
    expect(await get('/lessons/ports')).toContain('ports lesson');
  });

  it('answers its own health', async () => {
    const answer = await get('/healthz');
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toEqual({ status: 'ok', rooms: 2, members: 3, sockets: 4 });
  });

  it('names the hash of each inline script and allows no other', async () => {
    const policy = /Content-Security-Policy: (.*)/.exec(await get('/'))?.[1] ?? '';
    expect(inlineScriptHashes(html)).toHaveLength(1);
    expect(policy).toContain(`script-src 'self' ${inlineScriptHashes(html)[0]};`);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(policy).toContain("default-src 'none'");
  });

  it.each([
    'Host: evil.example',
    'Host: 127.0.0.1',
    'Host: 127.0.0.1.evil.example',
    'Host: localhost.evil.example',
    'Host: 0.0.0.0',
    'Host:',
    'X-Forwarded-Host: 127.0.0.1',
  ])('gives no byte of content to "%s"', async (header) => {
    const answer = await get('/', header);
    expect(statusOf(answer)).toBeGreaterThanOrEqual(400);
    expect(statusOf(answer)).toBeLessThan(500);
    expect(answer).not.toContain('home page');
  });

  it('refuses two Host headers even when one is right', async () => {
    const answer = await get('/', `Host: 127.0.0.1:${port}\r\nHost: evil.example`);
    expect(statusOf(answer)).toBeGreaterThanOrEqual(400);
    expect(answer).not.toContain('home page');
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('refuses %s everywhere', async (method) => {
    for (const path of ['/', '/healthz', '/bridge', '/lessons/ports/']) {
      expect(statusOf(await get(path, `Host: 127.0.0.1:${port}`, method))).toBe(405);
    }
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%252e%252e/secret.txt',
    '/..\\secret.txt',
    '/..%5csecret.txt',
    '/%00/../secret.txt',
    '/lessons/../../secret.txt',
    '/../out-evil/secret.txt',
    '//secret.txt',
    '/%c0%ae%c0%ae/secret.txt',
    '/%',
  ])('finds nothing at %s', async (path) => {
    const answer = await get(path);
    expect(statusOf(answer)).toBe(404);
    expect(answer).not.toContain(secret);
  });

  it('never leaves its map, whatever the path', async () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2f',
      '/',
      '\\',
      '%5c',
      'secret.txt',
      'out-evil',
      'etc',
      'passwd',
      '%00',
      'C:',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 8 }), async (pieces) => {
        const answer = await get(`/${pieces.join('')}`);
        expect(answer).not.toContain(secret);
        expect([404, 400, 200]).toContain(statusOf(answer));
      }),
      { numRuns: 60 },
    );
  });

  it('survives junk where a request should be', async () => {
    for (const junk of ['\0\0\0\0', 'GET\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', `GET / HTTP/1.1\r\n${'A'.repeat(40_000)}`])
      await raw(junk);
    expect(statusOf(await get('/healthz'))).toBe(200);
  });
});
