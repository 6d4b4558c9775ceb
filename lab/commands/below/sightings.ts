import type { NetworkEvent } from '../../../network/trace/event.ts';

/** A frame at a capture point. */
export interface Sighting {
  readonly bytes: Uint8Array;
  /** Virtual ns: the first bit leaves, or the last one has arrived. */
  readonly at: number;
  /** `eth0` */
  readonly label: string;
  readonly out: boolean;
}

/** Transmissions whose end is not known yet; more than this many were lost on the way. */
const mostUnderWay = 5000;

/** What a program that listens at some points sees of the network's events. Damaged frames are dropped by the card. */
export class Sightings {
  readonly #points: ReadonlySet<string>;
  readonly #underWay = new Map<number, Uint8Array>();

  constructor(points: ReadonlySet<string>) {
    this.#points = points;
  }

  of(event: NetworkEvent): Sighting | null {
    if (event.kind === 'frame.sent') {
      this.#underWay.set(event.frame, event.bytes);
      if (this.#underWay.size > mostUnderWay) this.#underWay.delete(this.#underWay.keys().next().value ?? 0);
      if (!this.#points.has(event.from)) return null;
      return { bytes: event.bytes, at: event.starts, label: labelOf(event.from), out: true };
    }
    if (event.kind !== 'frame.received' || !this.#points.has(event.point) || event.fcs !== undefined) return null;
    const bytes = event.bytes ?? this.#underWay.get(event.frame);
    return bytes ? { bytes, at: event.at, label: labelOf(event.point), out: false } : null;
  }
}

const labelOf = (point: string): string => point.slice(point.indexOf(':') + 1);
