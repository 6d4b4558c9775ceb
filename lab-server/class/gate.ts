import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { addressGroup } from '../../lab/services/address-group.ts';
import { TokenBucket } from '../../lab/services/token-bucket.ts';
import type { ClassLimits } from '../config.ts';
import { setSecurityHeaders } from '../site/headers.ts';
import type { ClassCode } from './class-code.ts';
import { codePage } from './code-page.ts';
import type { ClassSeat, Seats } from './seats.ts';

/** The header in which the code page sends the code: a foreign page cannot set it without asking us first (CORS). */
const CODE_HEADER = 'first-hop-code';

export interface GateOptions {
  readonly code: ClassCode;
  readonly seats: Seats;
  readonly limits: ClassLimits;
  /** The page's port, which is in the cookie's name: cookies do not tell ports apart (RFC 6265 §8.5). */
  port(): number;
  now(): number;
}

/** Both ends on loopback: the browser runs on this very machine. Its Host was compared before. */
export const isFromHere = (socket: Pick<Socket, 'remoteAddress' | 'localAddress'>): boolean =>
  (socket.remoteAddress ?? '').startsWith('127.') && (socket.localAddress ?? '').startsWith('127.');

/** Who may see what, in a class: the machine itself everything, a seat the course, everybody else the page for the code. */
export class Gate {
  readonly #options: GateOptions;
  readonly #newSeats = new Map<string, TokenBucket>();

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** Answers what is the gate's to answer. @returns false when the request may go on to the site */
  answers(request: IncomingMessage, response: ServerResponse, path: string | null): boolean {
    if (isFromHere(request.socket)) return false;
    const seat = this.seatOf(request);
    if (path === '/class/join') {
      this.#join(request, response, seat);
      return true;
    }
    if (seat === null) {
      sendCodePage(request, response);
      return true;
    }
    if (path === null || isTeachers(path)) {
      say(response, 403, 'The teacher’s page opens only on the machine that runs First Hop.');
      return true;
    }
    return false;
  }

  /** The seat whose cookie came with the request. */
  seatOf(request: IncomingMessage): ClassSeat | null {
    const name = this.#cookie;
    for (const pair of (request.headers.cookie ?? '').split(';')) {
      const [key, value = ''] = pair.trim().split('=', 2);
      const seat = key === name && /^[\w-]{43}$/.test(value) ? this.#options.seats.of(value) : null;
      if (seat) return seat;
    }
    return null;
  }

  get #cookie(): string {
    return `first-hop-seat-${this.#options.port()}`;
  }

  /** The code against a cookie. Without a code: whether the cookie that came is good. */
  #join(request: IncomingMessage, response: ServerResponse, seat: ClassSeat | null): void {
    if (seat !== null) return say(response, 204, '');
    const word = request.headers[CODE_HEADER];
    if (typeof word !== 'string' || word === '') return say(response, 403, 'A seat needs the class code.');
    // HEAD changes nothing, and a page of another site is told by the browser to be one.
    const from = request.headers['sec-fetch-site'];
    if (request.method !== 'GET' || (from !== undefined && from !== 'same-origin')) {
      return say(response, 403, 'Only the page for the code may send it.');
    }
    const address = request.socket.remoteAddress ?? '';
    const verdict = this.#options.code.judge(word.slice(0, 16), address);
    if (verdict === 'wrong') {
      return say(response, 403, 'That is not the code of this class. Look at the teacher’s screen and try again.');
    }
    if (verdict !== 'open') {
      response.setHeader('Retry-After', Math.ceil(verdict.waitMs / 1_000));
      return say(
        response,
        429,
        'Too many wrong codes came just now, so this one was not looked at. Try again in a few seconds.',
      );
    }
    const taken = this.#maySit(address) ? this.#options.seats.take() : null;
    if (taken === null) {
      response.setHeader('Retry-After', 60);
      return say(response, 503, 'The code is right, but every seat is taken. Ask your teacher to clear the board.');
    }
    response.setHeader('Set-Cookie', `${this.#cookie}=${taken.token}; Path=/; HttpOnly; SameSite=Strict`);
    say(response, 204, '');
  }

  #maySit(address: string): boolean {
    const { now, limits } = this.#options;
    const at = now();
    for (const [group, bucket] of this.#newSeats) if (bucket.isFull(at)) this.#newSeats.delete(group);
    const group = addressGroup(address);
    const bucket =
      this.#newSeats.get(group) ?? new TokenBucket(limits.newSeatsPerSecond, limits.newSeatsPerAddress, at);
    this.#newSeats.set(group, bucket);
    return bucket.take(at);
  }
}

/** `/class/`, and what the export keeps beside it. */
export const isTeachers = (path: string): boolean => /^\/+class(?:$|[/.])/i.test(path);

function sendCodePage(request: IncomingMessage, response: ServerResponse): void {
  setHeaders(response);
  response.setHeader('Content-Security-Policy', codePage.policy);
  response.writeHead(403, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': codePage.body.length });
  response.end(request.method === 'HEAD' ? undefined : codePage.body);
}

function say(response: ServerResponse, status: number, sentence: string): void {
  setHeaders(response);
  if (status === 204) return void response.writeHead(status).end();
  const body = `${sentence}\n`;
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

function setHeaders(response: ServerResponse): void {
  setSecurityHeaders(response);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Vary', 'Cookie');
}
