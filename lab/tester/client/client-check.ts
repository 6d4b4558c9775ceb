import type { Peer } from '../peer.ts';

/** A client that has connected, and the person before it. */
export interface ClientSession {
  readonly peer: Peer;
  /** Tells the person what to type. */
  ask(text: string): Promise<void>;
  sleep(ms: number): Promise<void>;
  /** A word that nobody can know before it is shown. */
  word(kind: 'plain' | 'umlaut'): string;
}

/** One thing that a client has to do. `run` throws `Failed` where it does something else. */
export interface ClientCheck {
  readonly id: string;
  readonly title: string;
  readonly lesson: string;
  readonly run: (session: ClientSession) => Promise<void>;
}
