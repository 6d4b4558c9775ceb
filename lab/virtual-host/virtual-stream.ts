import type { TcpEnd, TcpSocket } from '../../network/stack/sockets.ts';
import type { CloseReason, Endpoint, Stream } from '../host.ts';
import { recorded } from '../this-computer/recorded.ts';
import { endpointOf } from './endpoint.ts';
import { problemOf, type Recorder } from './recorder.ts';
import { Wakeups } from './wakeups.ts';

/** Bytes that one read takes at most: what a program would give recv() as a buffer. */
const READ_BYTES = 65_536;

interface PendingWrite {
  readonly bytes: Uint8Array;
  taken: number;
}

/** How an end of the virtual TCP looks to a program. A path that died is `lost`: nobody can tell what the peer has. */
const reasons: Readonly<Record<TcpEnd, CloseReason>> = {
  fin: 'fin',
  rst: 'rst',
  refused: 'rst',
  timeout: 'lost',
  unreachable: 'lost',
};

const errors: Readonly<Record<TcpEnd, string>> = {
  fin: 'EPIPE',
  rst: 'ECONNRESET',
  refused: 'ECONNREFUSED',
  timeout: 'ETIMEDOUT',
  unreachable: 'EHOSTUNREACH',
};

/** A TCP connection of a virtual host as a program holds it. What is not read stays in the stack, and its window closes. */
export class VirtualStream implements Stream {
  readonly id: number;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly closed: Promise<CloseReason>;
  readonly #socket: TcpSocket;
  readonly #recorder: Recorder;
  readonly #readable: Wakeups;
  readonly #writable: Wakeups;
  #writes: PendingWrite[] = [];
  #leaving: 'no' | 'end' | 'close' = 'no';
  #toldFinished = false;
  /** Why calls fail from now on. */
  #over: TcpEnd | 'down' | null = null;
  #settle: (how: CloseReason) => void = () => {};

  /** @param socket established; its user is this stream from now on */
  constructor(socket: TcpSocket, recorder: Recorder) {
    this.id = socket.id;
    this.local = endpointOf(socket.local);
    this.remote = endpointOf(socket.remote);
    this.#socket = socket;
    this.#recorder = recorder;
    this.#readable = new Wakeups(recorder.activity);
    this.#writable = new Wakeups(recorder.activity);
    this.closed = new Promise((resolve) => {
      this.#settle = resolve;
    });
    socket.user = {
      readable: () => this.#arrived(),
      writable: () => this.#flush(),
      closed: (end, by) => this.#closed(end, by),
    };
  }

  /** For those who hand it out, after they have told the log that it is open: what came before that. */
  begin(): this {
    if (this.#socket.state === 'CLOSED') this.#closed('rst', 'remote');
    else this.#arrived();
    return this;
  }

  async read(signal?: AbortSignal): Promise<Uint8Array | null> {
    for (;;) {
      signal?.throwIfAborted();
      if (this.#over === 'down') throw problemOf('NO-HOST');
      const bytes = this.#socket.receive(READ_BYTES);
      if (bytes.length > 0) {
        this.#recorder.append({ kind: 'tcp.received', socket: this.id, ...recorded(bytes) });
        this.#seeFinished();
        return bytes;
      }
      if (this.#socket.finished || this.#over === 'fin') return null;
      if (this.#over !== null) throw problemOf(errors[this.#over]);
      await this.#readable.next(signal);
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#throwIfOver();
    if (this.#leaving !== 'no') throw problemOf('EPIPE');
    this.#recorder.append({ kind: 'tcp.sent', socket: this.id, ...recorded(bytes) });
    const write: PendingWrite = { bytes: bytes.slice(), taken: 0 };
    this.#writes.push(write);
    this.#flush();
    while (write.taken < write.bytes.length) {
      await this.#writable.next();
      if (write.taken < write.bytes.length) this.#throwIfOver();
    }
  }

  end(): void {
    if (this.#leaving !== 'no' || this.#over !== null) return;
    this.#leave('end');
  }

  close(): void {
    if (this.#leaving === 'close' || this.#over !== null) return;
    this.#leave('close');
    this.#readable.happened();
  }

  reset(): void {
    if (this.#over !== null) return;
    this.#socket.abort();
    this.#closed('rst', 'local');
  }

  /** The host went down, or the scene began anew. */
  lost(): void {
    if (this.#over !== null) return;
    this.#socket.user = {};
    this.#over = 'down';
    this.#recorder.append({ kind: 'tcp.closed', socket: this.id, how: 'lost', by: 'local' });
    this.#wake('lost');
  }

  #leave(how: 'end' | 'close'): void {
    // What is left unread makes TCP reset instead of finish (RFC 2525 §2.17): then there is no FIN to tell of.
    if (this.#leaving === 'no' && (how === 'end' || this.#socket.receiveQueue === 0))
      this.#recorder.append({ kind: 'tcp.finished', socket: this.id, by: 'local' });
    this.#leaving = how;
    if (this.#writes.length === 0) this.#sayGoodbye();
  }

  #sayGoodbye(): void {
    if (this.#leaving === 'close') this.#socket.close();
    else this.#socket.shutdown();
  }

  #throwIfOver(): void {
    if (this.#over === 'down') throw problemOf('NO-HOST');
    if (this.#over !== null) throw problemOf(errors[this.#over]);
  }

  #flush(): void {
    let progress = false;
    for (let first = this.#writes[0]; first !== undefined; first = this.#writes[0]) {
      const taken = this.#socket.send(first.taken === 0 ? first.bytes : first.bytes.subarray(first.taken));
      first.taken += taken;
      if (first.taken < first.bytes.length) break;
      this.#writes.shift();
      progress = true;
    }
    if (this.#leaving !== 'no' && this.#writes.length === 0 && progress) this.#sayGoodbye();
    if (progress) this.#writable.happened();
  }

  #arrived(): void {
    this.#seeFinished();
    if (this.#socket.receiveQueue > 0 || this.#socket.finished) this.#readable.happened();
  }

  /** The peer's FIN counts as seen once everything before it was taken. */
  #seeFinished(): void {
    if (this.#toldFinished || !this.#socket.finished || this.#socket.receiveQueue > 0) return;
    this.#toldFinished = true;
    this.#recorder.append({ kind: 'tcp.finished', socket: this.id, by: 'remote' });
  }

  #closed(end: TcpEnd, by: 'local' | 'remote'): void {
    if (this.#over !== null) return;
    if (end === 'fin') this.#seeFinished();
    this.#over = end;
    this.#recorder.append({ kind: 'tcp.closed', socket: this.id, how: reasons[end], by });
    this.#wake(reasons[end]);
  }

  #wake(how: CloseReason): void {
    this.#recorder.activity.woke();
    this.#settle(how);
    this.#readable.happened();
    this.#writable.happened();
  }
}
