import type { NetworkEvent } from '../../network/trace/event.ts';

/** A frame takes at least so long to its next stop, ms of the learner's time: an eye can follow it, and a label be read. */
const hopMs = 700;
/** In a storm not every single frame is waited for. */
const mostFollowed = 24;

/** Something to look at: until when, and how long it takes, virtual ns. */
interface Sight {
  readonly until: number;
  readonly took: number;
}

/**
 * A pace that follows what there is to see: slow while a frame is on a cable, while a hub is full of noise or a station
 * sits out its back-off, and real time while nothing moves. So a ping every second stays one, and its packets, which
 * need microseconds, can be watched.
 */
export class Watch {
  /** By frame, by hub, by the point that waits. */
  readonly #sights = new Map<number | string, Sight>();
  /** How long the last noise was, ns. */
  #noise = 0;

  /** @returns whether the ratio may be another from now on */
  see(event: NetworkEvent): boolean {
    const { at } = event;
    const passed = this.pass(at - 1);
    if (event.kind === 'frame.sent') {
      if (event.link.endsWith(':lo') || this.#sights.size >= mostFollowed) return passed;
      this.#add(event.frame, event.arrives, event.arrives - at);
    } else if (event.kind === 'collision') {
      this.#noise = event.jamUntil - at;
      this.#add(event.hub, event.jamUntil, this.#noise);
    } else if (event.kind === 'backoff') {
      // A die that shows 0 is to be seen as well.
      const until = Math.max(event.until, at + this.#noise);
      this.#add(event.point, until, until - at);
    } else if (event.kind === 'frame.received' || event.kind === 'frame.dropped' || event.kind === 'frame.held') {
      // What a hand holds may lie there for long.
      return (event.frame !== null && this.#sights.delete(event.frame)) || passed;
    } else if (event.kind === 'frame.released') this.#add(event.frame, event.arrives, event.arrives - at);
    else return passed;
    return true;
  }

  /** Virtual seconds in a real one. */
  get ratio(): number {
    if (this.#sights.size === 0) return 1;
    return Math.min(1, Math.max(...[...this.#sights.values()].map(({ took }) => took)) / (hopMs * 1e6));
  }

  /** When the next of what there is to see is over without an event that says so, virtual ns; null when nothing is. */
  get next(): number | null {
    return this.#sights.size === 0 ? null : Math.min(...[...this.#sights.values()].map(({ until }) => until));
  }

  /** It is `now` (virtual ns). A hub never says that it has got a frame, so time itself has to. @returns whether something is over */
  pass(now: number): boolean {
    const before = this.#sights.size;
    for (const [what, { until }] of this.#sights) if (until <= now) this.#sights.delete(what);
    return this.#sights.size < before;
  }

  forget(): void {
    this.#sights.clear();
    this.#noise = 0;
  }

  #add(what: number | string, until: number, took: number): void {
    this.#sights.set(what, { until, took });
  }
}
