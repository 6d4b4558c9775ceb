import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnswerPiece } from '../../lab/bridge/frames.ts';
import { MAX_ANSWER } from '../../lab/python/answer.ts';
import { waitingLimits } from '../config.ts';
import { setSecurityHeaders } from '../site/headers.ts';
import { Gauge } from './desk.ts';

/** `/python/answers/0f…/17` */
const path = /^\/python\/answers\/([0-9a-f]{32})\/([1-9]\d{0,9})$/;

/** What one page may do here. */
export interface PageDesks {
  /** @returns the ticket, or null where the page has too many desks, or this one already */
  open(desk: number): string | null;
  /** A piece of an answer. @returns false when answers have grown beyond what they may */
  take(piece: AnswerPiece): boolean;
  forget(desk: number): void;
  close(): void;
}

/**
 * Answers that are handed over to requests. In a page without a secure context a thread cannot share memory with its
 * page; it stands still on a synchronous GET instead. Which answer is whose, the ticket says: 128 random bits that only
 * the page knows that opened the desk. Nothing is changed by a request, and nothing is kept beyond the page's WebSocket.
 */
export class WaitingRoom {
  readonly #desks = new Map<string, Desk>();
  readonly #bytes = new Gauge(waitingLimits.bytes);

  forPage(): PageDesks {
    const own = new Map<number, { ticket: string; desk: Desk }>();
    const forget = (number: number): void => {
      const held = own.get(number);
      if (!held) return;
      own.delete(number);
      this.#desks.delete(held.ticket);
      held.desk.close();
    };
    return {
      open: (number) => {
        if (own.has(number) || own.size >= waitingLimits.desksPerPage) return null;
        const ticket = randomBytes(16).toString('hex');
        const desk = new Desk(this.#bytes);
        own.set(number, { ticket, desk });
        this.#desks.set(ticket, desk);
        return ticket;
      },
      // A piece for a desk that is gone crossed its end on the way.
      take: (piece) => own.get(piece.desk)?.desk.take(piece) ?? true,
      forget,
      close: () => {
        for (const number of [...own.keys()]) forget(number);
      },
    };
  }

  /** @returns false when this path is none of its own; then nothing was done. */
  answers(request: IncomingMessage, response: ServerResponse, asked: string | null): boolean {
    if (asked === null || !asked.startsWith('/python/answers/')) return false;
    setSecurityHeaders(response);
    response.setHeader('Cache-Control', 'no-store');
    const [, ticket = '', number = ''] = path.exec(asked) ?? [];
    const desk = this.#desks.get(ticket);
    if (request.method !== 'GET' || !desk) response.writeHead(request.method === 'GET' ? 404 : 405).end();
    else desk.wait(Number(number), response);
    return true;
  }
}

/** Answers for one thread, which asks for one at a time. The last one is kept until the next: its request may have died. */
class Desk {
  readonly #bytes: Gauge;
  #pieces: Uint8Array[] = [];
  #growing = 0;
  #ready: { readonly number: number; readonly answer: Buffer } | null = null;
  #waiting: { readonly number: number; readonly response: ServerResponse; readonly patience: NodeJS.Timeout } | null =
    null;

  constructor(bytes: Gauge) {
    this.#bytes = bytes;
  }

  take({ number, last, payload }: AnswerPiece): boolean {
    this.#growing += payload.length;
    if (this.#growing > MAX_ANSWER || !this.#bytes.add(payload.length)) return false;
    // A view of a frame that will be gone.
    this.#pieces.push(Buffer.from(payload));
    if (!last) return true;
    const answer = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#growing = 0;
    this.#bytes.remove(this.#ready?.answer.length ?? 0);
    this.#ready = { number, answer };
    this.#handOver();
    return true;
  }

  wait(number: number, response: ServerResponse): void {
    this.#release(409);
    const patience = setTimeout(() => this.#release(204), waitingLimits.holdMs);
    this.#waiting = { number, response, patience };
    response.on('close', () => {
      if (this.#waiting?.response === response) this.#letGo();
    });
    this.#handOver();
  }

  close(): void {
    this.#release(410);
    this.#bytes.remove(this.#growing + (this.#ready?.answer.length ?? 0));
    this.#ready = null;
    this.#pieces = [];
    this.#growing = 0;
  }

  #handOver(): void {
    const [waiting, ready] = [this.#waiting, this.#ready];
    if (!waiting || !ready || waiting.number !== ready.number) return;
    this.#letGo();
    waiting.response.setHeader('Content-Type', 'application/octet-stream');
    waiting.response.setHeader('Content-Length', ready.answer.length);
    waiting.response.writeHead(200).end(ready.answer);
  }

  #release(status: number): void {
    const response = this.#waiting?.response;
    this.#letGo();
    response?.writeHead(status).end();
  }

  #letGo(): void {
    clearTimeout(this.#waiting?.patience);
    this.#waiting = null;
  }
}
