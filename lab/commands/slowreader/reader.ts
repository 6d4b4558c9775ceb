import { type Host, type Listener, SocketError, type Stream } from '../../host.ts';
import { held } from '../open-streams.ts';
import { Tally } from './tally.ts';

/** Callers it takes; more wait at its door. Nobody needs as many for a lesson, and each one may fill a window. */
const MOST_CALLERS = 8;

/** A connection that is held and, while the reader sleeps, not read. */
export interface Caller {
  readonly stream: Stream;
  readonly read: Tally;
  /** Its sender has finished and everything is read, or it broke. */
  over: boolean;
}

/** A program that accepts connections and reads nothing until it is woken. */
export class SlowReader {
  readonly port: number;
  readonly #listener: Listener;
  readonly #callers: Caller[] = [];
  #asleep = true;
  #stopped = false;

  private constructor(host: Host, listener: Listener) {
    this.#listener = listener;
    this.port = listener.local.port;
    void this.#accept(host);
  }

  /** @throws SocketError EADDRINUSE … */
  static async start(host: Host, port: number): Promise<SlowReader> {
    return new SlowReader(host, await host.listen({ address: '127.0.0.1', port }));
  }

  get asleep(): boolean {
    return this.#asleep;
  }

  get callers(): readonly Caller[] {
    return this.#callers;
  }

  wake(): void {
    if (!this.#asleep) return;
    this.#asleep = false;
    for (const caller of this.#callers) void this.#read(caller);
  }

  /** Ends as a program that is killed does: the system closes what it held, with a reset where bytes were unread. */
  stop(): void {
    this.#stopped = true;
    this.#listener.close();
    for (const { stream } of this.#callers) stream.close();
  }

  async #accept(host: Host): Promise<void> {
    try {
      while (this.#callers.length < MOST_CALLERS) {
        const stream = held(host, await this.#listener.accept());
        const caller = { stream, read: new Tally(), over: false };
        this.#callers.push(caller);
        void stream.closed.then(() => {
          caller.over = true;
        });
        if (!this.#asleep) void this.#read(caller);
      }
    } catch (problem) {
      // The listener was closed, or the way to the host broke: nobody can call any more.
      if (!(problem instanceof SocketError) && !this.#stopped) throw problem;
    }
  }

  async #read(caller: Caller): Promise<void> {
    const { stream, read } = caller;
    try {
      for (let bytes = await stream.read(); bytes !== null; bytes = await stream.read()) read.add(bytes);
      stream.close();
    } catch (problem) {
      // A sender that resets is gone; what it sent before was counted.
      if (!(problem instanceof SocketError)) throw problem;
    }
    caller.over = true;
  }
}

const readers = new WeakMap<Host, SlowReader>();

/** The reader of a host; all terminals of a page share it. */
export const readerOf = (host: Host): SlowReader | null => readers.get(host) ?? null;

export function keepReader(host: Host, reader: SlowReader | null): void {
  if (reader === null) readers.delete(host);
  else readers.set(host, reader);
}
