import type { Host } from '../host.ts';
import type { Bell } from './bell.ts';

/** The time of the program's terminal. */
export interface ProgramClock {
  sleep(ms: number): Promise<void>;
}

/** Turns of the microtask queue after which everything that had already arrived has been handed over. */
const HANDED_OVER = 16;
/** What looking once costs in a virtual network, ms: a loop that only looks must let time pass, or nothing ever comes. */
const LOOK_MS = 0.001;

/**
 * Waits until something holds.
 * @param patience seconds; null for ever, 0 not at all
 * @returns whether it holds
 */
export async function waitUntil(
  holds: () => boolean,
  patience: number | null,
  { bell, clock, host }: { readonly bell: Bell; readonly clock: ProgramClock; readonly host: Pick<Host, 'kind'> },
): Promise<boolean> {
  if (holds()) return true;
  if (patience === 0) {
    if (host.kind === 'virtual') await clock.sleep(LOOK_MS);
    for (let turn = 0; turn < HANDED_OVER && !holds(); turn += 1) await null;
    return holds();
  }
  let over = false;
  const limit =
    patience === null
      ? null
      : clock.sleep(patience * 1000).then(() => {
          over = true;
        });
  while (!holds() && !over) await (limit === null ? bell.next() : Promise.race([bell.next(), limit]));
  return holds();
}
