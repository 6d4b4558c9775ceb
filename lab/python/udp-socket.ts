import type { Datagram, DatagramSocket, Endpoint, Host } from '../host.ts';
import type { Bell } from './bell.ts';
import { Trouble, troubleOf } from './trouble.ts';

/** A UDP socket as a program holds it. The host knows it once it has a port: by bind, connect, or the first datagram. */
export class UdpSocket {
  readonly transport = 'udp';
  readonly #host: Host;
  readonly #bell: Bell;
  /** Where it is bound unless the program says. */
  readonly #usual: string;
  #socket: DatagramSocket | null = null;
  #peer: Endpoint | null = null;
  #received: Datagram[] = [];
  #trouble: Trouble | null = null;
  #asking: DatagramSocket | null = null;
  #closed = false;

  constructor(host: Host, bell: Bell, usual: string) {
    this.#host = host;
    this.#bell = bell;
    this.#usual = usual;
  }

  async bind(at: Endpoint): Promise<void> {
    if (this.#socket !== null) throw new Trouble('EINVAL');
    await this.#open(at, null);
  }

  /** From now on it hears only this peer, and learns when nobody is there (ICMP port unreachable). */
  async connect(peer: Endpoint): Promise<void> {
    const at = this.#socket?.local ?? { address: this.#usual, port: 0 };
    // A host's socket is connected from the beginning or not at all: it is made anew at the same place.
    this.#asking = null;
    this.#socket?.close();
    this.#socket = null;
    this.#received = [];
    await this.#open(at, peer);
  }

  /** @param to null for the peer it is connected to */
  async send(to: Endpoint | null, payload: Uint8Array): Promise<void> {
    const there = to ?? this.#peer;
    if (there === null) throw new Trouble('EDESTADDRREQ');
    const socket = this.#socket ?? (await this.#open({ address: this.#usual, port: 0 }, null));
    this.#throwTrouble();
    await socket.send(there, payload).catch((error: unknown) => {
      throw troubleOf(error);
    });
    // Where nobody is, the answer comes by itself, and the next call has to tell of it.
    if (this.#peer !== null) void this.readable;
  }

  /** Whether `recv` would not wait. Asks the host, which rings when there is something. */
  get readable(): boolean {
    if (this.#received.length > 0 || this.#trouble !== null) return true;
    const socket = this.#socket;
    if (socket === null || this.#asking === socket) return false;
    this.#asking = socket;
    const over = (take: () => void): void => {
      if (this.#asking !== socket) return;
      this.#asking = null;
      if (!this.#closed) take();
      this.#bell.ring();
    };
    socket.receive().then(
      (datagram) => over(() => this.#received.push(datagram)),
      (error: unknown) =>
        over(() => {
          this.#trouble = troubleOf(error);
        }),
    );
    return false;
  }

  receive(peek: boolean): Datagram {
    this.#throwTrouble();
    const datagram = peek ? this.#received[0] : this.#received.shift();
    if (datagram === undefined) throw new Trouble('EAGAIN');
    return datagram;
  }

  close(): void {
    this.#closed = true;
    this.#socket?.close();
  }

  /** Its number in the log; null before the host knows it. */
  get id(): number | null {
    return this.#socket?.id ?? null;
  }

  get local(): Endpoint {
    return this.#socket?.local ?? { address: '0.0.0.0', port: 0 };
  }

  get remote(): Endpoint | null {
    return this.#peer;
  }

  takeTrouble(): Trouble | null {
    const trouble = this.#trouble;
    this.#trouble = null;
    return trouble;
  }

  #throwTrouble(): void {
    const trouble = this.takeTrouble();
    if (trouble !== null) throw trouble;
  }

  async #open(at: Endpoint, peer: Endpoint | null): Promise<DatagramSocket> {
    const socket = await (peer === null ? this.#host.bind(at) : this.#host.bind(at, peer)).catch((error: unknown) => {
      throw troubleOf(error);
    });
    if (this.#closed) socket.close();
    this.#socket = socket;
    this.#peer = peer;
    return socket;
  }
}
