import type { Context } from '../../shell/command.ts';

const LOOK_MS = 10;

/** Waits until it holds, for `ms` at most. @returns whether it does. @throws when the command is stopped */
export async function until(
  holds: () => boolean,
  ms: number,
  context: Pick<Context, 'now' | 'sleep' | 'signal'>,
): Promise<boolean> {
  const { now, sleep, signal } = context;
  for (const end = now() + ms; !holds() && now() < end; ) {
    await sleep(LOOK_MS);
    signal.throwIfAborted();
  }
  return holds();
}
