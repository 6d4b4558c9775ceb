import { describe, expect, it } from 'vitest';
import { MemoryConnection } from '../memory-connection.ts';
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
});
