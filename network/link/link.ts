import type { LinkQuality } from '../trace/event.ts';
import type { HandOrder, HandProblem } from './hands.ts';
import type { Port } from './port.ts';

/** What somebody holds who has plugged two ports together: a full-duplex cable, or a hub's segment. */
export interface Link {
  readonly name: string;
  readonly ends: readonly [Port, Port];
  readonly quality: LinkQuality;
  readonly up: boolean;
  /** From now on; frames that were already handed over keep the times they were told. */
  change(quality: Partial<LinkQuality>): void;
  /** What is on its way or waits to be sent is lost. */
  cut(): void;
  mend(): void;
  /** Cuts it and takes it out of both ports. */
  unplug(): void;
  /** Frames that were handed over at this end, and those that ended on the link (full queue, loss, cut, by hand). */
  counters(from: Port): LinkCounters;
  /** @param matches for an order about coming frames: which of them; all of them unless said */
  hand(order: HandOrder, matches?: (bytes: Uint8Array) => boolean): HandProblem | null;
}

export interface LinkCounters {
  readonly sent: number;
  readonly dropped: number;
}
