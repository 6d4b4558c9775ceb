import type { Connection } from '../connection.ts';
import { type Line, LineSplitter } from '../lines.ts';

export interface WebPage {
  /** `text/html; charset=utf-8` */
  readonly type: string;
  readonly body: string;
}

export interface WebServerOptions {
  /** Path (`/index.html`; `/` is its own) to what is there. */
  readonly pages: Readonly<Record<string, WebPage>>;
  /** What the Server field says; `lab` unless said. */
  readonly software?: string;
}

/** What a stranger may send: bytes of one line, and lines of one header. A browser's request has about 20 lines. */
const limits = { lineBytes: 8_192, headerLines: 100, bodyBytes: 1_048_576, waitingBytes: 1_048_576 } as const;

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  431: 'Request Header Fields Too Large',
  501: 'Not Implemented',
  505: 'HTTP Version Not Supported',
};

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8');

interface Request {
  readonly method: string;
  readonly path: string;
  /** HTTP/1.0 or HTTP/1.1. */
  readonly minor: 0 | 1;
  readonly fields: Map<string, string>;
}

/**
 * An HTTP/1.1 server (RFC 9110, RFC 9112) for pages that never change: GET and HEAD, many requests on one connection,
 * answers in order. Knows connections, not ports.
 */
export class WebServer {
  readonly #options: WebServerOptions;

  constructor(options: WebServerOptions) {
    this.#options = options;
  }

  serve(connection: Connection): void {
    new Visit(connection, this.#options);
  }
}

/** One connection: request line, fields, an empty line, perhaps a body; then the next. */
class Visit {
  readonly #connection: Connection;
  readonly #options: WebServerOptions;
  readonly #splitter = new LineSplitter(limits.lineBytes);
  #request: Request | null = null;
  #lines = 0;
  /** Bytes of a request's content that are still to be skipped. */
  #skip = 0;
  #over = false;

  constructor(connection: Connection, options: WebServerOptions) {
    this.#connection = connection;
    this.#options = options;
    connection.onBytes((bytes) => this.#arrived(bytes));
    connection.onEnd((how) => {
      if (how === 'fin') this.#finish();
      this.#over = true;
    });
  }

  #arrived(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length && !this.#over) {
      const skipped = Math.min(this.#skip, bytes.length - at);
      this.#skip -= skipped;
      at += skipped;
      // One line at a time: where it ends a header, what follows may be content and not lines.
      if (at < bytes.length) at += this.#splitter.each(bytes.subarray(at), (line) => this.#line(line) && false);
    }
  }

  #line(line: Line): boolean {
    if (this.#over) return false;
    if (line.tooLong) return this.#refuse(this.#request === null ? 414 : 431);
    const text = decoder.decode(line.bytes);
    if (this.#request === null) {
      // RFC 9112 §2.2: an empty line before a request is ignored.
      if (text !== '') this.#begin(text);
    } else if (text === '') {
      this.#answer(this.#request);
    } else {
      this.#field(this.#request, text);
    }
    return true;
  }

  #begin(text: string): void {
    const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP\/(\d)\.(\d)$/.exec(text);
    if (match === null) return void this.#refuse(400);
    const [, method = '', target = '', major, minor] = match;
    if (major !== '1') return void this.#refuse(505);
    const path = /^https?:\/\/[^/]*(\/[^?#]*)?/i.exec(target)?.[1] ?? target.split(/[?#]/)[0] ?? '/';
    this.#lines = 0;
    this.#request = { method, path, minor: minor === '0' ? 0 : 1, fields: new Map() };
  }

  #field(request: Request, text: string): void {
    this.#lines += 1;
    if (this.#lines > limits.headerLines) return void this.#refuse(431);
    const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/.exec(text);
    if (match === null) return void this.#refuse(400);
    const [, name = '', value = ''] = match;
    const before = request.fields.get(name.toLowerCase());
    request.fields.set(name.toLowerCase(), before === undefined ? value : `${before}, ${value}`);
  }

  #answer(request: Request): void {
    this.#request = null;
    const { fields } = request;
    // RFC 9112 §3.2: exactly one Host field in HTTP/1.1. §6.1: we take no transfer coding, and cannot skip one.
    const host = fields.get('host');
    if (request.minor === 1 && (host === undefined || host.includes(','))) return void this.#refuse(400);
    if (fields.has('transfer-encoding')) return void this.#refuse(501);
    const length = fields.get('content-length') ?? '0';
    if (!/^\d{1,15}$/.test(length)) return void this.#refuse(400);
    if (Number(length) > limits.bodyBytes) return void this.#refuse(413);
    this.#skip = Number(length);
    const wishes = (fields.get('connection') ?? '').toLowerCase().split(/[ \t]*,[ \t]*/);
    const keep = request.minor === 1 ? !wishes.includes('close') : wishes.includes('keep-alive');
    this.#respond(request, keep);
    if (!keep) this.#finish();
  }

  #respond(request: Request, keep: boolean): void {
    const { pages } = this.#options;
    const bare = request.method === 'HEAD';
    if (request.method !== 'GET' && !bare) {
      const known = ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'PATCH'].includes(request.method);
      return this.#send(known ? 405 : 501, null, keep, false);
    }
    const page = Object.hasOwn(pages, request.path) ? (pages[request.path] ?? null) : null;
    this.#send(page === null ? 404 : 200, page, keep, bare);
  }

  #send(status: number, page: WebPage | null, keep: boolean, bare: boolean): void {
    const reason = reasons[status] ?? '';
    const content = encoder.encode(page?.body ?? `${status} ${reason}\n`);
    const head = [
      `HTTP/1.1 ${status} ${reason}`,
      `Server: ${this.#options.software ?? 'lab'}`,
      `Content-Type: ${page?.type ?? 'text/plain; charset=utf-8'}`,
      `Content-Length: ${content.length}`,
      ...(status === 405 ? ['Allow: GET, HEAD'] : []),
      `Connection: ${keep ? 'keep-alive' : 'close'}`,
    ];
    this.#connection.write(encoder.encode(`${head.join('\r\n')}\r\n\r\n`));
    if (!bare) this.#connection.write(content);
    if (this.#connection.waiting > limits.waitingBytes) {
      this.#over = true;
      this.#connection.destroy();
    }
  }

  /** Nothing after this can be understood, so the connection ends. */
  #refuse(status: number): false {
    this.#send(status, null, false, false);
    this.#finish();
    return false;
  }

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    this.#connection.end();
  }
}
