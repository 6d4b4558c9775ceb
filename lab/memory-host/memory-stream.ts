import type { Fact } from '../evidence/event.ts';
import {
  type CloseReason,
  type Endpoint,
  SocketError,
  type SocketRow,
  type SocketState,
  type Stream,
} from '../host.ts';
import { Changes } from './changes.ts';
import type { MemoryComputer } from './memory-computer.ts';

/** Bytes one direction holds before its writer waits. */
const BUFFER = 65_536;

/** One end of a TCP connection in memory. `join` makes two of them a connection. */
export class MemoryStream implements Stream {
  readonly id: number;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly closed: Promise<CloseReason>;
  readonly #computer: MemoryComputer;
  readonly #append: (fact: Fact) => void;
  readonly #changes = new Changes();
  #peer: MemoryStream | null = null;
  #queue: Uint8Array[] = [];
  #queued = 0;
  #sentFin = false;
  #gotFin = false;
  #finishedFirst: 'local' | 'remote' | null = null;
  #over: CloseReason | null = null;
  #settle: (how: CloseReason) => void = () => {};

  constructor(computer: MemoryComputer, local: Endpoint, remote: Endpoint, append: (fact: Fact) => void) {
    this.id = computer.nextId();
    this.local = local;
    this.remote = remote;
    this.#computer = computer;
    this.#append = append;
    this.closed = new Promise((resolve) => {
      this.#settle = resolve;
    });
    computer.entries.add(this);
  }

  static join(a: MemoryStream, b: MemoryStream): void {
    a.#peer = b;
    b.#peer = a;
  }

  async read(signal?: AbortSignal): Promise<Uint8Array | null> {
    for (;;) {
      signal?.throwIfAborted();
      if (this.#over === 'rst') throw new SocketError('ECONNRESET', 'The other side reset the connection.');
      const next = this.#queue.shift();
      if (next !== undefined) {
        this.#queued -= next.length;
        if (this.#peer !== null) this.#peer.#changes.happened();
        return next;
      }
      if (this.#gotFin || this.#over !== null) return null;
      await this.#changes.next(signal);
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#over === 'rst') throw new SocketError('ECONNRESET', 'The other side reset the connection.');
    if (this.#sentFin || this.#over !== null) throw new SocketError('EPIPE', 'This side has finished sending.');
    this.#append({ kind: 'tcp.sent', socket: this.id, bytes: bytes.slice() });
    const peer = this.#peer;
    if (peer === null || peer.#over !== null) {
      this.#finish('rst', 'remote');
      throw new SocketError('ECONNRESET', 'The other side is gone and answered with a reset.');
    }
    peer.#receive(bytes.slice());
    while (peer.#queued > BUFFER && peer.#over === null && this.#over === null) await this.#changes.next();
  }

  end(): void {
    if (this.#sentFin || this.#over !== null) return;
    this.#sentFin = true;
    this.#finishedFirst ??= 'local';
    this.#append({ kind: 'tcp.finished', socket: this.id, by: 'local' });
    if (this.#peer !== null) this.#peer.#receiveFin();
    if (this.#gotFin) this.#finish('fin', this.#finishedFirst);
  }

  close(): void {
    if (this.#over !== null) return;
    if (this.#queued > 0) return this.reset();
    this.end();
    // The program holds it no more; the peer's FIN will come, as far as anybody can still tell.
    if (this.#over === null) this.#changes.happened();
  }

  reset(): void {
    if (this.#over !== null) return;
    this.#finish('rst', 'local');
    if (this.#peer !== null) this.#peer.#finish('rst', 'remote');
  }

  row(): SocketRow {
    const { local, remote } = this;
    return {
      transport: 'tcp',
      state: this.#state(),
      local,
      remote,
      receiveQueue: this.#queued,
      sendQueue: 0,
      owner: '',
    };
  }

  #state(): SocketState {
    if (this.#over !== null) return 'TIME-WAIT';
    if (this.#sentFin) return 'FIN-WAIT-2';
    return this.#gotFin ? 'CLOSE-WAIT' : 'ESTAB';
  }

  #receive(bytes: Uint8Array): void {
    this.#queue.push(bytes);
    this.#queued += bytes.length;
    this.#append({ kind: 'tcp.received', socket: this.id, bytes });
    this.#changes.happened();
  }

  #receiveFin(): void {
    if (this.#over !== null) return;
    this.#gotFin = true;
    this.#finishedFirst ??= 'remote';
    this.#append({ kind: 'tcp.finished', socket: this.id, by: 'remote' });
    if (this.#sentFin) this.#finish('fin', this.#finishedFirst);
    this.#changes.happened();
  }

  #finish(how: CloseReason, by: 'local' | 'remote'): void {
    if (this.#over !== null) return;
    this.#over = how;
    this.#append({ kind: 'tcp.closed', socket: this.id, how, by });
    // The side that finished first keeps the pair for a while (RFC 9293 §3.6.1); a reset leaves nothing.
    if (how !== 'fin' || by !== 'local') this.#computer.entries.delete(this);
    this.#settle(how);
    this.#changes.happened();
  }
}
