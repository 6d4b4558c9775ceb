import type { Context } from '../../shell/command.ts';
import { grouped } from '../slowreader/feed.ts';
import type { Bot } from './bot.ts';
import { until } from './until.ts';

const LINE = `SAY ${'x'.repeat(995)}\n`;
/** Lines under way at most: 32 kB, half of what a room may keep for one who is slow. */
const LINES = 32;
/** ms without a line after which everybody stands still. */
const STALLED_MS = 2_000;
const TELL_EVERY = 1024 * 1024;

/**
 * The first one talks, and each time waits until all who can hear have heard it.
 * @returns how many lines were said, and whether nothing came back any more
 */
export async function flood(
  listeners: readonly Bot[],
  amount: number,
  context: Context,
): Promise<{ said: number; stalled: boolean }> {
  const [talker] = listeners;
  let said = 0;
  let told = 0;
  while (talker !== undefined && said * LINE.length < amount) {
    // A room that waits takes nothing any more, so a write may never end.
    void talker.say(LINE.repeat(LINES));
    said += LINES;
    const heard = (): boolean => listeners.every((bot) => bot.heard >= said);
    const back = await until(() => heard() || talker.over || talker.refused !== null, STALLED_MS, context);
    if (talker.refused !== null) {
      await context.error.write(`bots: ${talker.refused}\n`, 'error');
      return { said: talker.heard, stalled: false };
    }
    if (!back || talker.over) return { said, stalled: true };
    if (said * LINE.length - told < TELL_EVERY) continue;
    told = said * LINE.length;
    await context.output.write(`${grouped(told)} bytes said …\n`, 'dim');
  }
  return { said, stalled: false };
}
