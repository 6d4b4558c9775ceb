import type { DatagramSocket, Endpoint } from '../../host.ts';
import { encodeMessage } from './messages.ts';

/**
 * ms until a line is sent again: RFC 8085 §3.1.1 wants it to follow the round trip and to grow with each failure. Ours
 * is far above any round trip of a lab, and doubles up to 0.8 s.
 */
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 800;
/** Times a line is sent at most. With a fifth of all datagrams lost each way, this many fail once in 200,000 lines. */
const MOST_TRIES = 12;

export interface CourierWorld {
  sleep(ms: number): Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Brings numbered lines to one peer, one at a time (stop and wait): it sends, waits for the acknowledgment, and sends
 * again when that does not come. In the other direction it tells new lines from those it had already.
 */
export class Courier {
  readonly #socket: DatagramSocket;
  readonly #to: Endpoint;
  readonly #world: CourierWorld;
  #last = 0;
  #heard = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #acknowledged: ((number: number) => void) | null = null;

  constructor(socket: DatagramSocket, to: Endpoint, world: CourierWorld) {
    this.#socket = socket;
    this.#to = to;
    this.#world = world;
  }

  /** @returns how often it was sent until the acknowledgment came, or null if none came */
  bring(text: string): Promise<number | null> {
    const brought = this.#turn.then(() => this.#bring(text));
    // The next line waits for this one, whatever becomes of it.
    this.#turn = brought.catch(() => null);
    return brought;
  }

  ack(number: number): void {
    this.#acknowledged?.(number);
  }

  /** A numbered line came from the peer. @returns false if it is one that was here already */
  isNew(number: number): boolean {
    if (number <= this.#heard) return false;
    this.#heard = number;
    return true;
  }

  async #bring(text: string): Promise<number | null> {
    this.#last += 1;
    const number = this.#last;
    const payload = encodeMessage({ is: 'data', number, text });
    let arrived = false;
    const acknowledged = new Promise<void>((resolve) => {
      this.#acknowledged = (told) => {
        if (told !== number) return;
        arrived = true;
        resolve();
      };
    });
    let wait = FIRST_WAIT_MS;
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      this.#world.signal.throwIfAborted();
      await this.#socket.send(this.#to, payload);
      await Promise.race([acknowledged, this.#world.sleep(wait)]);
      if (arrived) return tries;
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
    return null;
  }
}
