import { encodeData, MAX_DATA } from '../bridge/frames.ts';
import { WINDOW } from '../bridge/messages.ts';
import { ReceiveWindow, SendWindow } from '../bridge/window.ts';
import {
  type CloseReason,
  type Endpoint,
  endpointText,
  SocketError,
  type SocketErrorCode,
  type Stream,
} from '../host.ts';
import { Inbox } from './inbox.ts';
import { noHost } from './no-host.ts';
import type { WayPort } from './port.ts';
import { recorded } from './recorded.ts';

/** Bytes up to which small pieces that wait are read as one. */
const GATHERED = 8_192;

/** A real TCP connection of this computer, held by the lab server for this page. */
export class BridgeStream implements Stream {
  readonly id: number;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly closed: Promise<CloseReason>;
  /** Its number on the bridge. */
  readonly #wire: number;
  readonly #way: WayPort;
  readonly #inbox = new Inbox<Uint8Array>();
  readonly #toPeer = new SendWindow(WINDOW);
  readonly #fromPeer = new ReceiveWindow(WINDOW);
  /** What this program did last to its own direction. */
  #mine: 'open' | 'ended' | 'closed' | 'reset' = 'open';
  /** Why nothing can be written any more. */
  #broken: SocketError | null = null;
  #over = false;
  #writing: Promise<void> | null = null;
  #roomAgain: (() => void) | null = null;
  #resolveClosed: (how: CloseReason) => void = () => undefined;

  constructor(wire: number, id: number, ends: { local: Endpoint; remote: Endpoint }, way: WayPort) {
    this.#wire = wire;
    this.id = id;
    this.local = ends.local;
    this.remote = ends.remote;
    this.#way = way;
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
  }

  async read(signal?: AbortSignal): Promise<Uint8Array | null> {
    const first = await this.#inbox.take(signal);
    const bytes = first && this.#withSmallOnes(first);
    const credit = bytes ? this.#fromPeer.consumed(bytes.length) : 0;
    if (credit > 0 && !this.#over) this.#way.say({ type: 'credit', socket: this.#wire, amount: credit });
    return bytes;
  }

  /**
   * What came in small pieces is one heap in a kernel, and given at once: where a piece ended is not to be seen. Large
   * ones are left as they are, so that a long transfer is not copied once more.
   */
  #withSmallOnes(first: Uint8Array): Uint8Array {
    const pieces = [first];
    let length = first.length;
    for (let next = this.#inbox.next; next && length + next.length <= GATHERED; next = this.#inbox.next) {
      pieces.push(next);
      length += next.length;
      this.#inbox.skip();
    }
    return pieces.length === 1 ? first : joined(pieces);
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#mine !== 'open')
      throw this.#broken ?? new SocketError('EPIPE', 'This end has already said that it sends no more.');
    if (this.#broken) throw this.#broken;
    if (bytes.length === 0) return;
    const before = this.#writing;
    // A write that fits goes out at once; the others keep their order.
    if (before === null && this.#fits(bytes.length)) return this.#send(bytes);
    const turn = (before ?? Promise.resolve()).then(() => this.#sendAll(bytes));
    const done = (): void => this.#wrote(settled);
    const settled: Promise<void> = turn.then(done, done);
    this.#writing = settled;
    return turn;
  }

  end(): void {
    if (this.#mine !== 'open') return;
    this.#mine = 'ended';
    if (this.#writing === null) this.#finish();
    else void this.#writing.then(() => this.#finish());
  }

  close(): void {
    if (this.#over || this.#mine === 'closed' || this.#mine === 'reset') return;
    // An operating system answers unread data with RST when its program lets go (RFC 2525 §2.17).
    if (this.#inbox.size > 0) return this.reset();
    const ended = this.#mine === 'ended' && this.#writing === null;
    this.#mine = 'closed';
    this.#inbox.finish();
    this.#break(new SocketError('EPIPE', 'This program closed the connection.'));
    this.#way.say({ type: 'close', socket: this.#wire });
    if (!ended) this.#way.log.append({ kind: 'tcp.finished', socket: this.id, by: 'local' });
  }

  reset(): void {
    if (this.#over || this.#mine === 'reset') return;
    this.#mine = 'reset';
    const error = new SocketError('ECONNRESET', 'This program reset the connection.');
    this.#inbox.empty();
    this.#inbox.fail(error);
    this.#break(error);
    this.#way.say({ type: 'reset', socket: this.#wire });
  }

  /** Data from the peer. */
  arrived(payload: Uint8Array): void {
    if (this.#mine === 'closed' || this.#mine === 'reset') return;
    this.#fromPeer.arrived(payload.length);
    this.#way.log.append({ kind: 'tcp.received', socket: this.id, ...recorded(payload) });
    this.#inbox.push(payload);
  }

  /** The peer's FIN. */
  peerEnded(): void {
    this.#way.log.append({ kind: 'tcp.finished', socket: this.id, by: 'remote' });
    this.#inbox.finish();
  }

  credited(amount: number): void {
    this.#toPeer.give(amount);
    this.#wake();
  }

  /** The lab server says that both directions are over. */
  ended(how: 'fin' | 'rst', by: 'local' | 'remote', code: SocketErrorCode = 'ECONNRESET'): void {
    if (how === 'fin') {
      this.#inbox.finish();
      this.#close('fin', by, new SocketError('EPIPE', `The connection to ${endpointText(this.remote)} is closed.`));
      return;
    }
    const saying =
      by === 'local' ? 'This program reset the connection.' : `${endpointText(this.remote)} reset the connection.`;
    const error = new SocketError(code, saying);
    this.#inbox.fail(error);
    this.#close('rst', by, error);
  }

  /** The way to the lab server broke. */
  lost(): void {
    const error = noHost();
    this.#inbox.fail(error);
    this.#close('lost', 'remote', error);
  }

  #close(how: CloseReason, by: 'local' | 'remote', error: SocketError): void {
    if (this.#over) return;
    this.#over = true;
    this.#break(error);
    this.#way.log.append({ kind: 'tcp.closed', socket: this.id, how, by });
    this.#resolveClosed(how);
  }

  #finish(): void {
    if (this.#over || this.#mine !== 'ended') return;
    this.#way.say({ type: 'end', socket: this.#wire });
    this.#way.log.append({ kind: 'tcp.finished', socket: this.id, by: 'local' });
  }

  #fits(bytes: number): boolean {
    return bytes <= MAX_DATA && bytes <= this.#toPeer.left && this.#way.room() === null;
  }

  #send(piece: Uint8Array): void {
    this.#toPeer.take(piece.length);
    this.#way.frame(encodeData(this.#wire, piece));
    this.#way.log.append({ kind: 'tcp.sent', socket: this.id, ...recorded(piece) });
  }

  async #sendAll(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      if (this.#broken) throw this.#broken;
      const room = this.#toPeer.left > 0 ? this.#way.room() : this.#credit();
      if (room !== null) {
        await room;
        continue;
      }
      const piece = bytes.subarray(at, at + Math.min(MAX_DATA, this.#toPeer.left));
      this.#send(piece);
      at += piece.length;
    }
  }

  #credit(): Promise<void> {
    return new Promise((resolve) => {
      this.#roomAgain = resolve;
    });
  }

  #wake(): void {
    this.#roomAgain?.();
    this.#roomAgain = null;
  }

  #break(error: SocketError): void {
    this.#broken ??= error;
    this.#wake();
  }

  #wrote(turn: Promise<void>): void {
    if (this.#writing === turn) this.#writing = null;
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
