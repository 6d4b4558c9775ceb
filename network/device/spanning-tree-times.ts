import { second } from '../time/clock.ts';
import { stpSecond } from '../wire/stp.ts';

/** ns. IEEE 802.1D-1998 table 8-3; a switch follows what the root says. */
export interface TreeTimes {
  readonly maxAge: number;
  readonly hello: number;
  readonly forwardDelay: number;
}
export const ownTimes: TreeTimes = { maxAge: 20 * second, hello: 2 * second, forwardDelay: 15 * second };
export const holdTime = second;
/** What each switch adds to the age of the news it passes on. IEEE 802.1D-1998 table 8-2. */
export const ageIncrement = second;

/** Between the wire's 1/256 s and ns. */
export const nanoseconds = (wire: number): number => Math.round((wire * second) / stpSecond);
export const wireTime = (time: number): number => Math.min(0xffff, Math.round((time * stpSecond) / second));
