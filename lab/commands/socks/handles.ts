import type { DatagramSocket, Endpoint, Host, Listener, Stream } from '../../host.ts';

/** A socket that stays open between commands. */
export type Handle = { readonly number: number } & (
  | { readonly kind: 'listener'; readonly socket: Listener }
  | { readonly kind: 'stream'; readonly socket: Stream; over: boolean }
  | { readonly kind: 'datagram'; readonly socket: DatagramSocket; readonly peer: Endpoint | null }
);

type NewHandle =
  | { kind: 'listener'; socket: Listener }
  | { kind: 'stream'; socket: Stream }
  | { kind: 'datagram'; socket: DatagramSocket; peer: Endpoint | null };

/** Handles one host may hold at a time through `socks`: enough for any lesson, few enough to read. */
export const MOST_HANDLES = 32;

/** The table of a host: small numbers that stand for sockets, as a process has its file descriptors. */
class Handles {
  readonly #handles = new Map<number, Handle>();

  add(opened: NewHandle): Handle {
    let number = 1;
    while (this.#handles.has(number)) number += 1;
    const handle: Handle = opened.kind === 'stream' ? { ...opened, number, over: false } : { ...opened, number };
    this.#handles.set(number, handle);
    if (handle.kind === 'stream') {
      void handle.socket.closed.then(() => {
        handle.over = true;
      });
    }
    return handle;
  }

  get(number: number): Handle | undefined {
    return this.#handles.get(number);
  }

  /** Closes and forgets it. */
  close(handle: Handle): void {
    this.#handles.delete(handle.number);
    handle.socket.close();
  }

  get all(): readonly Handle[] {
    return [...this.#handles.values()].sort((a, b) => a.number - b.number);
  }

  get full(): boolean {
    return this.#handles.size >= MOST_HANDLES;
  }
}

const tables = new WeakMap<Host, Handles>();

/** The handles of a host; all terminals of a page share them. */
export function handlesOf(host: Host): Handles {
  const table = tables.get(host) ?? new Handles();
  tables.set(host, table);
  return table;
}
