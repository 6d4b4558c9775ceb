import type { NetworkEvent } from '../../network/trace/event.ts';

/** A frame takes at least so long to its next stop, ms of the learner's time: an eye can follow it, and a label be read. */
const hopMs = 700;
/** In a storm not every single frame is waited for. */
const mostFollowed = 24;

/**
 * A pace that follows what there is to see: slow while a frame is on a cable, real time while nothing moves. So a ping
 * every second stays one, and its packets, which need microseconds, can be watched.
 */
export class Watch {
  /** Frames on their way, and how long that takes, ns. */
  readonly #flights = new Map<number, number>();

  /** @returns the ratio of virtual to real time from now on; null when this event changes nothing */
  see(event: NetworkEvent): number | null {
    if (event.kind === 'frame.sent') {
      if (event.link.endsWith(':lo') || this.#flights.size >= mostFollowed) return null;
      this.#flights.set(event.frame, event.arrives - event.at);
    } else if (event.kind !== 'frame.received' && event.kind !== 'frame.dropped') return null;
    else if (event.frame === null || !this.#flights.delete(event.frame)) return null;
    return this.ratio;
  }

  get ratio(): number {
    if (this.#flights.size === 0) return 1;
    return Math.min(1, Math.max(...this.#flights.values()) / (hopMs * 1e6));
  }

  forget(): void {
    this.#flights.clear();
  }
}
