import { type ConnectOptions, type Endpoint, type Host, type Listener, SocketError, type Stream } from '../host.ts';
import { MAX_ANSWER_DATA } from './answer.ts';
import type { Bell } from './bell.ts';
import { Trouble, troubleOf } from './trouble.ts';

const nowhere: Endpoint = { address: '0.0.0.0', port: 0 };

type State =
  | { readonly at: 'new' }
  | { readonly at: 'listening'; readonly listener: Listener }
  | { readonly at: 'connecting'; readonly attempt: AbortController }
  | { readonly at: 'open'; readonly stream: Stream }
  | { readonly at: 'closed' };

/** A TCP socket as a program holds it: from `socket()` on, also before it listens or is connected. */
export class TcpSocket {
  readonly transport = 'tcp';
  readonly #host: Host;
  readonly #bell: Bell;
  #state: State = { at: 'new' };
  #bound: Endpoint | null = null;
  /** Taken out of the host before the program accepts them: `select` has to see whether one is there. */
  #callers: Stream[] = [];
  #received: Uint8Array[] = [];
  #ended = false;
  #deaf = false;
  /** It broke, and the program was told. */
  #broken = false;
  #trouble: Trouble | null = null;
  /** Something is asked of the host that will ring the bell. */
  #asking = false;
  #writing: Promise<void> | null = null;
  /** SO_REUSEADDR and SO_LINGER with zero seconds. */
  reuse = false;
  resets = false;

  constructor(host: Host, bell: Bell, stream?: Stream) {
    this.#host = host;
    this.#bell = bell;
    if (stream) this.#state = { at: 'open', stream };
  }

  async bind(at: Endpoint): Promise<void> {
    if (this.#state.at !== 'new' || this.#bound !== null) throw new Trouble('EINVAL');
    if (!this.reuse) await this.#nobodyLeft(at);
    this.#bound = this.#host.couldListen ? await asked(this.#host.couldListen(at)) : at;
  }

  /** Without a bind before, the system chooses the port. */
  async listen(anyPort: Endpoint): Promise<void> {
    if (this.#state.at === 'listening') return;
    if (this.#state.at !== 'new') throw new Trouble('EINVAL');
    const listener = await asked(this.#host.listen(this.#bound ?? anyPort));
    this.#bound = listener.local;
    this.#state = { at: 'listening', listener };
  }

  /** Whether a caller waits. Asks the host, which rings when one came. */
  get hasCaller(): boolean {
    const state = this.#state;
    if (state.at !== 'listening') throw new Trouble('EINVAL');
    if (this.#callers.length > 0 || this.#trouble !== null) return true;
    this.#ask(
      () => state.listener.accept(),
      (stream) => this.#callers.push(stream),
    );
    return false;
  }

  takeCaller(): Stream | null {
    this.#throwTrouble();
    return this.#callers.shift() ?? null;
  }

  /** Begins; `connected` says whether it came to something. @param remote with an address, not a name */
  begin(remote: Endpoint): void {
    if (this.#state.at === 'connecting') throw new Trouble('EALREADY');
    if (this.#state.at === 'open') throw new Trouble('EISCONN');
    if (this.#state.at !== 'new') throw new Trouble('EINVAL');
    const attempt = new AbortController();
    this.#state = { at: 'connecting', attempt };
    // A client that chose its own port cannot be made here; its own address can.
    const from = this.#bound === null || this.#bound.address === '0.0.0.0' ? {} : { from: this.#bound.address };
    const options: ConnectOptions = { ...from, signal: attempt.signal };
    this.#host.connect(remote, options).then(
      (stream) => {
        if (this.#state.at === 'connecting') this.#state = { at: 'open', stream };
        else stream.close();
        this.#bell.ring();
      },
      (error: unknown) => {
        if (this.#state.at === 'connecting') {
          this.#state = { at: 'new' };
          this.#trouble = attempt.signal.aborted ? null : troubleOf(error);
        }
        this.#bell.ring();
      },
    );
  }

  /** Whether a connect is over, well or not. */
  get connected(): boolean {
    return this.#state.at !== 'connecting';
  }

  /** A connect that took too long. */
  giveUp(): void {
    if (this.#state.at !== 'connecting') return;
    this.#state.attempt.abort(new Error('the program waits no longer'));
    this.#state = { at: 'new' };
  }

  /** Whether `recv` would not wait. Asks the host, which rings when there is something. */
  get readable(): boolean {
    const state = this.#state;
    if (state.at === 'listening') return this.hasCaller;
    if (state.at !== 'open') return state.at !== 'connecting';
    if (this.#received.length > 0 || this.#ended || this.#deaf || this.#trouble !== null) return true;
    this.#ask(
      () => state.stream.read(),
      (bytes) => {
        if (bytes === null) this.#ended = true;
        else this.#received.push(bytes);
      },
    );
    return false;
  }

  /** At most `size` bytes of what has come; none at the end. */
  receive(size: number, peek: boolean): Uint8Array {
    if (this.#state.at !== 'open') throw this.#trouble ?? new Trouble('ENOTCONN');
    if (this.#deaf) return new Uint8Array(0);
    const first = this.#received[0];
    if (first === undefined) {
      this.#throwTrouble();
      return new Uint8Array(0);
    }
    const given = first.subarray(0, Math.min(size, MAX_ANSWER_DATA));
    if (peek) return given;
    if (given.length === first.length) this.#received.shift();
    else this.#received[0] = first.subarray(given.length);
    return given;
  }

  /** Whether `send` would not wait. */
  get writable(): boolean {
    if (this.#state.at === 'connecting') return false;
    return this.#writing === null;
  }

  /**
   * Resolves when it is known whether the last bytes sent met a peer that has gone, and answered with a reset. A kernel
   * knows at once; the lab server tells, and whatever it is asked afterwards it answers after that.
   */
  async known(): Promise<void> {
    const state = this.#state;
    if (!this.#ended || state.at !== 'open' || this.#host.kind === 'virtual') return;
    await asked(this.#host.sockets());
    await state.stream.write(new Uint8Array(0)).catch((error: unknown) => this.#unsent(error));
  }

  /** Hands bytes to the host; `writable` again once it has taken them. */
  put(bytes: Uint8Array): void {
    if (this.#state.at !== 'open' || this.#broken) throw new Trouble('EPIPE');
    this.#throwTrouble();
    // Whether the peer has ended decides what a failing send is called.
    if (this.#host.kind === 'this-computer') void this.readable;
    const writing: Promise<void> = this.#state.stream
      .write(bytes)
      .catch((error: unknown) => this.#unsent(error))
      .then(() => {
        this.#writing = null;
        this.#bell.ring();
      });
    this.#writing = writing;
  }

  /** SHUT_RD gives no sign to the other side; SHUT_WR sends FIN. */
  shutdown(how: 'read' | 'write' | 'both'): void {
    if (this.#state.at !== 'open') throw new Trouble('ENOTCONN');
    if (how !== 'write') this.#deaf = true;
    if (how !== 'read') this.#state.stream.end();
    this.#bell.ring();
  }

  /** FIN, or RST where something is left unread (RFC 2525 §2.17) or SO_LINGER says so. What was sent goes out first. */
  close(): void {
    const state = this.#state;
    this.#state = { at: 'closed' };
    if (state.at === 'connecting') state.attempt.abort(new Error('the program closed it'));
    if (state.at === 'listening') {
      // An operating system resets connections that nobody accepted.
      for (const caller of this.#callers) caller.reset();
      state.listener.close();
    }
    if (state.at !== 'open') return;
    const { stream } = state;
    if (this.resets || this.#received.length > 0) stream.reset();
    else if (this.#writing === null) stream.close();
    else void this.#writing.then(() => stream.close());
  }

  /** Its number in the log; null before the host knows it. */
  get id(): number | null {
    const state = this.#state;
    if (state.at === 'listening') return state.listener.id;
    return state.at === 'open' ? state.stream.id : null;
  }

  get local(): Endpoint {
    const state = this.#state;
    if (state.at === 'open') return state.stream.local;
    if (state.at === 'listening') return state.listener.local;
    return this.#bound ?? nowhere;
  }

  /** Null where there is none. */
  get remote(): Endpoint | null {
    return this.#state.at === 'open' ? this.#state.stream.remote : null;
  }

  /** What went wrong, told once, as SO_ERROR does. */
  takeTrouble(): Trouble | null {
    const trouble = this.#trouble;
    this.#trouble = null;
    return trouble;
  }

  /** After it was told, a connection that broke is one that ended: reads give nothing, writes EPIPE. */
  #throwTrouble(): void {
    const trouble = this.takeTrouble();
    if (trouble === null) return;
    this.#ended = true;
    this.#broken = true;
    throw trouble;
  }

  /** A reset after the peer's FIN is EPIPE to who writes, as in every kernel. */
  #unsent(error: unknown): void {
    const trouble = troubleOf(error);
    this.#trouble = this.#ended && trouble.code === 'ECONNRESET' ? new Trouble('EPIPE') : trouble;
  }

  #ask<T>(question: () => Promise<T>, take: (result: T) => void): void {
    if (this.#asking) return;
    this.#asking = true;
    question()
      .then(take, (error: unknown) => {
        if (this.#state.at !== 'closed') this.#trouble = troubleOf(error);
      })
      .finally(() => {
        this.#asking = false;
        this.#bell.ring();
      });
  }

  /**
   * Without SO_REUSEADDR a port is not given away while connections of an earlier listener are still remembered, which
   * those that closed first are, in TIME-WAIT (RFC 9293 §3.6.1, and bind(2) of every system).
   */
  async #nobodyLeft({ address, port }: Endpoint): Promise<void> {
    if (port === 0) return;
    const { rows } = await asked(this.#host.sockets());
    const left = rows.some(
      ({ transport, state, local }) =>
        transport === 'tcp' &&
        state !== 'LISTEN' &&
        state !== 'CLOSED' &&
        local.port === port &&
        (local.address === address || address === '0.0.0.0'),
    );
    if (left) throw new Trouble('EADDRINUSE');
  }
}

/** A call of the host, with its errors as a program gets them. */
const asked = <T>(promise: Promise<T>): Promise<T> =>
  promise.catch((error: unknown) => {
    if (error instanceof SocketError) throw troubleOf(error);
    throw error;
  });
