import { createHash } from 'node:crypto';
import type { TcpEnd, TcpListener, TcpSocket } from '../../network/stack/sockets.ts';
import type { Joint } from './joint.ts';

/** What a problem is not. @throws Error with the problem */
export function sure<T>(value: T | string | null): T {
  if (value === null || typeof value === 'string') throw new Error(`not what was asked for: ${value}`);
  return value;
}

/** A program of ours at one end of a connection, as terse as `nc`: it reads what comes, and sends what it is told. */
export class Talk {
  readonly socket: TcpSocket;
  readonly #joint: Joint;
  readonly #hash = createHash('sha256');
  #text = '';
  #queue: Uint8Array[] = [];
  #finishes = false;
  total = 0;
  established = false;
  ended: TcpEnd | null = null;
  /** Stops taking what comes. */
  paused = false;

  constructor(joint: Joint, socket: TcpSocket) {
    this.#joint = joint;
    this.socket = socket;
    socket.user = {
      established: () => {
        this.established = true;
        this.#send();
      },
      readable: () => this.#take(),
      writable: () => this.#send(),
      closed: (end) => {
        this.ended = end;
      },
    };
    this.#take();
  }

  /** Takes the next connection at a listener. */
  static async accepted(joint: Joint, listener: TcpListener): Promise<Talk> {
    await joint.until('a connection', () => listener.waiting > 0);
    return joint.act(() => new Talk(joint, sure(listener.accept())));
  }

  static connect(joint: Joint, from: string, to: { address: number; port: number }): Talk {
    return joint.act(() => new Talk(joint, sure(joint.stack(from).tcp.connect(to))));
  }

  /** The first 64 KiB of what came. */
  get text(): string {
    return this.#text;
  }

  /** The SHA-256 of all that came. Once. */
  digest(): string {
    return this.#hash.digest('hex');
  }

  say(bytes: Uint8Array | string): this {
    this.#queue.push(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
    this.#joint.act(() => this.#send());
    return this;
  }

  /** FIN after what was said. */
  finish(): this {
    this.#finishes = true;
    this.#joint.act(() => this.#send());
    return this;
  }

  resume(): void {
    this.paused = false;
    this.#joint.act(() => this.#take());
  }

  #take(): void {
    if (this.paused) return;
    for (let bytes = this.socket.receive(); bytes.length > 0; bytes = this.socket.receive()) {
      this.#hash.update(bytes);
      this.total += bytes.length;
      if (this.#text.length < 65_536) this.#text += Buffer.from(bytes).toString('latin1');
    }
  }

  #send(): void {
    for (let first = this.#queue[0]; first !== undefined; first = this.#queue[0]) {
      const taken = this.socket.send(first);
      if (taken < first.length) {
        this.#queue[0] = first.subarray(taken);
        return;
      }
      this.#queue.shift();
    }
    // Before the handshake is done, that would be the end of it (RFC 9293 §3.10.4).
    if (this.#finishes && this.socket.state !== 'SYN-SENT') this.socket.shutdown();
  }
}
