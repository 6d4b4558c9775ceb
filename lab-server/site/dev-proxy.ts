import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * In development Next's own server makes the pages, with hot reload. It stays behind this server, so that page and
 * bridge share one origin as they do in production. Pages are sent without the strict policy: hot reload needs eval.
 */
export const devSite = (origin: string) => {
  const { hostname, port } = new URL(origin);
  return {
    request: (request: IncomingMessage, response: ServerResponse): void => {
      const onward = httpRequest(
        { hostname, port, path: request.url, method: request.method, headers: request.headers },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      onward.on('error', () => {
        if (!response.headersSent) response.writeHead(503, { 'Content-Type': 'text/plain', 'Retry-After': '1' });
        response.end('The development server is not up yet. Reload in a moment.\n');
      });
      response.on('close', () => onward.destroy());
      request.pipe(onward);
    },
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      const onward = connect({ host: hostname, port: Number(port) }, () => {
        const lines = [`${request.method} ${request.url} HTTP/1.1`];
        for (let at = 0; at < request.rawHeaders.length; at += 2) {
          lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
        }
        onward.write(`${lines.join('\r\n')}\r\n\r\n`);
        onward.write(head);
        onward.pipe(socket);
        socket.pipe(onward);
      });
      onward.on('error', () => socket.destroy());
      socket.on('close', () => onward.destroy());
    },
  };
};
