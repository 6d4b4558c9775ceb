import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { httpLimits } from '../config.ts';
import { bodyFor, type SiteFile, type SiteFiles } from './files.ts';
import { contentSecurityPolicy, pythonThreadPolicy, setSecurityHeaders } from './headers.ts';
import { hostIsKnown, type KnownHosts } from './hosts.ts';

/** What `GET /healthz` answers. */
export interface Health {
  readonly status: 'ok' | 'stopping';
  readonly rooms: number;
  readonly members: number;
  readonly sockets: number;
  /** In a class: seats that are taken. */
  readonly seats?: number;
}

export interface SiteOptions {
  readonly files: SiteFiles;
  /** Asked at each request: the port is known only once the server listens. */
  readonly known: (socket: Socket) => KnownHosts;
  /** In a class: answers whoever may not see the site. @returns false when the request may go on */
  readonly gate?: (request: IncomingMessage, response: ServerResponse, path: string | null) => boolean;
  readonly health: () => Health;
  /** Answers that threads of a page wait for. @returns false when the path is none of its own */
  readonly waiting?: (request: IncomingMessage, response: ServerResponse, path: string | null) => boolean;
  /** In development: hands page requests to the Next server instead. */
  readonly proxy?: (request: IncomingMessage, response: ServerResponse) => void;
}

/** The page's HTTP server: GET and HEAD of known paths for known hosts, nothing else. It does not listen yet. */
export const createSite = (options: SiteOptions): Server => {
  const server = createServer(
    {
      headersTimeout: httpLimits.headersMs,
      requestTimeout: httpLimits.requestMs,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: httpLimits.keepAliveMs,
      maxHeaderSize: httpLimits.headerBytes,
    },
    (request, response) => answer(request, response, options),
  );
  server.maxConnections = httpLimits.connections;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // A browser opens connections ahead of need. One that never said anything is closed without a word: whatever we
    // wrote, the browser would take for the answer to the request it sends on it later.
    const saidNothing = (socket as Socket).bytesRead === 0;
    // A socket that is already reset cannot be written to.
    if (saidNothing || !socket.writable) return void socket.destroy();
    // Half a header, junk, or too slow: one line, then gone.
    const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });
  return server;
};

const answer = (request: IncomingMessage, response: ServerResponse, options: SiteOptions): void => {
  response.on('error', () => response.destroy());
  if (!hostIsKnown(request, options.known(request.socket))) {
    return say(response, 421, 'This server answers only to its own names: its address or localhost, with its port.');
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return say(response, 405, 'Only GET and HEAD: nothing over HTTP changes anything here.');
  }
  const path = pathOf(request.url ?? '/');
  if (options.gate?.(request, response, path)) return;
  if (options.waiting?.(request, response, path)) return;
  if (path === '/healthz') return sendJson(response, options.health());
  if (options.proxy) return options.proxy(request, response);
  const file = path === null ? undefined : options.files.get(path);
  const page = file ?? options.files.get('/404.html');
  if (!page) return say(response, 404, 'There is no such page.');
  sendFile(request, response, page, file ? 200 : 404, options);
};

/** The path, percent-decoded once; `null` for what cannot be decoded. Looked up in a map, never in a file system. */
const pathOf = (url: string): string | null => {
  const path = url.split(/[?#]/, 1)[0] ?? '/';
  try {
    return decodeURIComponent(path);
  } catch {
    // URIError: not a path of ours, so not found.
    return null;
  }
};

const sendFile = (
  request: IncomingMessage,
  response: ServerResponse,
  file: SiteFile,
  status: number,
  options: SiteOptions,
): void => {
  setSecurityHeaders(response);
  // In a class only a seat may have it, so no cache between may keep it for others.
  const whose = options.gate ? 'private' : 'public';
  response.setHeader('Cache-Control', file.immutable ? `${whose}, max-age=31536000, immutable` : 'no-cache');
  response.setHeader('ETag', file.etag);
  response.setHeader('Vary', 'Accept-Encoding');
  if (status === 200 && request.headers['if-none-match'] === file.etag) {
    response.writeHead(304).end();
    return;
  }
  const { encoding, body } = bodyFor(file, String(request.headers['accept-encoding'] ?? ''));
  response.setHeader('Content-Type', file.type);
  response.setHeader('Content-Length', body.length);
  if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
  // hostIsKnown has compared it: this Host header is one of our own names, safe to repeat.
  const policy = file.isPythonThread
    ? pythonThreadPolicy
    : contentSecurityPolicy(file.scriptHashes, request.headers.host ?? '');
  response.setHeader('Content-Security-Policy', policy);
  response.writeHead(status);
  response.end(request.method === 'HEAD' ? undefined : body);
};

const sendJson = (response: ServerResponse, value: Health): void => {
  setSecurityHeaders(response);
  const body = JSON.stringify(value);
  response.writeHead(200, { 'Content-Type': types.json, 'Content-Length': body.length, 'Cache-Control': 'no-store' });
  response.end(body);
};

const say = (response: ServerResponse, status: number, sentence: string): void => {
  setSecurityHeaders(response);
  response.writeHead(status, { 'Content-Type': types.text, 'Content-Length': Buffer.byteLength(sentence) + 1 });
  response.end(`${sentence}\n`);
};

const types = { json: 'application/json; charset=utf-8', text: 'text/plain; charset=utf-8' };
