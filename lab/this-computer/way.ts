import type { Channel } from '../bridge/channel.ts';
import { decodeServerMessage, versionOf } from '../bridge/decode.ts';
import { decodeFrame, type Frame } from '../bridge/frames.ts';
import { type Hello, type PageMessage, PROTOCOL_VERSION, type ServerMessage } from '../bridge/messages.ts';
import { noHost } from './no-host.ts';

/** `connecting`: the first try; `online`; `offline`: lost, and tried again from time to time. */
export type WayState = 'connecting' | 'online' | 'offline';

export interface Clock {
  /** Milliseconds that only go forward. */
  now(): number;
  /** Runs once after `ms`; @returns how to call it off. */
  after(ms: number, run: () => void): () => void;
}

export interface WayEvents {
  state(state: WayState): void;
  greeted(hello: Hello): void;
  message(message: ServerMessage): void;
  frame(frame: Frame): void;
  lost(): void;
}

/** Waits before a new try, in ms; the last one repeats. */
const BACK_OFF = [250, 500, 1_000, 2_000, 5_000];
/** How long the lab server may take to greet, in ms. */
const GREETING_MS = 5_000;
/** How long it may take to answer a ping, in ms: twice what a busy computer may keep it from its work (2 s). */
const PONG_MS = 4_000;
/** Silence after which we ask whether it is still there, in ms. */
const QUIET_MS = 20_000;
/** A timer that comes this late, in ms, tells of a page that slept, not of a server that did. */
const LATE_MS = 1_000;
/** Bytes waiting in the WebSocket beyond which writers wait, and how often we look, in ms: WebSockets do not tell. */
const CROWDED = 1_048_576;
const LOOK_MS = 10;

/** One way to the lab server after another: greets, watches, reconnects. Sockets live only as long as one way does. */
export class Way {
  readonly #connect: () => Channel;
  readonly #clock: Clock;
  readonly #events: WayEvents;
  #channel: Channel | null = null;
  #state: WayState = 'connecting';
  #trouble: string | undefined;
  #failures = 0;
  #closed = false;
  #heardAt = 0;
  #calls = 0;
  #cancelTimer: () => void = () => undefined;
  readonly #pongs = new Map<number, () => void>();
  #waiting: { resolve(): void; reject(error: Error): void }[] = [];
  #room: Promise<void> | null = null;

  constructor(connect: () => Channel, clock: Clock, events: WayEvents) {
    this.#connect = connect;
    this.#clock = clock;
    this.#events = events;
    this.#try();
  }

  get state(): WayState {
    return this.#state;
  }

  /** Why it is offline, where there is more to say than that nobody answers. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** Resolves when online; where it is not, tries at once. @throws SocketError NO-HOST when that try fails */
  ready(): Promise<void> {
    if (this.#state === 'online') return Promise.resolve();
    if (this.#closed) return Promise.reject(noHost());
    const outcome = new Promise<void>((resolve, reject) => this.#waiting.push({ resolve, reject }));
    this.wake();
    return outcome;
  }

  say(message: PageMessage): void {
    if (this.#state === 'online') this.#channel?.send(JSON.stringify(message));
  }

  frame(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#state === 'online') this.#channel?.send(bytes);
  }

  room(): Promise<void> | null {
    if ((this.#channel?.bufferedAmount ?? 0) < CROWDED) return null;
    this.#room ??= new Promise<void>((resolve) => this.#clock.after(LOOK_MS, resolve)).finally(() => {
      this.#room = null;
    });
    return this.#room;
  }

  /** Do not wait any longer for the next try. */
  wake(): void {
    if (this.#state !== 'online' && this.#channel === null && !this.#closed) this.#try();
  }

  /** Is it still there? After a sleep a dead way looks alive. @returns whether it answered; if not, it is given up. */
  check(): Promise<boolean> {
    if (this.#state !== 'online') {
      this.wake();
      return Promise.resolve(false);
    }
    const channel = this.#channel;
    return this.#ping().then((answered) => {
      if (!answered && channel === this.#channel) this.#fail();
      return answered;
    });
  }

  close(): void {
    this.#closed = true;
    if (this.#channel) this.#fail();
    this.#cancelTimer();
  }

  #try(): void {
    this.#cancelTimer();
    let channel: Channel;
    try {
      channel = this.#connect();
    } catch (error) {
      // A browser throws for an address it will not open at all.
      this.#trouble = error instanceof Error ? error.message : String(error);
      this.#fail();
      return;
    }
    this.#channel = channel;
    const current =
      <A extends unknown[]>(run: (...args: A) => void) =>
      (...args: A): void => {
        if (channel === this.#channel) run(...args);
      };
    channel.onmessage = current((data) => this.#take(data));
    channel.onclose = current(() => this.#fail());
    this.#cancelTimer = this.#clock.after(
      GREETING_MS,
      current(() => this.#fail()),
    );
  }

  #take(data: string | Uint8Array): void {
    this.#heardAt = this.#clock.now();
    if (this.#state !== 'online') {
      this.#greet(typeof data === 'string' ? data : '');
      return;
    }
    if (typeof data !== 'string') {
      const frame = decodeFrame(data);
      if (frame) this.#events.frame(frame);
      else this.#fail();
      return;
    }
    const message = decodeServerMessage(data);
    if (message === null) this.#fail();
    else if (message.type === 'pong') this.#pongs.get(message.call)?.();
    else this.#events.message(message);
  }

  #greet(text: string): void {
    const version = versionOf(text);
    const hello = version === PROTOCOL_VERSION ? decodeServerMessage(text) : null;
    if (hello?.type !== 'hello') {
      if (version !== null && version !== PROTOCOL_VERSION) {
        this.#trouble = 'The lab server was updated since this page was opened. Reload the page.';
      }
      this.#fail();
      return;
    }
    this.#failures = 0;
    this.#trouble = undefined;
    this.#cancelTimer();
    this.#watch();
    this.#events.greeted(hello);
    this.#become('online');
    for (const { resolve } of this.#waiting.splice(0)) resolve();
  }

  /** One timer in 20 s, and a ping only where nothing was heard. */
  #watch(): void {
    this.#cancelTimer = this.#clock.after(QUIET_MS, () => {
      const quiet = this.#clock.now() - this.#heardAt;
      this.#watch();
      if (quiet >= QUIET_MS) void this.check();
    });
  }

  async #ping(): Promise<boolean> {
    for (;;) {
      const asked = this.#clock.now();
      const call = ++this.#calls;
      const answered = await new Promise<boolean>((resolve) => {
        const cancel = this.#clock.after(PONG_MS, () => resolve(false));
        this.#pongs.set(call, () => {
          cancel();
          resolve(true);
        });
        this.say({ type: 'ping', call });
      });
      this.#pongs.delete(call);
      if (answered || this.#state !== 'online') return answered;
      if (this.#clock.now() - asked < PONG_MS + LATE_MS) return false;
    }
  }

  /** This way is over; the next one is tried later. */
  #fail(): void {
    const channel = this.#channel;
    this.#channel = null;
    this.#cancelTimer();
    channel?.close();
    const was = this.#state;
    this.#become('offline');
    if (was === 'online') this.#events.lost();
    for (const { reject } of this.#waiting.splice(0)) reject(noHost(this.#trouble));
    if (this.#closed) return;
    const wait = BACK_OFF[Math.min(this.#failures++, BACK_OFF.length - 1)] ?? 0;
    this.#cancelTimer = this.#clock.after(wait, () => this.#try());
  }

  #become(state: WayState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#events.state(state);
  }
}
