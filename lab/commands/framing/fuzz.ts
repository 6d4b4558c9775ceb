import { Random } from '../../../network/time/random.ts';
import type { Endpoint } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { bytesOf, Talk } from './talk.ts';

const ROUNDS = 50;
/** ms between two pieces, so that some arrive alone; the operating system may still glue them. */
const PAUSE_MS = 3;
/** Lines of one round: an empty one, letters of two and four bytes, and one over the size of a packet. */
const lines = ['hello', '', 'naïve', 'a 👋 from far away', 'x'.repeat(1_800), 'bye'];
const stream = bytesOf(lines.map((line) => `${line}\n`).join(''));
const wanted = lines.map((line) => `GOT ${bytesOf(line).length}`);

/** The same lines in many cuts. Ends at the first answer that is wrong. */
export async function fuzz(at: Endpoint, context: Context): Promise<number> {
  const { output, error, randomBytes, sleep, signal } = context;
  const chance = new Random(randomBytes(8).join('.'));

  const rude = await Talk.open(at, context);
  await rude.send(bytesOf('half a li'));
  await rude.answers(1);
  rude.close();
  await output.write('One caller left in the middle of a line.\n', 'dim');

  const talk = await Talk.open(at, context);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const pieces = cut(round, chance);
    for (const piece of pieces) {
      signal.throwIfAborted();
      await talk.send(piece);
      if (pieces.length > 1) await sleep(PAUSE_MS);
    }
    const got = await talk.answers(wanted.length);
    if (got.join() === wanted.join()) continue;
    talk.close();
    await error.write(
      `Round ${round}: ${lines.length} lines in ${pieces.length === 1 ? 'one piece' : `${pieces.length} pieces`}.\n`,
      'error',
    );
    await output.write(`  wanted  ${wanted.join(', ')}\n`);
    await output.write(`  came    ${got.join(', ') || 'nothing'}\n`);
    return 1;
  }
  talk.end();
  await talk.answers(1);
  talk.close();
  await output.write(`${ROUNDS} rounds, each cut in another way: ${ROUNDS * lines.length} lines, all right.\n`, 'good');
  return 0;
}

/** Round 1 is one piece, round 2 tears inside a letter of four bytes, round 3 is small bites; the rest is chance. */
function cut(round: number, chance: Random): readonly Uint8Array[] {
  if (round === 1) return [stream];
  const insideEmoji = stream.indexOf(0xf0) + 2;
  if (round === 2) return [stream.subarray(0, insideEmoji), stream.subarray(insideEmoji)];
  if (round === 3) return [...Array.from({ length: 40 }, (_, at) => stream.subarray(at, at + 1)), stream.subarray(40)];
  const places = Array.from({ length: 1 + chance.below(8) }, () => 1 + chance.below(stream.length - 1));
  const edges = [0, ...[...new Set(places)].sort((one, other) => one - other), stream.length];
  return edges.slice(1).map((edge, at) => stream.subarray(edges[at], edge));
}
