import type { Connection } from '../connection.ts';
import { type Line, LineSplitter } from '../lines.ts';
import { contentOf, type MadeContent, type WebPage } from './content.ts';
import { judgeHead, keepsConnection, Refusal, type Request, readField, readRequestLine } from './request.ts';

export interface WebServerOptions {
  /** Path (`/index.html`; `/` is its own) to what is there. */
  readonly pages: Readonly<Record<string, WebPage>>;
  /** What the Server field says; `lab` unless said. */
  readonly software?: string;
  /** The value of the Date field (RFC 9110 §6.6.1), where there is a clock. */
  date?(): string;
  /** Every answer, and the request it is for: null where the request line could not be read. */
  witness?(peer: Connection['peer'], status: number, request: Request | null): void;
}

/** What a stranger may send: bytes of one line, and lines of one header. A browser's request has about 20 lines. */
const limits = { lineBytes: 8_192, headerLines: 100, waitingBytes: 262_144 } as const;
/** Bytes of made content that are handed over at a time. */
const PIECE = 65_536;

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
  /** Content on its way, as far as it is handed over. */
  #sending: { readonly content: MadeContent; at: number } | null = null;
  /** What came while content was on its way: nothing is read then, so it is one piece at most. */
  #held: Uint8Array | null = null;
  /** No request is taken any more. */
  #last = false;
  #over = false;

  constructor(connection: Connection, options: WebServerOptions) {
    this.#connection = connection;
    this.#options = options;
    connection.onDrained(() => this.#goOn());
    connection.onBytes((bytes) => this.#arrived(bytes));
    connection.onEnd((how) => {
      if (how === 'fin') this.#finish();
      else this.#over = true;
    });
  }

  #arrived(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length && !this.#last) {
      if (this.#full) {
        this.#held = this.#held === null ? bytes.slice(at) : joined(this.#held, bytes.subarray(at));
        this.#connection.pause();
        return;
      }
      const skipped = Math.min(this.#skip, bytes.length - at);
      this.#skip -= skipped;
      at += skipped;
      // One line at a time: where it ends a header, what follows may be content and not lines.
      if (at < bytes.length) at += this.#splitter.each(bytes.subarray(at), (line) => this.#line(line) && false);
    }
  }

  get #full(): boolean {
    return this.#sending !== null || this.#connection.waiting > limits.waitingBytes;
  }

  /** Everything handed over was taken. */
  #goOn(): void {
    if (this.#over) return;
    this.#sendMore();
    if (this.#sending !== null) return;
    const held = this.#held;
    this.#held = null;
    if (held !== null) this.#arrived(held);
    if (this.#held === null) this.#connection.resume();
    if (this.#last && !this.#full) this.#hangUp();
  }

  #line(line: Line): boolean {
    if (this.#last) return false;
    if (line.tooLong) {
      const status = this.#request === null ? 414 : 431;
      return this.#refuse(new Refusal(status, `A line may have ${limits.lineBytes} bytes.`));
    }
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
    const request = readRequestLine(text);
    if (request instanceof Refusal) return void this.#refuse(request);
    this.#lines = 0;
    this.#request = request;
  }

  #field(request: Request, text: string): void {
    this.#lines += 1;
    const refusal =
      this.#lines > limits.headerLines
        ? new Refusal(431, `A request may have ${limits.headerLines} fields.`)
        : readField(text, request);
    if (refusal !== null) this.#refuse(refusal);
  }

  #answer(request: Request): void {
    const content = judgeHead(request);
    if (content instanceof Refusal) return void this.#refuse(content);
    this.#request = null;
    this.#skip = content;
    const keep = keepsConnection(request);
    this.#respond(request, keep);
    if (!keep) this.#finish();
  }

  #respond(request: Request, keep: boolean): void {
    const { pages } = this.#options;
    const bare = request.method === 'HEAD';
    if (request.method !== 'GET' && !bare) {
      const known = ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'PATCH'].includes(request.method);
      const why = 'This server answers GET and HEAD.';
      return this.#send(new Refusal(known ? 405 : 501, why), request, keep, false);
    }
    const page = Object.hasOwn(pages, request.path) ? pages[request.path] : undefined;
    this.#send(page ?? new Refusal(404, `There is nothing at ${request.path} here.`), request, keep, bare);
  }

  #send(what: WebPage | Refusal, request: Request | null, keep: boolean, bare: boolean): void {
    const status = what instanceof Refusal ? what.status : 200;
    const line = `${status} ${reasons[status] ?? ''}`;
    const page = what instanceof Refusal ? { type: 'text/plain; charset=utf-8', body: `${line}\n${what.why}\n` } : what;
    const content = contentOf(page.body);
    const head = [
      `HTTP/1.1 ${line}`,
      ...(this.#options.date === undefined ? [] : [`Date: ${this.#options.date()}`]),
      `Server: ${this.#options.software ?? 'lab'}`,
      `Content-Type: ${page.type}`,
      `Content-Length: ${content.length}`,
      ...(status === 405 ? ['Allow: GET, HEAD'] : []),
      `Connection: ${keep ? 'keep-alive' : 'close'}`,
    ];
    this.#options.witness?.(this.#connection.peer, status, request);
    this.#connection.write(encoder.encode(`${head.join('\r\n')}\r\n\r\n`));
    if (bare) return;
    this.#sending = { content, at: 0 };
    this.#sendMore();
  }

  /** Hands over pieces until enough waits; the next ones when those are taken. */
  #sendMore(): void {
    const sending = this.#sending;
    if (sending === null) return;
    const { length } = sending.content;
    while (sending.at < length && this.#connection.waiting < PIECE) {
      const piece = sending.content.piece(sending.at, Math.min(PIECE, length - sending.at));
      if (!this.#connection.write(piece)) break;
      sending.at += piece.length;
    }
    if (sending.at === length) this.#sending = null;
  }

  /** Nothing after this can be understood, so the connection ends. */
  #refuse(refusal: Refusal): false {
    this.#send(refusal, this.#request, false, false);
    this.#finish();
    return false;
  }

  /** Takes no more requests; FIN when what is on its way was handed over. */
  #finish(): void {
    this.#last = true;
    this.#held = null;
    if (this.#sending === null) this.#hangUp();
  }

  #hangUp(): void {
    if (this.#over) return;
    this.#over = true;
    this.#connection.resume();
    this.#connection.end();
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
