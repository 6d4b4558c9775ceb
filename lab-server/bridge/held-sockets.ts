import type { BridgeCommons } from './commons.ts';
import type { DatagramPort } from './datagram-port.ts';
import type { Holding } from './holdings.ts';
import type { ListeningSocket } from './listening-socket.ts';
import type { OnDemandPort } from './on-demand-port.ts';
import type { Session } from './session.ts';
import type { SocketTrouble } from './socket-errors.ts';
import type { StreamSocket } from './stream-socket.ts';

/** A connect, listen or bind that the operating system has not answered yet. */
export interface Pending {
  readonly kind: 'pending';
  readonly listener: boolean;
  abandon(): void;
}

export type Held = Pending | StreamSocket | ListeningSocket | DatagramPort | OnDemandPort;

/** The sockets that one page holds, by its own numbers for them, each counted where a limit is. */
export class HeldSockets {
  readonly #page: Session;
  readonly #commons: BridgeCommons;
  readonly #byId = new Map<number, { readonly held: Held; release(): void }>();

  constructor(page: Session, commons: BridgeCommons) {
    this.#page = page;
    this.#commons = commons;
  }

  get(id: number): Held | undefined {
    return this.#byId.get(id)?.held;
  }

  *all(): Iterable<Held> {
    for (const { held } of this.#byId.values()) yield held;
  }

  /** Puts a socket on the list, counted; `known` is what other pages and the tables may know of it. @returns how to take it off */
  hold(id: number, held: Held, known?: Holding): () => void {
    const { share } = this.#page;
    share.sockets.add(1);
    const forget = known && this.#commons.holdings.hold(this.#page, known);
    const release = (): void => {
      share.sockets.remove(1);
      forget?.();
    };
    this.#byId.set(id, { held, release });
    return () => this.drop(id);
  }

  drop(id: number): void {
    this.#byId.get(id)?.release();
    this.#byId.delete(id);
  }

  /** The page is gone. */
  abandon(): void {
    for (const [id, { held }] of [...this.#byId]) {
      // A stream leaves the list when its last byte and its FIN are out.
      if (held.kind === 'listener' || held.kind === 'datagrams') this.drop(id);
      held.abandon();
    }
  }

  /** Why one more is not possible, or null. */
  noRoom(listener: boolean): SocketTrouble | null {
    const { socketsPerSession, listenersPerSession, sockets, socketsPerSeat } = this.#commons.limits;
    if (this.#byId.size >= socketsPerSession) {
      return full(`This page already holds ${socketsPerSession} sockets. Close some and try again.`);
    }
    if (this.#commons.sockets.value >= sockets) {
      return full(`The lab server already holds ${sockets} sockets for all its pages. Try again in a moment.`);
    }
    if (this.#page.share.sockets.full) {
      return full(`The pages of your seat already hold ${socketsPerSeat} sockets. Close some and try again.`);
    }
    if (!listener || this.#listeners < listenersPerSession) return null;
    return full(`This page already listens on ${listenersPerSession} ports. Stop one and try again.`);
  }

  /** Listening, or about to. */
  get #listeners(): number {
    let count = 0;
    for (const held of this.all())
      if (held.kind === 'listener' || (held.kind === 'pending' && held.listener)) count += 1;
    return count;
  }
}

const full = (saying: string): SocketTrouble => ({ code: 'EMFILE', saying });
