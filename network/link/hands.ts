import type { PointName } from '../trace/event.ts';

/**
 * What a learner's hand does to frames on a link. Plain data, so that a scene can record it and do it again: the same
 * orders at the same virtual times give the same run.
 */
export type HandOrder =
  | ({ readonly do: 'drop' | 'hold' | 'duplicate' } & Aim)
  | ({
      readonly do: 'flip';
      /** From the first bit of the destination address, highest bit of a byte first, as the inspector counts. */
      readonly bit: number;
      /** The sender's FCS is replaced by the right one, so that only a checksum further up can notice. */
      readonly recomputeFcs?: boolean;
    } & Aim)
  /** Lets a held frame go, or all of them; then nothing more is held. */
  | { readonly do: 'release'; readonly link: string; readonly frame?: number }
  /** Forgets every order about coming frames. */
  | { readonly do: 'forget'; readonly link: string };

/** A frame in flight by its number, or else coming frames. */
export interface Aim {
  readonly link: string;
  readonly frame?: number;
  /** Coming frames only: those this point sends. */
  readonly from?: PointName;
  /** Coming frames only: a capture filter, for the record; whoever gives the order compiles it. */
  readonly filter?: string;
  /** The first of those that match is 1. */
  readonly nth?: number;
  /** How many of them; 1 unless said. */
  readonly count?: number;
}

export interface HandProblem {
  readonly code: 'not-in-flight' | 'no-such-bit' | 'wrong-link' | 'not-on-a-hub';
  readonly says: string;
}

export type HandAct = Exclude<HandOrder, { readonly do: 'release' | 'forget' }>;

interface Rule {
  readonly act: HandAct;
  readonly matches: (bytes: Uint8Array) => boolean;
  skip: number;
  left: number;
}

/** The orders about coming frames of one link, in the order in which they were given. */
export class Hands {
  #rules: Rule[] = [];

  /** Nothing is ordered: nobody has to look at a frame. */
  get idle(): boolean {
    return this.#rules.length === 0;
  }

  add(act: HandAct, matches: (bytes: Uint8Array) => boolean): void {
    this.#rules.push({ act, matches, skip: (act.nth ?? 1) - 1, left: act.count ?? 1 });
  }

  forget(which: (act: HandAct) => boolean): void {
    this.#rules = this.#rules.filter((rule) => !which(rule.act));
  }

  /** What is to be done to this frame, which `from` has handed over. */
  actsOn(bytes: Uint8Array, from: PointName): HandAct[] {
    const acts: HandAct[] = [];
    for (const rule of this.#rules) {
      if (rule.act.from !== undefined && rule.act.from !== from) continue;
      if (!rule.matches(bytes)) continue;
      if (rule.skip > 0) {
        rule.skip -= 1;
        continue;
      }
      rule.left -= 1;
      acts.push(rule.act);
    }
    this.#rules = this.#rules.filter((rule) => rule.left > 0);
    return acts;
  }
}
