import type { RelayRules } from '../../evidence/event.ts';
import type { Stream } from '../../host.ts';
import { DelayLine } from './delay-line.ts';
import type { WireClock } from './wire-clock.ts';

/** ms of its rate that one piece may take: how fine the flow is. */
const PIECE_MS = 20;
const PIECE_BYTES = { least: 16, most: 32_768 } as const;
/** ms of its rate that may wait at a slow wire, so that a page that is busy, or a timer that is late, leaves no gap. */
const WAITING_MS = 1_000;
/** Bytes that one direction may hold: what its rate times its delay needs, within these bounds. */
const HELD_BYTES = { least: 65_536, most: 4_194_304 } as const;

const within = (value: number, { least, most }: { least: number; most: number }): number =>
  Math.round(Math.min(most, Math.max(least, value)));

/**
 * One direction of a TCP connection through a relay: reads one socket, keeps to the rules, writes the other. It holds
 * a bounded number of bytes, and reads no more than it can hold, so a slow end slows the other end.
 */
export class Pipe {
  readonly #from: Stream;
  readonly #to: Stream;
  readonly #rules: () => RelayRules;
  readonly #passed: (bytes: Uint8Array | null) => Promise<void> | void;
  readonly #line: DelayLine<Uint8Array | null>;
  #finished = false;
  #over = false;

  /** @param passed is told what was handed over, null for the FIN, before it is */
  constructor(
    ends: { from: Stream; to: Stream },
    wire: { clock: WireClock; rules: () => RelayRules },
    passed: (bytes: Uint8Array | null) => Promise<void> | void,
  ) {
    this.#from = ends.from;
    this.#to = ends.to;
    this.#rules = wire.rules;
    this.#passed = passed;
    this.#line = new DelayLine(wire.clock, wire.rules, (bytes) => this.#handOver(bytes));
  }

  /** Resolves when the FIN has been handed over, or the wire is gone. @throws SocketError when one end breaks */
  async run(): Promise<void> {
    await Promise.all([this.#read(), this.#line.run()]);
  }

  /** FIN after what is on the wire now; what comes after is lost. */
  finish(): void {
    if (this.#finished) return;
    this.#finished = true;
    this.#line.push(null, 0);
  }

  /** The wire is gone. */
  stop(): void {
    this.#over = true;
    this.#line.stop();
  }

  async #read(): Promise<void> {
    while (!this.#over) {
      if (!this.#finished && this.#line.held >= this.#most()) {
        await this.#line.room();
        continue;
      }
      const bytes = await this.#from.read();
      if (bytes === null) return this.finish();
      if (this.#finished) continue;
      const size = this.#piece();
      for (let at = 0; at < bytes.length; at += size) {
        const piece = bytes.subarray(at, at + size);
        this.#line.push(piece, piece.length);
      }
    }
  }

  async #handOver(bytes: Uint8Array | null): Promise<boolean> {
    await this.#passed(bytes);
    if (bytes === null) this.#to.end();
    else await this.#to.write(bytes);
    return bytes !== null;
  }

  #most(): number {
    const { bitsPerSecond, delayMs } = this.#rules();
    // Without a rate nothing waits its turn; what travels is counted at a gigabit.
    if (bitsPerSecond === null) return within(125_000 * 2 * delayMs, HELD_BYTES);
    return within((bitsPerSecond / 8_000) * (2 * delayMs + WAITING_MS), HELD_BYTES);
  }

  #piece(): number {
    const { bitsPerSecond } = this.#rules();
    return bitsPerSecond === null ? PIECE_BYTES.most : within((bitsPerSecond / 8_000) * PIECE_MS, PIECE_BYTES);
  }
}
