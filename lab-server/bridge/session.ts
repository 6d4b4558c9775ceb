import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { decodePageMessage } from '../../lab/bridge/decode.ts';
import { decodeFrame } from '../../lab/bridge/frames.ts';
import { type PageMessage, PROTOCOL_VERSION } from '../../lab/bridge/messages.ts';
import type { BridgeCommons } from './commons.ts';
import type { Gauge } from './desk.ts';
import { Outbox } from './outbox.ts';
import { answer } from './questions.ts';
import { reach } from './reach.ts';
import type { Seat } from './seat.ts';
import { SocketDesk } from './socket-desk.ts';
import type { PageDesks } from './waiting-room.ts';
import { WorkBudget } from './work-budget.ts';

/** WebSocket close codes, RFC 6455 §7.4.1. */
const GOING_AWAY = 1001;
const POLICY_VIOLATION = 1008;

/** Work units, see `workPerSecond` in config.ts. */
const WORK = { data: 1, open: 10, ask: 100 } as const;

/** What a page may hold: of everything, or of what its seat may. */
export interface Share {
  readonly sockets: Gauge;
  readonly unsent: Gauge;
}

/** One page's WebSocket. It owns the sockets that the page opened: when it ends, they end. */
export class Session {
  /** Where it sits, or null for a page on the machine itself. */
  readonly seat: Seat | null;
  readonly share: Share;
  readonly #socket: WebSocket;
  readonly #commons: BridgeCommons;
  readonly #outbox: Outbox;
  readonly #sockets: SocketDesk;
  readonly #budget: WorkBudget;
  readonly #waiting: PageDesks;
  /** Something came from the page since the last heartbeat. */
  #heard = true;
  #silentMs = 0;
  #pingedAt = 0;

  constructor(socket: WebSocket, way: Duplex, commons: BridgeCommons, at: { seat: Seat | null; share: Share }) {
    const { limits } = commons;
    this.seat = at.seat;
    this.share = at.share;
    this.#socket = socket;
    this.#commons = commons;
    this.#outbox = new Outbox(socket, limits, () => this.#sockets.pace());
    this.#sockets = new SocketDesk(this, this.#outbox, commons);
    this.#budget = new WorkBudget(limits.workPerSecond, limits.workBurst, commons.now());
    // Errors of the WebSocket (a frame too large, a broken way) end in 'close'; without a listener they end the process.
    socket.on('error', () => socket.terminate());
    socket.on('message', (data, isBinary) => this.#take(data as Buffer, isBinary));
    socket.on('pong', () => {
      this.#heard = true;
    });
    way.on('drain', () => {
      if (this.#outbox.drained()) this.#sockets.pace();
    });
    this.#waiting = commons.waiting.forPage();
    socket.on('close', () => {
      this.#sockets.abandon();
      this.#waiting.close();
    });
    this.#outbox.say({
      type: 'hello',
      version: PROTOCOL_VERSION,
      platform: process.platform,
      services: commons.services(),
      reach,
      ...(this.seat === null ? {} : { seat: this.seat.number }),
    });
  }

  /**
   * Called every `passedMs` or, when the event loop stood still, later: a late call counts as one interval, so neither
   * a blocked process nor a clock that jumps makes a page look silent.
   */
  beat(passedMs: number): void {
    this.#silentMs = this.#heard ? 0 : this.#silentMs + passedMs;
    this.#heard = false;
    if (this.#silentMs === 0) this.#pingedAt = 0;
    if (this.#silentMs >= this.#commons.limits.silenceMs) this.#socket.terminate();
    else if (this.#silentMs - this.#pingedAt >= this.#commons.limits.pingMs) {
      this.#pingedAt = this.#silentMs;
      if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
    }
  }

  /** The lab server stops, or the seat was taken back: the page is told, its sockets close with FIN. */
  close(why = 'The lab server is stopping.'): void {
    this.#sockets.abandon();
    this.#socket.close(GOING_AWAY, why);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #take(data: Buffer, isBinary: boolean): void {
    // After a refusal the rest of what had already arrived is not looked at.
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#heard = true;
    const work = isBinary ? this.#frame(data) : this.#control(data);
    const wait = this.#budget.spend(work, this.#commons.now());
    if (wait > 0 && !this.#socket.isPaused) {
      this.#socket.pause();
      this.#readAgainIn(wait);
    }
  }

  /** What had already arrived was still done, so the debt may have grown since. */
  #readAgainIn(ms: number): void {
    setTimeout(() => {
      const wait = this.#budget.spend(0, this.#commons.now());
      if (wait > 0) this.#readAgainIn(wait);
      else this.#socket.resume();
    }, ms);
  }

  #frame(data: Buffer): number {
    const frame = decodeFrame(data);
    if (!frame) this.#refuse('This is no frame of the bridge.');
    else if (frame.type === 'answer') {
      if (!this.#waiting.take(frame)) this.#refuse('This answer is longer than any.');
    } else if (!this.#sockets.frame(frame)) this.#refuse('More was sent than there was credit for.');
    return WORK.data;
  }

  #control(data: Buffer): number {
    const message = decodePageMessage(data.toString());
    if (message === null) {
      this.#refuse('This is no message of the bridge.');
      return WORK.ask;
    }
    switch (message.type) {
      case 'connect':
      case 'listen':
      case 'bind':
        if (!this.#sockets.open(message)) this.#refuse('This socket number was used before.');
        return WORK.open;
      case 'ask':
        this.#answer(message);
        return WORK.ask;
      case 'await':
        this.#outbox.say({ type: 'awaiting', desk: message.desk, ticket: this.#waiting.open(message.desk) });
        return WORK.open;
      case 'forget':
        this.#waiting.forget(message.desk);
        return WORK.data;
      case 'tell':
        this.seat?.tell(message.lesson === '' ? null : { lesson: message.lesson, step: message.step });
        return WORK.open;
      case 'ping':
        this.#outbox.say({ type: 'pong', call: message.call });
        return WORK.data;
      default:
        this.#sockets.change(message);
        return WORK.data;
    }
  }

  #answer(question: Extract<PageMessage, { type: 'ask' }>): void {
    answer(question, this, this.#commons).then(
      (message) => this.#outbox.say(message),
      (error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        const saying = `The operating system did not tell: ${why}`.slice(0, 1_000);
        this.#outbox.say({ type: 'unanswered', call: question.call, saying });
      },
    );
  }

  /** The page broke the protocol: our own page never does, so there is nothing to negotiate. */
  #refuse(why: string): void {
    this.#socket.close(POLICY_VIOLATION, why);
    this.#sockets.abandon();
  }
}
