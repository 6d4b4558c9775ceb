/** Asks tshark for its answers and writes them beside the captures: `npx tsx tests/wire/vectors/write-expected.ts`. */
import { writeFileSync } from 'node:fs';
import { keys } from '../keys.ts';
import { tsharkFields } from '../tshark.ts';
import { folder, vectors } from '../vectors.ts';

for (const { name, file } of vectors) {
  const frames = await tsharkFields(file, keys);
  writeFileSync(new URL(`${name}.jsonl`, folder), frames.map((frame) => `${JSON.stringify(frame)}\n`).join(''));
}
