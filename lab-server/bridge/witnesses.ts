import type { ServerMessage } from '../../lab/bridge/messages.ts';
import type { Endpoint } from '../../lab/host.ts';

type Told<T extends ServerMessage['type']> = Omit<Extract<ServerMessage, { type: T }>, 'socket'>;

/** What a server of this process says of whoever came to it: a room, a small server, the web server. */
export type Testimony = Told<'witness'> | Told<'service-witness'> | Told<'http-witness'>;

/** Connections whose server may still speak of them after their end, and testimonies whose connection is not known yet. */
const KEPT_AT_MOST = 4_096;
/** ms after its end in which a server may still say that its peer left. */
const KEPT_MS = 3_000;

/**
 * Brings what a server says of its peer to the page that owns the peer's socket. The server lives in the same process, so
 * it may greet before the page's own connect is reported, and may notice the end after the page's socket is gone.
 */
export class Witnesses {
  readonly #now: () => number;
  readonly #hearers = new Map<string, (testimony: Testimony) => void>();
  readonly #ended = new Map<string, number>();
  readonly #early = new Map<string, Testimony[]>();
  #connecting = 0;

  /** @param now milliseconds that only go forward */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** A connect is under way: testimonies that nobody hears are kept until the last one is settled. */
  connecting(): void {
    this.#connecting += 1;
  }

  settled(): void {
    this.#connecting -= 1;
    if (this.#connecting === 0) this.#early.clear();
  }

  /** A connection. @returns how to say that it is over. */
  hear(local: Endpoint, remotePort: number, hear: (testimony: Testimony) => void): () => void {
    return this.#hear(keyOf(local, remotePort), hear);
  }

  /** A UDP socket, whoever it sends to. @returns how to say that it is closed. */
  hearDatagrams(local: Endpoint, hear: (testimony: Testimony) => void): () => void {
    return this.#hear(keyOf(local, 'udp'), hear);
  }

  #hear(key: string, hear: (testimony: Testimony) => void): () => void {
    this.#hearers.set(key, hear);
    this.#ended.delete(key);
    for (const testimony of this.#early.get(key) ?? []) hear(testimony);
    this.#early.delete(key);
    return () => {
      if (this.#hearers.get(key) !== hear) return;
      this.#ended.set(key, this.#now());
      this.#forget();
    };
  }

  testify(testimony: Testimony): void {
    const byUdp = 'transport' in testimony && testimony.transport === 'udp';
    const key = keyOf(testimony.peer, byUdp ? 'udp' : testimony.port);
    const hear = this.#hearers.get(key);
    if (hear) {
      hear(testimony);
    } else if (this.#connecting > 0 && this.#early.size < KEPT_AT_MOST) {
      const waiting = this.#early.get(key) ?? [];
      this.#early.set(key, [...waiting.slice(-7), testimony]);
    }
  }

  /** Entries are in the order in which they ended, so the old ones come first. */
  #forget(): void {
    const oldest = this.#now() - KEPT_MS;
    for (const [key, at] of this.#ended) {
      if (at > oldest && this.#ended.size <= KEPT_AT_MOST) return;
      this.#ended.delete(key);
      this.#hearers.delete(key);
    }
  }
}

/** Two connections to different servers may share one local port, so the server's port belongs to the key. */
const keyOf = (local: Endpoint, remotePort: number | 'udp'): string => `${local.address}:${local.port}>${remotePort}`;
