import type { UdpSocket } from '../../network/stack/sockets.ts';
import { type Datagram, type DatagramSocket, type Endpoint, SocketError } from '../host.ts';
import { recorded } from '../this-computer/recorded.ts';
import { endpointOf, numericOf } from './endpoint.ts';
import { problemOf, type Recorder } from './recorder.ts';
import { Wakeups } from './wakeups.ts';

/** A UDP socket of a virtual host. */
export class VirtualDatagrams implements DatagramSocket {
  readonly id: number;
  readonly local: Endpoint;
  readonly #socket: UdpSocket;
  readonly #recorder: Recorder;
  readonly #changes: Wakeups;
  #over: 'closed' | 'down' | null = null;

  get receiveBuffer(): number {
    return this.#socket.receiveBuffer;
  }

  constructor(socket: UdpSocket, recorder: Recorder) {
    this.id = socket.id;
    this.local = endpointOf(socket.local);
    this.#socket = socket;
    this.#recorder = recorder;
    this.#changes = new Wakeups(recorder.activity);
    socket.readable = () => this.#changes.happened();
  }

  async send(to: Endpoint, payload: Uint8Array): Promise<void> {
    this.#throwIfOver();
    this.#throwError();
    const numeric = numericOf(to);
    const problem = this.#socket.send(numeric, payload);
    if (problem !== null) throw problemOf(problem);
    this.#recorder.append({ kind: 'udp.sent', socket: this.id, to, ...recorded(payload) });
  }

  async receive(signal?: AbortSignal): Promise<Datagram> {
    for (;;) {
      signal?.throwIfAborted();
      this.#throwIfOver();
      this.#throwError();
      const datagram = this.#socket.receive();
      if (datagram !== null) {
        const from = endpointOf(datagram.from);
        const payload = datagram.payload.slice();
        this.#recorder.append({ kind: 'udp.received', socket: this.id, from, ...recorded(payload) });
        return { from, payload };
      }
      await this.#changes.next(signal);
    }
  }

  close(): void {
    if (this.#over !== null) return;
    this.#over = 'closed';
    this.#recorder.append({ kind: 'udp.closed', socket: this.id });
    this.#socket.close();
    this.#changes.happened();
  }

  /** The host went down, or the scene began anew. */
  lost(): void {
    if (this.#over !== null) return;
    this.#over = 'down';
    this.#changes.happened();
  }

  #throwIfOver(): void {
    if (this.#over === 'down') throw problemOf('NO-HOST');
    if (this.#over === 'closed') throw new SocketError('EINVAL', 'This socket is closed.');
  }

  #throwError(): void {
    const problem = this.#socket.takeError();
    if (problem === null) return;
    const error = problemOf(problem);
    this.#recorder.append({ kind: 'udp.failed', socket: this.id, code: error.code });
    throw error;
  }
}
