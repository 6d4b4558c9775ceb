import type { Activity } from '../virtual-host/wakeups.ts';
import { Pace } from './pace.ts';
import type { Wall } from './wall.ts';

/** What a driver drives: events, each at its virtual moment. */
export interface Timeline {
  /** ns */
  readonly now: number;
  /** When the next event is due, ns; null when nothing is to come. */
  readonly next: number | null;
  /** Runs the next event. */
  step(): void;
  /** Lets time pass up to a moment before which nothing is due. */
  passTo(moment: number): void;
}

/** Real ms of events in one go; then the page gets its turn to draw. */
const SLICE_MS = 8;
/** Events between two looks at the wall. */
const LOOK_EVERY = 64;
/** The longest wait a timer takes, ms (2^31 overflows). */
const LONGEST_WAIT_MS = 1_000_000_000;

/** Run on, however fast it goes, up to a moment or until something is true. */
interface Errand {
  readonly until: number;
  enough(): boolean;
  done(): void;
}

/**
 * Runs a timeline beside the wall. One event at a time; and where an event woke a program (it resolved a promise), the
 * next one waits until that program has gone as far as it can. So a program always acts at the virtual moment at which
 * it was woken, and neither the pace nor the machine's speed can change what happens.
 */
export class Driver implements Activity {
  readonly pace: Pace;
  readonly #wall: Wall;
  readonly #line: Timeline;
  #errands: Errand[] = [];
  #late: (() => void)[] = [];
  #woke = false;
  #turning = false;
  #holds = 0;
  #closed = false;
  #callOff: (() => void) | null = null;

  constructor(line: Timeline, wall: Wall) {
    this.#line = line;
    this.#wall = wall;
    this.pace = new Pace(wall);
  }

  /** A program goes on: nothing more happens before it has done what it does now. */
  woke(): void {
    this.#woke = true;
  }

  /** Runs it once no program is in the middle of something: at once, if none is. */
  whenSettled(run: () => void): void {
    if (this.#woke || this.#late.length > 0) this.#late.push(run);
    else run();
    this.nudge();
  }

  /** Time stands still while something outside this network is awaited (a command being fetched). @returns its end */
  hold(): () => void {
    this.#holds += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holds -= 1;
      this.#woke = true;
      this.nudge();
    };
  }

  /** Something may be due that was not before. */
  nudge(): void {
    if (!this.#turning && !this.#closed) this.#turn();
  }

  setPace(ratio: number): void {
    this.catchUp();
    this.pace.change(ratio, this.#line.now);
    this.nudge();
  }

  /** From inside an event: what follows it is due at another pace. */
  changePace(ratio: number): void {
    this.pace.change(ratio, this.#line.now);
  }

  /** The virtual moment it is for somebody who looks now, ns: between events it goes on smoothly. */
  get moment(): number {
    const { now, next } = this.#line;
    if (this.#errands.length > 0) return now;
    return Math.max(now, Math.min(this.pace.target, next ?? Number.POSITIVE_INFINITY));
  }

  /** Before something happens from outside: it is as late as it may be without an event. */
  catchUp(): void {
    if (this.#errands.length > 0 || this.pace.ratio === 0 || this.#holds > 0) return;
    const { now, next } = this.#line;
    const moment = Math.min(this.pace.target, next === null ? Number.POSITIVE_INFINITY : next - 1);
    if (moment > now) this.#line.passTo(moment);
  }

  /**
   * As fast as possible, up to the virtual moment `until` (ns), or before when `enough` says so or nothing is to come.
   * Afterwards time goes on at its pace from there.
   */
  run(until: number, enough: () => boolean = () => false): Promise<void> {
    this.catchUp();
    return new Promise((resolve) => {
      this.#errands.push({ until, enough, done: resolve });
      this.nudge();
    });
  }

  close(): void {
    this.#closed = true;
    this.#callOff?.();
    for (const { done } of this.#errands.splice(0)) done();
  }

  #turn(): void {
    this.#callOff?.();
    this.#callOff = null;
    this.#turning = true;
    this.#wall.turn(() => {
      this.#turning = false;
      if (!this.#closed) this.#pump();
    });
  }

  #pump(): void {
    // What woke before this turn has run by now.
    this.#woke = false;
    const late = this.#late.shift();
    if (late !== undefined) {
      late();
      return this.#turn();
    }
    if (this.#holds > 0) return;
    const sliceEnd = this.#wall.now() + SLICE_MS;
    for (let events = 1; ; events += 1) {
      const errand = this.#errands[0];
      const limit = errand?.until ?? this.pace.target;
      const next = errand?.enough() ? null : this.#line.next;
      if (next === null || next > limit) {
        if (errand === undefined) return this.#rest();
        this.#finish(errand);
      } else this.#line.step();
      if (this.#closed) return;
      if (this.#woke) return this.#turn();
      if (events % LOOK_EVERY === 0 && this.#wall.now() > sliceEnd) {
        if (this.#errands.length === 0) this.pace.slip(this.#line.now);
        return this.#turn();
      }
    }
  }

  #finish(errand: Errand): void {
    this.#errands.shift();
    if (Number.isFinite(errand.until) && !errand.enough() && errand.until > this.#line.now) {
      this.#line.passTo(errand.until);
    }
    this.pace.restart(this.#line.now);
    // Whoever asked goes on before anything else does.
    this.#woke = true;
    errand.done();
  }

  /** Nothing is due: sleeps until something is. */
  #rest(): void {
    const { next } = this.#line;
    const wait = next === null ? null : this.pace.until(next);
    if (wait === null) return;
    this.#callOff = this.#wall.after(Math.min(Math.ceil(wait), LONGEST_WAIT_MS), () => {
      this.#callOff = null;
      if (!this.#turning && !this.#closed) this.#pump();
    });
  }
}
