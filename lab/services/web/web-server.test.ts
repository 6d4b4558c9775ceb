import { describe, expect, it } from 'vitest';
import { MemoryConnection } from '../memory-connection.ts';
import { requestSeen } from './request-seen.ts';
import { WebServer } from './web-server.ts';

const server = new WebServer({ pages: { '/': { type: 'text/html', body: '<p>é</p>' } } });
const encoder = new TextEncoder();

const visit = (...pieces: readonly string[]): MemoryConnection => {
  const connection = new MemoryConnection();
  server.serve(connection);
  for (const piece of pieces) connection.send(encoder.encode(piece));
  return connection;
};

const get = (path: string, ...fields: readonly string[]): string =>
  [`GET ${path} HTTP/1.1`, 'Host: server.lab.test', ...fields, '', ''].join('\r\n');

const statuses = (connection: MemoryConnection): string[] =>
  [...connection.text.matchAll(/HTTP\/1\.1 (\d+)/g)].map((match) => match[1] ?? '');

describe('the web server', () => {
  it('answers with the length in bytes and keeps the connection', () => {
    const connection = visit(get('/?x=1'));
    expect(connection.text).toBe(
      'HTTP/1.1 200 OK\r\nServer: lab\r\nContent-Type: text/html\r\nContent-Length: 9\r\nConnection: keep-alive\r\n\r\n<p>é</p>',
    );
    expect(connection.closed).toBe('open');
  });

  it('answers requests that come together or byte by byte, in order', () => {
    const both = get('/') + get('/nothing');
    expect(statuses(visit(both))).toEqual(['200', '404']);
    expect(statuses(visit(...both))).toEqual(['200', '404']);
  });

  it('skips content, so that it is not read as a request', () => {
    const post = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 18\r\n\r\nGET / HTTP/1.1\r\n\r\n';
    expect(statuses(visit(post + get('/')))).toEqual(['405', '200']);
    expect(statuses(visit(...(post + get('/'))))).toEqual(['405', '200']);
  });

  it('sends the header alone for HEAD', () => {
    const connection = visit('HEAD / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(connection.text).toContain('Content-Length: 9');
    expect(connection.text.endsWith('\r\n\r\n')).toBe(true);
  });

  it('closes when asked, and after HTTP/1.0', () => {
    expect(visit(get('/', 'Connection: close')).closed).toBe('fin');
    expect(visit('GET / HTTP/1.0\r\n\r\n').closed).toBe('fin');
    expect(visit('GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n').closed).toBe('open');
  });

  it('refuses what it cannot understand, once, and closes', () => {
    const wrong: readonly (readonly [string, string])[] = [
      ['hello\r\n\r\nGET / HTTP/1.1\r\n', '400'],
      ['GET / HTTP/1.1\r\n\r\n', '400'],
      ['GET / HTTP/2.0\r\n\r\n', '505'],
      [get('/', 'Content-Length: -1'), '400'],
      [get('/', 'Content-Length: 99999999'), '413'],
      [get('/', 'Transfer-Encoding: chunked'), '501'],
      [`GET /${'a'.repeat(9_000)}`, '414'],
      [get('/', `X: ${'a'.repeat(9_000)}`), '431'],
    ];
    for (const [request, status] of wrong) {
      const connection = visit(request);
      expect(statuses(connection), request.slice(0, 40)).toEqual([status]);
      expect(connection.closed).toBe('fin');
    }
  });

  it('says what was wrong, in words that help whoever typed it', () => {
    expect(visit('GET / HTTP/1.1\r\n\r\n').text).toContain('HTTP/1.1 wants a Host line, such as Host: lab.test');
    expect(visit('hello\r\n').text).toContain('GET / HTTP/1.1');
    expect(visit(get('/nothing')).text).toContain('There is nothing at /nothing here.');
  });

  it('sends large content as fast as it is taken, holding a piece of it, and the next answer after it', () => {
    const pieces: number[] = [];
    const large = {
      length: 1_000_000,
      piece: (at: number, most: number) => {
        pieces.push(at);
        return new Uint8Array(Math.min(most, 10_000)).fill(97);
      },
    };
    const big = new WebServer({ pages: { '/big': { type: 'text/plain', body: large } } });
    const connection = new MemoryConnection();
    // The peer takes nothing until it is told to.
    connection.write = (bytes) => {
      connection.writes.push(bytes);
      connection.waiting += bytes.length;
      return true;
    };
    big.serve(connection);
    connection.send(encoder.encode(get('/big') + get('/nothing', 'Connection: close')));
    expect(pieces.length).toBeLessThan(10);
    expect(connection.paused).toBe(true);
    expect(connection.closed).toBe('open');
    for (let turns = 0; turns < 50 && connection.closed === 'open'; turns += 1) connection.drain();
    expect(connection.closed).toBe('fin');
    expect(pieces).toHaveLength(100);
    expect(statuses(connection)).toEqual(['200', '404']);
    expect(connection.text.indexOf('404')).toBeGreaterThan(1_000_000);
    expect(connection.text.match(/a{1000000}/)).not.toBeNull();
  });

  it('tells its witness of every answer', () => {
    const told: unknown[] = [];
    const watched = new WebServer({
      pages: { '/': { type: 'text/html', body: '' } },
      date: () => 'Sun, 06 Nov 1994 08:49:37 GMT',
      witness: (peer, status, request) => told.push([peer.port, requestSeen(request, status)]),
    });
    const connection = new MemoryConnection(40_009);
    watched.serve(connection);
    connection.send(encoder.encode(`${get('/', 'User-Agent: me/1', 'Cookie: a=secret')}hello\r\n`));
    const headers = { host: 'server.lab.test', 'user-agent': 'me/1' };
    expect(told).toEqual([
      [40_009, { method: 'GET', path: '/', status: 200, headers }],
      [40_009, { method: '', path: '', status: 400, headers: {} }],
    ]);
    expect(connection.text).toContain('\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n');
  });
});
