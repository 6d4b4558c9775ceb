import { type World, worldOf } from '../../../link/world.ts';
import { Clock, millisecond } from '../../../time/clock.ts';
import { Random } from '../../../time/random.ts';
import type { NetworkEvent } from '../../../trace/event.ts';
import { writeUint32 } from '../../../wire/address.ts';
import { decodeTcp, encodeTcp, flagAck, flagFin, flagPsh, flagRst, flagSyn, flagUrg } from '../../../wire/tcp.ts';
import type { TcpOption } from '../../../wire/tcp-options.ts';
import { type Arrival, headroom, packetBuffer } from '../../ip-layer.ts';
import type { TcpListener, TcpOptions } from '../../sockets.ts';
import { Tcp } from '../tcp.ts';
import { addressA, addressB, PipeEnd, Program, sure, text } from './pipe.ts';

const letters: Readonly<Record<string, number>> = {
  S: flagSyn,
  F: flagFin,
  R: flagRst,
  P: flagPsh,
  A: flagAck,
  U: flagUrg,
};

/** A segment as a test reads and writes it: sequence numbers relative, flags as letters (`SA`). */
export interface Seen {
  readonly flags: string;
  readonly seq: number;
  readonly ack: number;
  readonly window: number;
  readonly data: string;
  readonly options: readonly TcpOption[];
}

export interface Said {
  readonly flags?: string;
  readonly seq?: number;
  readonly ack?: number;
  readonly window?: number;
  readonly data?: string;
  readonly options?: readonly TcpOption[];
}

const address = (number: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  writeUint32(bytes, 0, number);
  return bytes;
};

/**
 * A peer with no TCP behind it: the test says each of its segments and may lie. `seq` and `ack` count from each side's
 * SYN at 0. Its initial sequence number is chosen by the test (to let it wrap).
 */
export class ScriptedPeer {
  readonly clock = new Clock();
  readonly events: NetworkEvent[] = [];
  readonly world: World;
  readonly pipe: PipeEnd;
  readonly tcp: Tcp;
  readonly #seen: Seen[] = [];
  readonly initial: number;
  port = 5000;
  ourPort = 80;
  /** The TCP's own initial number, from its first SYN. */
  theirs = -1;

  constructor(initial = 1000, options: TcpOptions = { timestamps: false, windowScale: false, sack: false }) {
    this.initial = initial;
    this.world = worldOf(this.clock, new Random('scripted'), (event) => void this.events.push(event));
    this.pipe = new PipeEnd(this.world, addressA);
    this.pipe.delay = 0;
    this.tcp = new Tcp(this.world, 'a', this.pipe, options);
    this.pipe.other = { receive: (arrival) => this.#hear(arrival) };
  }

  /** Sends one segment and lets what follows at once happen. */
  say({ flags = 'A', seq = 1, ack = 1, window = 65_535, data = '', options = [] }: Said): this {
    const bits = [...flags].reduce((all, letter) => all | (letters[letter] ?? 0), 0);
    const segment = encodeTcp(
      {
        sourcePort: this.port,
        destinationPort: this.ourPort,
        sequence: (this.initial + seq) >>> 0,
        acknowledgment: bits & flagAck ? (Math.max(0, this.theirs) + ack) >>> 0 : 0,
        flags: bits,
        window,
        options,
        payload: text(data),
      },
      { source: address(addressB), destination: address(addressA) },
    );
    this.raw(segment);
    return this;
  }

  raw(segment: Uint8Array): void {
    const bytes = packetBuffer(segment.length);
    bytes.set(segment, headroom);
    this.tcp.receive({
      bytes,
      ip: headroom - 20,
      payload: headroom,
      end: headroom + segment.length,
      source: addressB,
      destination: addressA,
      ttl: 64,
      interface: 'eth0',
      frame: 1,
    });
    this.wait(0);
  }

  /** Lets `time` (ms) pass. */
  wait(time: number): this {
    this.clock.runUntil(this.clock.now + time * millisecond);
    return this;
  }

  /** What the TCP has sent since this was asked last. */
  heard(): Seen[] {
    return this.#seen.splice(0);
  }

  /** The same in short: `SA 0:1` or `PA 1:1 "hello"`. */
  lines(): string[] {
    return this.heard().map(({ flags, seq, ack, data }) => `${flags} ${seq}:${ack}${data ? ` "${data}"` : ''}`);
  }

  /** The TCP listens, the peer opens: ESTABLISHED. */
  accepted(
    reads = true,
    options: readonly TcpOption[] = [],
    window = 65_535,
  ): { program: Program; listener: TcpListener } {
    const listener = sure(this.tcp.listen({ address: 0, port: 80 }));
    this.say({ flags: 'S', seq: 0, options, window });
    this.say({ window, options: options.filter(({ is }) => is === 'timestamps') });
    this.heard();
    return { program: new Program(sure(listener.accept()), reads), listener };
  }

  /** The TCP connects: SYN-SENT. */
  connecting(options: TcpOptions = {}): Program {
    this.port = 80;
    this.ourPort = 40_000;
    const program = new Program(sure(this.tcp.connect({ address: addressB, port: 80 }, { port: 40_000 }, options)));
    this.wait(0);
    return program;
  }

  #hear(arrival: Arrival): void {
    const segment = decodeTcp(arrival.bytes, arrival.payload, arrival.end);
    if ('malformed' in segment) throw new Error(segment.malformed);
    if (segment.flags & flagSyn && this.theirs < 0) this.theirs = segment.sequence;
    const flags = Object.entries(letters).flatMap(([letter, bit]) => (segment.flags & bit ? [letter] : []));
    this.#seen.push({
      flags: flags.join(''),
      seq: (segment.sequence - Math.max(0, this.theirs)) | 0,
      ack: segment.flags & flagAck ? (segment.acknowledgment - this.initial) | 0 : 0,
      window: segment.window,
      data: String.fromCharCode(...segment.payload),
      options: segment.options ?? [],
    });
  }
}
