import { encodeDatagram } from '../../lab/bridge/frames.ts';
import type { Endpoint, SocketState } from '../../lab/host.ts';
import type { Desk } from './desk.ts';
import type { ReaderThread } from './reader-thread.ts';
import { troubleOf } from './socket-errors.ts';

/** Datagrams that one page may want in advance. */
const MOST_WANTED = 1_024;

/** A UDP socket of a page that only receives, and only when the page's program asks. What is lost, the kernel lost. */
export class OnDemandPort {
  readonly kind = 'datagrams';
  readonly id: number;
  readonly local: Endpoint;
  readonly state: SocketState = 'UNCONN';
  readonly #reader: ReaderThread;
  readonly #desk: Desk;
  /** Wanted, and not delivered yet. */
  #wanted = 0;

  constructor(id: number, reader: ReaderThread, desk: Desk) {
    this.id = id;
    this.local = desk.reach.shown(reader.local);
    this.#reader = reader;
    this.#desk = desk;
    reader.arrived = (payload, from) => {
      this.#wanted -= 1;
      desk.outbox.frame(encodeDatagram(id, desk.reach.shown(from), payload, Buffer.allocUnsafe));
    };
    reader.failed = (error) => {
      desk.outbox.say({ type: 'trouble', socket: id, ...troubleOf(error, 'receive', this.local) });
    };
  }

  /** It only receives. @returns true: that is an answer, not a broken rule */
  send(): boolean {
    this.#desk.outbox.say({
      type: 'unsent',
      socket: this.id,
      code: 'EINVAL',
      saying: 'This UDP socket only receives: it is read on demand.',
    });
    return true;
  }

  /** The page's program wants so many more. */
  credit(amount: number): void {
    const more = Math.min(amount, MOST_WANTED - this.#wanted);
    if (more <= 0) return;
    this.#wanted += more;
    this.#reader.want(more);
  }

  close(): void {
    void this.#reader
      .close()
      .then(() => this.#desk.outbox.say({ type: 'closed', socket: this.id, how: 'fin', by: 'local' }));
  }

  abandon(): void {
    void this.#reader.close();
  }
}
