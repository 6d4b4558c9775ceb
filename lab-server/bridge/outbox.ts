import type { WebSocket } from 'ws';
import type { ServerMessage } from '../../lab/bridge/messages.ts';
import type { BridgeLimits } from '../config.ts';

/**
 * What goes to the page. A page that does not read must not fill our memory: past one mark all its sockets stop
 * reading, past another the page is given up.
 */
export class Outbox {
  readonly #socket: WebSocket;
  readonly #limits: Pick<BridgeLimits, 'waitingBytes' | 'waitingBytesAtMost'>;
  readonly #onFull: () => void;
  #full = false;

  /** @param onFull the first mark is passed; `drained` says when it is over */
  constructor(
    socket: WebSocket,
    limits: Pick<BridgeLimits, 'waitingBytes' | 'waitingBytesAtMost'>,
    onFull: () => void,
  ) {
    this.#socket = socket;
    this.#limits = limits;
    this.#onFull = onFull;
  }

  get full(): boolean {
    return this.#full;
  }

  /** The operating system took everything. @returns whether the outbox had been full. */
  drained(): boolean {
    const was = this.#full;
    this.#full = false;
    return was;
  }

  say(message: ServerMessage): void {
    this.#send(JSON.stringify(message));
  }

  frame(bytes: Uint8Array): void {
    this.#send(bytes);
  }

  #send(data: string | Uint8Array): void {
    const socket = this.#socket;
    if (socket.readyState !== socket.OPEN) return;
    socket.send(data, ignoreSendError);
    const waiting = socket.bufferedAmount;
    if (waiting <= this.#limits.waitingBytes) return;
    if (waiting > this.#limits.waitingBytesAtMost) socket.terminate();
    else if (!this.#full) {
      this.#full = true;
      this.#onFull();
    }
  }
}

/** A failed send is followed by the socket's 'close', where everything is let go; `ws` wants the error taken here. */
function ignoreSendError(): void {}
