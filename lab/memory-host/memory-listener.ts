import { type Endpoint, type Listener, SocketError, type SocketRow, type Stream } from '../host.ts';
import { Changes } from './changes.ts';
import type { MemoryStream } from './memory-stream.ts';

/** A listening socket in memory. */
export class MemoryListener implements Listener {
  readonly id: number;
  readonly local: Endpoint;
  readonly #changes = new Changes();
  readonly #onClose: (listener: MemoryListener) => void;
  readonly #accepted: (peer: Endpoint, listener: MemoryListener) => MemoryStream;
  #queue: MemoryStream[] = [];
  #closed = false;

  constructor(
    id: number,
    local: Endpoint,
    accepted: (peer: Endpoint, listener: MemoryListener) => MemoryStream,
    onClose: (listener: MemoryListener) => void,
  ) {
    this.id = id;
    this.local = local;
    this.#accepted = accepted;
    this.#onClose = onClose;
  }

  /** The handshake of a client: done by the system before accept() is called. */
  knock(peer: Endpoint): MemoryStream {
    const stream = this.#accepted(peer, this);
    this.#queue.push(stream);
    this.#changes.happened();
    return stream;
  }

  async accept(signal?: AbortSignal): Promise<Stream> {
    for (;;) {
      signal?.throwIfAborted();
      const stream = this.#queue.shift();
      if (stream !== undefined) return stream;
      if (this.#closed) throw new SocketError('EINVAL', 'This listener is closed.');
      await this.#changes.next(signal);
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const stream of this.#queue) stream.reset();
    this.#onClose(this);
    this.#changes.happened();
  }

  row(): SocketRow {
    const { local } = this;
    const remote = { address: '0.0.0.0', port: 0 };
    return {
      transport: 'tcp',
      state: 'LISTEN',
      local,
      remote,
      receiveQueue: this.#queue.length,
      sendQueue: 511,
      owner: '',
    };
  }
}
