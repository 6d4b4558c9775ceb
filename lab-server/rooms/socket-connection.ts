import type { Socket } from 'node:net';
import type { Connection } from '../../lab/services/connection.ts';

/** A peer that vanished without FIN or RST is found out after about this long, also when nobody says anything. */
const KEEP_ALIVE_MS = 20_000;

/**
 * A TCP socket as a service takes it. The socket must be made with `allowHalfOpen`, so that what was said before the
 * peer's FIN is still answered. It gets an error listener first: an error without one would end the process.
 */
export class SocketConnection implements Connection {
  readonly peer: { readonly address: string; readonly port: number };
  readonly #socket: Socket;
  #ended = (_how: 'fin' | 'rst' | 'local'): void => {};
  /** Null while nobody asked: a room's fan-out needs no call for every line. */
  #drained: (() => void) | null = null;
  #over = false;
  #destroyed = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('error', () => this.#end('rst'));
    socket.on('close', () => this.#end(this.#destroyed ? 'local' : 'rst'));
    socket.on('end', () => this.#end('fin'));
    // A socket that was reset before we looked has no address any more.
    this.peer = { address: socket.remoteAddress ?? '0.0.0.0', port: socket.remotePort ?? 0 };
    // A lone line goes out at once; Nagle's algorithm (RFC 9293 §3.7.4) would hold it until the last one is acknowledged.
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
  }

  get waiting(): number {
    return this.#socket.writableLength;
  }

  write(bytes: Uint8Array): boolean {
    if (!this.#socket.writable) return false;
    if (this.#drained === null) this.#socket.write(bytes);
    else this.#socket.write(bytes, (error) => this.#wrote(error));
    return true;
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    if (this.#socket.destroyed) return;
    this.#destroyed = true;
    this.#socket.resetAndDestroy();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  onDrained(drained: () => void): void {
    this.#drained = drained;
  }

  onBytes(take: (bytes: Uint8Array) => void): void {
    this.#socket.on('data', take);
  }

  onEnd(ended: (how: 'fin' | 'rst' | 'local') => void): void {
    this.#ended = ended;
  }

  #wrote(error: Error | null | undefined): void {
    if (!error && this.#socket.writableLength === 0) this.#drained?.();
  }

  #end(how: 'fin' | 'rst' | 'local'): void {
    if (this.#over) return;
    this.#over = true;
    this.#ended(how);
  }
}
