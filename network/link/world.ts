import type { Clock } from '../time/clock.ts';
import type { Random } from '../time/random.ts';
import type { Trace } from '../trace/event.ts';

/** What everything in one network shares: its time, its chance, its witness. */
export interface World {
  readonly clock: Clock;
  readonly random: Random;
  /** Read at every use: looking can be switched on and off. */
  trace: Trace;
  /** Numbers for transmissions, from 1. */
  nextFrame(): number;
  /** Numbers for sockets, from 1, unique in the network. */
  nextSocket(): number;
}

export function worldOf(clock: Clock, random: Random, trace: Trace = null): World {
  let frame = 0;
  let socket = 0;
  return { clock, random, trace, nextFrame: () => ++frame, nextSocket: () => ++socket };
}
