import type { Endpoint } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { grouped } from '../slowreader/feed.ts';
import { bytesOf, Talk } from './talk.ts';

const short = ['one', 'two', 'three'];
/** Bytes of the long line: more than any buffer on the way hands over at once. */
const LONG = 300_000;

/** Three lines in three writes, without a pause; then one long line on a connection of its own. */
export async function sendLines(at: Endpoint, context: Context): Promise<number> {
  const { output } = context;
  const quick = await Talk.open(at, context);
  for (const line of short) await quick.send(bytesOf(`${line}\n`));
  quick.end();
  await output.write(`sent 3 lines: ${short.join(', ')}\n`, 'app');
  await shown(await quick.answers(Number.POSITIVE_INFINITY), context);
  quick.close();

  const long = await Talk.open(at, context);
  // The end is a piece of its own, so that the log, which keeps the beginning of each piece, has it.
  await long.send(bytesOf('x'.repeat(LONG - 100)));
  await long.send(bytesOf(`${'x'.repeat(100)}\n`));
  long.end();
  await output.write(`sent 1 line of ${grouped(LONG)} bytes\n`, 'app');
  await shown(await long.answers(Number.POSITIVE_INFINITY), context);
  long.close();
  return 0;
}

async function shown(answers: readonly string[], { output }: Context): Promise<void> {
  const times = answers.length === 1 ? 'answer' : 'answers';
  await output.write(`  ${answers.length} ${times}: ${answers.join(', ') || 'none'}\n`);
}
