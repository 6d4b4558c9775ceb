import type { Socket } from 'node:net';
import { encodeData, MAX_DATA } from '../../lab/bridge/frames.ts';
import { WINDOW } from '../../lab/bridge/messages.ts';
import { ReceiveWindow, SendWindow } from '../../lab/bridge/window.ts';
import type { Endpoint, SocketState } from '../../lab/host.ts';
import type { Desk } from './desk.ts';
import { codeOf } from './socket-errors.ts';

/** An established TCP connection, between the operating system and one page. */
export class StreamSocket {
  readonly kind = 'stream';
  readonly id: number;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly #desk: Desk;
  readonly #tcp: Socket;
  readonly #toPage = new SendWindow(WINDOW);
  readonly #fromPage = new ReceiveWindow(WINDOW);
  #finishedFirst: 'local' | 'remote' | null = null;
  #ended = { local: false, remote: false };
  #reset: { by: 'local' | 'remote'; error?: unknown } | null = null;
  #paused = false;
  #letGo = false;
  readonly #over: () => void;

  /** @param tcp established, with `allowHalfOpen`; @param over called once, when both directions are over */
  constructor(id: number, tcp: Socket, ends: { local: Endpoint; remote: Endpoint }, desk: Desk, over: () => void) {
    this.id = id;
    this.local = ends.local;
    this.remote = ends.remote;
    this.#desk = desk;
    this.#tcp = tcp;
    this.#over = over;
    tcp.on('error', (error) => {
      this.#reset ??= { by: 'remote', error };
    });
    tcp.on('close', () => this.#closed());
  }

  /** After the page knows of the connection, and its program has accepted it: lets data come. */
  start(): void {
    this.#tcp.on('data', (chunk) => this.#arrived(chunk));
    this.#tcp.on('end', () => {
      this.#ended.remote = true;
      this.#finishedFirst ??= 'remote';
      if (!this.#letGo) this.#desk.outbox.say({ type: 'end', socket: this.id });
    });
    this.#tcp.resume();
    this.pace();
  }

  get state(): SocketState {
    if (this.#ended.local) return this.#ended.remote ? 'LAST-ACK' : 'FIN-WAIT-2';
    return this.#ended.remote ? 'CLOSE-WAIT' : 'ESTAB';
  }

  /** Data from the page. @returns false if the page broke the flow control. */
  write(payload: Uint8Array): boolean {
    if (this.#ended.local || this.#tcp.destroyed) return true;
    const bytes = payload.length;
    if (!this.#fromPage.arrived(bytes)) return false;
    if (!this.#desk.unsent.add(bytes)) return false;
    this.#tcp.write(payload, () => {
      this.#desk.unsent.remove(bytes);
      const credit = this.#fromPage.consumed(bytes);
      if (credit > 0 && !this.#letGo) this.#desk.outbox.say({ type: 'credit', socket: this.id, amount: credit });
    });
    return true;
  }

  /** The page's program consumed `bytes`. */
  credit(bytes: number): void {
    this.#toPage.give(bytes);
    this.pace();
  }

  /** Reads from the operating system only while the page has credit for a whole chunk and the WebSocket has room. */
  pace(): void {
    const pause = !this.#letGo && (this.#toPage.left < MAX_DATA || this.#desk.outbox.full);
    if (pause === this.#paused) return;
    this.#paused = pause;
    if (pause) this.#tcp.pause();
    else this.#tcp.resume();
  }

  end(): void {
    if (this.#ended.local) return;
    this.#ended.local = true;
    this.#finishedFirst ??= 'local';
    this.#tcp.end();
  }

  /** FIN, then nothing is passed on any more; a peer that never finishes is left alone after a while. */
  close(): void {
    this.#letGo = true;
    this.end();
    this.pace();
    this.#linger();
  }

  reset(): void {
    if (this.#tcp.destroyed) return;
    this.#reset ??= { by: 'local' };
    this.#tcp.resetAndDestroy();
  }

  /** The page is gone: what it wrote is still sent, with FIN, as an operating system does for a program that ended. */
  abandon(): void {
    this.#letGo = true;
    this.pace();
    this.#tcp.destroySoon();
    this.#linger();
  }

  /** Waits as long as the peer still takes what was written, and then once more for its FIN. */
  #linger(): void {
    if (this.#tcp.destroyed) return;
    const waiting = this.#fromPage.waiting;
    const timer = setTimeout(() => {
      if (this.#fromPage.waiting < waiting) this.#linger();
      else this.#tcp.destroy();
    }, this.#desk.limits.lingerMs);
    this.#tcp.once('close', () => clearTimeout(timer));
  }

  #arrived(chunk: Uint8Array): void {
    // Nobody will ever read this, and the sender must learn it. RFC 1122 §4.2.2.13
    if (this.#letGo) return void this.#tcp.resetAndDestroy();
    for (let at = 0; at < chunk.length; at += MAX_DATA) {
      const piece = at === 0 && chunk.length <= MAX_DATA ? chunk : chunk.subarray(at, at + MAX_DATA);
      this.#toPage.take(piece.length);
      this.#desk.outbox.frame(encodeData(this.id, piece, Buffer.allocUnsafe));
    }
    this.pace();
  }

  #closed(): void {
    this.#over();
    if (this.#reset) {
      const { by, error } = this.#reset;
      const code = error === undefined ? {} : { code: codeOf(error) };
      this.#desk.outbox.say({ type: 'closed', socket: this.id, how: 'rst', by, ...code });
    } else {
      this.#desk.outbox.say({ type: 'closed', socket: this.id, how: 'fin', by: this.#finishedFirst ?? 'local' });
    }
  }
}
