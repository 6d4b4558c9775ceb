/** Asks tshark for its answers and writes them beside the captures: `npx tsx tests/wire/vectors/write-expected.ts`. */
import { writeFileSync } from 'node:fs';
import { askTshark, writeAnswers } from '../answers.ts';
import { keys } from '../keys.ts';
import { tsharkFields } from '../tshark.ts';
import { folder, isUpper, vectors } from '../vectors.ts';

const upper = vectors.filter(isUpper);
const said = askTshark(upper.map(({ file }) => file));
for (const [index, { name, frames }] of upper.entries()) {
  const bytes = frames.map((frame) => frame.bytes);
  writeAnswers(new URL(`${name}.said`, folder).pathname, said[index] ?? [], bytes);
}
for (const { name, file } of vectors.filter((vector) => !isUpper(vector))) {
  const frames = await tsharkFields(file, keys);
  writeFileSync(new URL(`${name}.jsonl`, folder), frames.map((frame) => `${JSON.stringify(frame)}\n`).join(''));
}
