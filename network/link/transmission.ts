import type { Flight } from './flight.ts';
import type { Segment } from './segment.ts';

/** A station's try to send one frame through a hub. */
export interface Transmission {
  readonly segment: Segment;
  readonly flight: Flight;
  /** ns; first and last bit (of the jam, if it came to that) leave the station. */
  readonly starts: number;
  ends: number;
  /** It collided or was cut off: nobody receives it. */
  spoiled: boolean;
  /** What the hub makes of it, one for every other segment. */
  copies: readonly { readonly segment: Segment; readonly number: number }[];
}

/** What a segment needs of its hub. */
export interface Repeater {
  /** bits/s */
  readonly rate: number;
  /** A station begins to send. */
  hear(transmission: Transmission): void;
  /** Its cable was cut in the middle of it. */
  breakOff(transmission: Transmission): void;
  detach(segment: Segment): void;
}
