import { type Datagram, type DatagramSocket, type Endpoint, SocketError, type SocketRow } from '../host.ts';
import { Changes } from './changes.ts';

/** A UDP socket in memory. */
export class MemoryDatagrams implements DatagramSocket {
  readonly id: number;
  readonly local: Endpoint;
  readonly #peer: Endpoint | undefined;
  readonly #changes = new Changes();
  readonly #send: (socket: MemoryDatagrams, to: Endpoint, payload: Uint8Array) => boolean;
  readonly #received: (from: Endpoint, payload: Uint8Array) => void;
  readonly #wasRefused: () => void;
  readonly #onClose: (socket: MemoryDatagrams) => void;
  /** Bytes of payload that may wait. */
  receiveBuffer = Number.POSITIVE_INFINITY;
  #queue: Datagram[] = [];
  #drops = 0;
  #refused = false;
  #closed = false;

  constructor(
    id: number,
    local: Endpoint,
    peer: Endpoint | undefined,
    calls: {
      /** @returns false if nobody has that port. */
      send(socket: MemoryDatagrams, to: Endpoint, payload: Uint8Array): boolean;
      received(from: Endpoint, payload: Uint8Array): void;
      refused(): void;
      closed(socket: MemoryDatagrams): void;
    },
  ) {
    this.id = id;
    this.local = local;
    this.#peer = peer;
    this.#send = calls.send;
    this.#received = calls.received;
    this.#wasRefused = calls.refused;
    this.#onClose = calls.closed;
  }

  async send(to: Endpoint, payload: Uint8Array): Promise<void> {
    this.#throwRefusal();
    const arrived = this.#send(this, to, payload.slice());
    // ICMP port unreachable comes back; only a connected socket gets to know (RFC 1122 §4.1.3.3).
    if (!arrived && this.#peer !== undefined) {
      this.#refused = true;
      this.#changes.happened();
    }
  }

  async receive(signal?: AbortSignal): Promise<Datagram> {
    for (;;) {
      signal?.throwIfAborted();
      this.#throwRefusal();
      const datagram = this.#queue.shift();
      if (datagram !== undefined) {
        this.#received(datagram.from, datagram.payload);
        return datagram;
      }
      if (this.#closed) throw new SocketError('EINVAL', 'This socket is closed.');
      await this.#changes.next(signal);
    }
  }

  /** What came for this socket. A connected one takes only its peer's. */
  arrive(from: Endpoint, payload: Uint8Array): boolean {
    if (this.#peer !== undefined && (from.port !== this.#peer.port || from.address !== this.#peer.address))
      return false;
    if (this.#waiting + payload.length > this.receiveBuffer) {
      this.#drops += 1;
      return true;
    }
    this.#queue.push({ from, payload });
    this.#changes.happened();
    return true;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#onClose(this);
    this.#changes.happened();
  }

  row(): SocketRow {
    const remote = this.#peer ?? { address: '0.0.0.0', port: 0 };
    const state = this.#peer === undefined ? 'UNCONN' : 'ESTAB';
    const queues = { receiveQueue: this.#waiting, sendQueue: 0, drops: this.#drops };
    return { transport: 'udp', state, local: this.local, remote, ...queues, owner: '' };
  }

  get #waiting(): number {
    return this.#queue.reduce((sum, { payload }) => sum + payload.length, 0);
  }

  #throwRefusal(): void {
    if (!this.#refused) return;
    this.#refused = false;
    this.#wasRefused();
    throw new SocketError('ECONNREFUSED', 'Nobody has that UDP port: the other system said so.');
  }
}
