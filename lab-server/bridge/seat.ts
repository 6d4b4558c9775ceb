import type { SeatLoopback } from '../class/seat-loopback.ts';

/** What a page at a seat chose to tell the teacher: a lesson and the step it is at. */
export interface Whereabouts {
  readonly lesson: string;
  readonly step: string;
}

/** One visitor's browser in a class, as the bridge needs it. All tabs of a browser are the same seat. */
export interface Seat {
  readonly number: number;
  readonly loopback: SeatLoopback;
  /** Null: it no longer tells. */
  tell(where: Whereabouts | null): void;
}
