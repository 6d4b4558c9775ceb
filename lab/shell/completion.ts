import type { Host } from '../host.ts';
import type { ListedCommand } from './command.ts';

export interface Completion {
  /** What can stand in place of the word being typed, sorted, without doubles. */
  readonly candidates: readonly string[];
  /** The word being typed, as far as it goes. */
  readonly word: string;
}

/** What may follow: a command's name first, then its flags, then what the command itself knows (rooms, ports). */
export async function complete(before: string, commands: readonly ListedCommand[], host: Host): Promise<Completion> {
  const words = currentCommand(before).trimStart().split(/\s+/);
  const word = words.at(-1) ?? '';
  if (words.length <= 1)
    return matching(
      word,
      commands.flatMap((command) => [command.name, ...(command.aliases ?? [])]),
    );
  const listed = commands.find((each) => each.name === words[0] || each.aliases?.includes(words[0] ?? ''));
  if (listed === undefined) return { candidates: [], word };
  const command = await listed.load();
  if (word.startsWith('-')) return matching(word, [...(command.flags ?? []).map((flag) => flag.name), '--help']);
  return matching(word, (await command.complete?.(words.slice(1), host)) ?? []);
}

/** How far all candidates agree. */
export function commonPrefix(candidates: readonly string[]): string {
  const [first = '', ...others] = candidates;
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}

/** Candidates side by side, as many columns as fit. */
export function inColumns(candidates: readonly string[], columns: number): string {
  const width = Math.max(...candidates.map((candidate) => candidate.length)) + 2;
  const perRow = Math.max(1, Math.floor(columns / width));
  let text = '';
  for (let at = 0; at < candidates.length; at += perRow) {
    const row = candidates.slice(at, at + perRow).map((candidate) => candidate.padEnd(width));
    text += `${row.join('').trimEnd()}\n`;
  }
  return text;
}

/** What stands after the last |, ;, & that is not quoted. */
function currentCommand(before: string): string {
  let start = 0;
  let quote = '';
  for (let at = 0; at < before.length; at += 1) {
    const character = before[at] ?? '';
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if ('|;&'.includes(character)) start = at + 1;
  }
  return before.slice(start);
}

const matching = (word: string, names: readonly string[]): Completion => ({
  candidates: [...new Set(names)].filter((name) => name.startsWith(word)).sort(),
  word,
});
