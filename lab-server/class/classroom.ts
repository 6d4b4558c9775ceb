import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ClassState, TeacherMessage } from '../../lab/class/messages.ts';
import type { Endpoint } from '../../lab/host.ts';
import { addressGroup } from '../../lab/services/address-group.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { classLimits } from '../config.ts';
import type { ChatServer } from '../rooms/chat-server.ts';
import { ClassCode } from './class-code.ts';
import { Control } from './control.ts';
import { Gate } from './gate.ts';
import { Seats } from './seats.ts';

export interface ClassroomOptions {
  /** The machine's own addresses on which the class is open. */
  readonly addresses: readonly string[];
  /** Whether the system has a loopback address for each seat. */
  readonly ownLoopbacks: boolean;
  /** The class code; six random digits unless a test says otherwise. */
  readonly code?: string;
  port(): number;
  chat(): ChatServer;
  bridge(): Bridge;
  /** The teacher closes everything. */
  closeEverything(): void;
}

const REMOVED = 'The teacher took this seat back.';

/** A class: its code, its seats, who may come in, and what its teacher may do. */
export class Classroom {
  readonly code: ClassCode;
  readonly gate: Gate;
  readonly #seats: Seats;
  readonly #control: Control;
  readonly #options: ClassroomOptions;

  constructor(options: ClassroomOptions) {
    const now = (): number => performance.now();
    const limits = classLimits;
    this.#options = options;
    this.code = new ClassCode(now, limits, options.code);
    this.#seats = new Seats({
      limits,
      ownLoopbacks: options.ownLoopbacks,
      now,
      isOccupied: (seat) => options.bridge().pagesOf(seat) > 0,
      changed: () => this.#control.changed(),
    });
    this.#control = new Control({ limits, state: () => this.state(), obey: (message) => this.#obey(message) });
    this.gate = new Gate({ code: this.code, seats: this.#seats, limits, port: options.port, now });
  }

  /** Where visitors come in, the likeliest address first. */
  get urls(): string[] {
    return this.#options.addresses.map((address) => `http://${address}:${this.#options.port()}/`);
  }

  /** Seats that are taken. */
  get seats(): number {
    return this.#seats.all.length;
  }

  state(): ClassState {
    const bridge = this.#options.bridge();
    const chat = this.#options.chat();
    return {
      type: 'class',
      urls: this.urls,
      code: this.code.text,
      wrongCodes: this.code.wrong,
      lobbyPort: chat.lobbyPort,
      seats: this.#seats.all.map((seat) => ({
        seat: seat.number,
        pages: bridge.pagesOf(seat),
        muted: seat.muted,
        lesson: seat.where?.lesson ?? '',
        step: seat.where?.step ?? '',
      })),
      rooms: chat.rooms().map((row) => ({ ...row, paused: chat.isPaused(row.name) })),
    };
  }

  /** The teacher's page, judged before. */
  handleControl(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#control.handleUpgrade(request, socket, head);
  }

  /** Whether whoever speaks from `peer` in the room on `port` sits at a muted seat. */
  isMuted(peer: Endpoint, port: number): boolean {
    const seat = this.#options.bridge().seatOf(peer, port);
    return seat !== null && (this.#seats.at(seat.number)?.muted ?? false);
  }

  /** Each seat is one guesser of passwords, although all of them speak from this computer. */
  groupOf(address: string): string {
    const number = /^127\.([1-9]\d*)\./.exec(address)?.[1];
    const seat = number === undefined ? null : this.#seats.at(Number(number));
    return seat?.loopback.owns(address) ? `seat ${seat.number}` : addressGroup(address);
  }

  close(): void {
    this.#control.close();
  }

  #obey(message: TeacherMessage): void {
    switch (message.type) {
      case 'pause':
        this.#options.chat().pause(message.room, message.on);
        return;
      case 'mute': {
        const seat = this.#seats.at(message.seat);
        if (seat) seat.muted = message.on;
        return;
      }
      case 'remove': {
        const seat = this.#seats.at(message.seat);
        if (!seat) return;
        this.#seats.remove(seat);
        this.#options.bridge().dismiss(seat, REMOVED);
        return;
      }
      case 'clear':
        return this.#seats.clear();
      case 'renew':
        return this.code.renew();
      case 'close':
        return this.#options.closeEverything();
    }
  }
}
