import type { RoomEvent } from '../../lab/evidence/event.ts';
import type { Endpoint } from '../../lab/host.ts';

/** What a room said of one of its members. */
export interface Testimony {
  readonly room: string;
  readonly port: number;
  readonly peer: Endpoint;
  readonly what: RoomEvent;
}

/** Connections whose room may still speak of them after their end, and testimonies whose connection is not known yet. */
const KEPT_AT_MOST = 4_096;
/** ms after its end in which a room may still say that a member left. */
const KEPT_MS = 3_000;

/**
 * Brings what a room says of a member to the page that owns the member's socket. The room lives in the same process, so
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

  /** @returns how to say that the connection is over. */
  hear(local: Endpoint, remotePort: number, hear: (testimony: Testimony) => void): () => void {
    const key = keyOf(local, remotePort);
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
    const key = keyOf(testimony.peer, testimony.port);
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

/** Two connections to different rooms may share one local port, so the room's port belongs to the key. */
const keyOf = (local: Endpoint, remotePort: number): string => `${local.address}:${local.port}>${remotePort}`;
