import type { TcpListener } from '../../network/stack/sockets.ts';
import { type Endpoint, type Listener, SocketError, type Stream } from '../host.ts';
import { endpointOf } from './endpoint.ts';
import type { Recorder } from './recorder.ts';
import { VirtualStream } from './virtual-stream.ts';
import { Wakeups } from './wakeups.ts';

/** A listening TCP socket of a virtual host. The stack shakes hands by itself; `accept` takes what is finished. */
export class VirtualListener implements Listener {
  readonly id: number;
  readonly local: Endpoint;
  readonly #listener: TcpListener;
  readonly #recorder: Recorder;
  readonly #changes: Wakeups;
  readonly #opened: (stream: VirtualStream) => void;
  #over = false;

  /** @param opened hears of every connection that was accepted */
  constructor(listener: TcpListener, recorder: Recorder, opened: (stream: VirtualStream) => void) {
    this.id = listener.id;
    this.local = endpointOf(listener.local);
    this.#listener = listener;
    this.#recorder = recorder;
    this.#opened = opened;
    this.#changes = new Wakeups(recorder.activity);
    listener.acceptable = () => this.#changes.happened();
  }

  async accept(signal?: AbortSignal): Promise<Stream> {
    for (;;) {
      signal?.throwIfAborted();
      if (this.#over) throw new SocketError('EINVAL', 'This listener is closed.');
      const socket = this.#listener.accept();
      if (socket !== null) {
        const stream = new VirtualStream(socket, this.#recorder);
        const { id, local, remote } = stream;
        this.#recorder.append({ kind: 'tcp.opened', socket: id, local, remote, role: 'server', listener: this.id });
        this.#opened(stream);
        return stream.begin();
      }
      await this.#changes.next(signal);
    }
  }

  close(): void {
    if (this.#over) return;
    this.#listener.close();
    this.lost();
  }

  /** The host went down, or the scene began anew. */
  lost(): void {
    if (this.#over) return;
    this.#over = true;
    this.#recorder.append({ kind: 'listener.closed', socket: this.id });
    this.#changes.happened();
  }
}
