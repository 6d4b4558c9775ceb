import type { Context } from '../shell/command.ts';

/** A signal that aborts after `ms` of the terminal's time, which need not be the wall's. */
export function within(ms: number, { sleep }: Pick<Context, 'sleep'>): AbortSignal {
  const limit = new AbortController();
  void sleep(ms).then(() => limit.abort(new Error(`${ms} ms have passed`)));
  return limit.signal;
}
