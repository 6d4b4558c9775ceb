import { encodeAnswerFrames } from '../bridge/frames.ts';
import type { PageMessage, ServerMessage } from '../bridge/messages.ts';
import { SocketError } from '../host.ts';
import { noHost } from './no-host.ts';

/**
 * Where a thread of this page that stands still gets its answers: it holds a request open (`/python/answers/TICKET/1`,
 * then 2 …), and the lab server answers it with what the page puts here.
 */
export interface AnswerDesk {
  /** Shown by the thread; 128 random bits of the lab server, in hexadecimal. */
  readonly ticket: string;
  put(number: number, answer: Uint8Array): void;
  close(): void;
  /** Set by the owner: the way to the lab server broke, and the desk with it. */
  onlost: (() => void) | null;
}

interface Asked {
  resolve(desk: AnswerDesk): void;
  reject(error: Error): void;
}

/** The desks of this page. */
export class AnswerDesks {
  readonly #way: { say(message: PageMessage): void; frame(bytes: Uint8Array<ArrayBuffer>): void };
  readonly #asked = new Map<number, Asked>();
  readonly #open = new Set<AnswerDesk>();
  #last = 0;

  constructor(way: { say(message: PageMessage): void; frame(bytes: Uint8Array<ArrayBuffer>): void }) {
    this.#way = way;
  }

  open(): Promise<AnswerDesk> {
    this.#last += 1;
    const desk = this.#last;
    return new Promise((resolve, reject) => {
      this.#asked.set(desk, { resolve, reject });
      this.#way.say({ type: 'await', desk });
    });
  }

  /** @returns whether this message was for a desk. */
  take(message: ServerMessage): boolean {
    if (message.type !== 'awaiting') return false;
    const asked = this.#asked.get(message.desk);
    this.#asked.delete(message.desk);
    if (message.ticket !== null) asked?.resolve(this.#desk(message.desk, message.ticket));
    else asked?.reject(new SocketError('EMFILE', 'This page runs as many programs as the lab server lets it.'));
    return true;
  }

  /** The way to the lab server broke. */
  lost(): void {
    for (const { reject } of this.#asked.values()) reject(noHost());
    this.#asked.clear();
    for (const desk of [...this.#open]) {
      this.#open.delete(desk);
      desk.onlost?.();
    }
  }

  #desk(number: number, ticket: string): AnswerDesk {
    const desk: AnswerDesk = {
      ticket,
      put: (call, answer) => {
        if (!this.#open.has(desk)) return;
        for (const frame of encodeAnswerFrames(number, call, answer)) this.#way.frame(frame);
      },
      close: () => {
        if (this.#open.delete(desk)) this.#way.say({ type: 'forget', desk: number });
      },
      onlost: null,
    };
    this.#open.add(desk);
    return desk;
  }
}
