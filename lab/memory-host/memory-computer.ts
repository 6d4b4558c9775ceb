import { type Endpoint, SocketError, type SocketRow } from '../host.ts';

/** A socket that the computer's table shows. */
export interface TableEntry {
  row(): SocketRow;
}

/** What a listener or a bound UDP socket can be given. */
export interface Listening extends TableEntry {
  readonly local: Endpoint;
}

const FIRST_EPHEMERAL = 49_152;

/** One computer in memory: who holds which address and port, and the table `ss` shows. Several hosts can share it. */
export class MemoryComputer {
  readonly entries = new Set<TableEntry>();
  readonly #tcp = new Map<string, Listening>();
  readonly #udp = new Map<string, Listening>();
  #ephemeral = FIRST_EPHEMERAL;
  #lastId = 0;

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** RFC 6335 §6: the dynamic ports. */
  ephemeralPort(): number {
    this.#ephemeral += 1;
    return this.#ephemeral;
  }

  find(transport: 'tcp' | 'udp', at: Endpoint): Listening | undefined {
    const table = this.#table(transport);
    return table.get(`${at.address}:${at.port}`) ?? table.get(`0.0.0.0:${at.port}`);
  }

  /** @throws SocketError EADDRINUSE */
  take(transport: 'tcp' | 'udp', at: Endpoint, holder: Listening): void {
    if (this.find(transport, at) !== undefined) {
      throw new SocketError('EADDRINUSE', `Something else holds ${transport} ${at.address}:${at.port} already.`);
    }
    this.#table(transport).set(`${at.address}:${at.port}`, holder);
    this.entries.add(holder);
  }

  release(transport: 'tcp' | 'udp', at: Endpoint, holder: Listening): void {
    this.#table(transport).delete(`${at.address}:${at.port}`);
    this.entries.delete(holder);
  }

  #table(transport: 'tcp' | 'udp'): Map<string, Listening> {
    return transport === 'tcp' ? this.#tcp : this.#udp;
  }
}
