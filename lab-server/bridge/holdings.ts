import type { Endpoint, SocketRow } from '../../lab/host.ts';
import { endpointText } from '../../lab/host.ts';

/** One socket that the bridge holds for a page. */
export interface Holding {
  readonly transport: 'tcp' | 'udp';
  readonly local: Endpoint;
  /** Missing for listeners and datagram sockets. */
  readonly remote?: Endpoint;
  /** What lab-server itself knows of the state; the kernel's own table is better where it can be read. */
  state(): SocketRow['state'];
}

/** Everything that one bridge holds, for all pages: whose it is, and how to find it by its addresses. */
export class Holdings<Page> {
  readonly #byKey = new Map<string, { readonly page: Page; readonly holding: Holding }>();

  /** @returns the way to let go. */
  hold(page: Page, holding: Holding): () => void {
    const key = keyOf(holding.transport, holding.local, holding.remote);
    const entry = { page, holding };
    this.#byKey.set(key, entry);
    return () => {
      // The addresses may already belong to a later socket.
      if (this.#byKey.get(key) === entry) this.#byKey.delete(key);
    };
  }

  get count(): number {
    return this.#byKey.size;
  }

  /** The page whose listener or datagram socket has exactly this address and port, if one does. */
  holderAt(transport: 'tcp' | 'udp', at: Endpoint): Page | undefined {
    return this.#byKey.get(keyOf(transport, at))?.page;
  }

  /** The page that holds the socket of this row of the kernel's table, if one does. */
  ownerOf(row: Pick<SocketRow, 'transport' | 'state' | 'local' | 'remote'>): Page | undefined {
    const alone = row.transport === 'udp' || row.state === 'LISTEN';
    return this.#byKey.get(keyOf(row.transport, row.local, alone ? undefined : row.remote))?.page;
  }

  /** Ports of listeners and datagram sockets. */
  ports(): Set<number> {
    const ports = new Set<number>();
    for (const { holding } of this.#byKey.values()) if (!holding.remote) ports.add(holding.local.port);
    return ports;
  }

  rows(): SocketRow[] {
    return [...this.#byKey.values()].map(({ holding }) => ({
      transport: holding.transport,
      state: holding.state(),
      local: holding.local,
      remote: holding.remote ?? { address: '0.0.0.0', port: 0 },
      receiveQueue: 0,
      sendQueue: 0,
      owner: '',
    }));
  }
}

function keyOf(transport: string, local: Endpoint, remote?: Endpoint): string {
  return remote ? `${transport} ${endpointText(local)}>${endpointText(remote)}` : `${transport} ${endpointText(local)}`;
}
