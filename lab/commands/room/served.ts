import type { Host, Stream } from '../../host.ts';

/** A room that this page serves, as something that can be frozen and killed like any process. */
export class ServedProcess {
  readonly port: number;
  /** Says BYE to a member. @returns false if nobody is called so */
  dismiss: (nick: string) => boolean = () => false;
  readonly #ended = new AbortController();
  readonly #streams = new Set<Stream>();
  #frozen: { readonly gate: Promise<void>; open(): void; readonly stop: AbortController } | null = null;
  #pause = new AbortController();

  constructor(port: number) {
    this.port = port;
  }

  get killed(): boolean {
    return this.#ended.signal.aborted;
  }

  /** Aborted when it is killed. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** It stops where it stands, as a process does on SIGSTOP: it reads nothing more. What the system does goes on. */
  freeze(): void {
    if (this.#frozen !== null) return;
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.#frozen = { gate, open, stop: this.#pause };
    this.#pause.abort();
  }

  thaw(): void {
    this.#pause = new AbortController();
    this.#frozen?.open();
    this.#frozen = null;
  }

  /** It ends without a word, as on SIGKILL; the system closes its sockets, with a reset where bytes were unread. */
  kill(): void {
    this.#ended.abort();
    for (const stream of this.#streams) stream.close();
    this.thaw();
  }

  /** Resolves as soon as it runs: at once, unless it is frozen. */
  async running(): Promise<void> {
    while (this.#frozen !== null) await this.#frozen.gate;
  }

  /** A stream that is read only while the process runs. Bytes of a read that a freeze interrupts are not lost. */
  hold(stream: Stream): Stream {
    this.#streams.add(stream);
    void stream.closed.then(() => this.#streams.delete(stream));
    const read = async (): Promise<Uint8Array | null> => {
      for (;;) {
        await this.running();
        const { signal } = this.#pause;
        try {
          return await stream.read(signal);
        } catch (problem) {
          if (!signal.aborted) throw problem;
        }
      }
    };
    return {
      id: stream.id,
      local: stream.local,
      remote: stream.remote,
      closed: stream.closed,
      read,
      write: (bytes) => stream.write(bytes),
      end: () => stream.end(),
      close: () => stream.close(),
      reset: () => stream.reset(),
    };
  }
}

const served = new WeakMap<Host, Map<string, ServedProcess>>();

/** The rooms that this page serves on a host, by name. */
export function servedOn(host: Host): Map<string, ServedProcess> {
  const rooms = served.get(host) ?? new Map<string, ServedProcess>();
  served.set(host, rooms);
  return rooms;
}
