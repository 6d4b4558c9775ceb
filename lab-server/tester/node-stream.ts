import { once } from 'node:events';
import type { Socket } from 'node:net';
import { type CloseReason, type Endpoint, SocketError, type Stream } from '../../lab/host.ts';
import { codeOf } from '../bridge/socket-errors.ts';

/** A TCP socket of this very process as a `Stream`. The socket needs `allowHalfOpen`. */
export class NodeStream implements Stream {
  readonly id: number;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly closed: Promise<CloseReason>;
  readonly #socket: Socket;
  #error: SocketError | null = null;
  #change: Promise<void>;
  #changed: () => void = () => {};

  constructor(id: number, socket: Socket) {
    this.id = id;
    this.#socket = socket;
    this.local = { address: socket.localAddress ?? '', port: socket.localPort ?? 0 };
    this.remote = { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 };
    this.#change = this.#next();
    socket.on('error', (error) => {
      this.#error = new SocketError(codeOf(error), error.message);
    });
    for (const event of ['readable', 'end', 'error', 'close']) socket.on(event, () => this.#happened());
    this.closed = new Promise((resolve) => {
      socket.on('close', () => resolve(this.#error === null ? 'fin' : 'rst'));
    });
  }

  async read(signal?: AbortSignal): Promise<Uint8Array | null> {
    for (;;) {
      signal?.throwIfAborted();
      const bytes: Buffer | null = this.#socket.read();
      if (bytes !== null) return bytes;
      if (this.#error !== null) throw this.#error;
      if (this.#socket.readableEnded || this.#socket.destroyed) return null;
      await this.#change;
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#error !== null) throw this.#error;
    if (this.#socket.write(bytes)) return;
    await Promise.race([once(this.#socket, 'drain'), this.closed]);
  }

  end(): void {
    this.#socket.end();
  }

  /** FIN; what still comes is thrown away, so that the other side's FIN is seen. */
  close(): void {
    this.#socket.end();
    this.#socket.resume();
  }

  reset(): void {
    this.#socket.resetAndDestroy();
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      this.#changed = resolve;
    });
  }

  #happened(): void {
    const tell = this.#changed;
    this.#change = this.#next();
    tell();
  }
}
