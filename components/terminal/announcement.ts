/** Characters that are read out at once; more than this nobody wants to hear. */
const spoken = 1_200;

/**
 * What a screen reader is told of text that arrived since the last time: whole if short, else its end, and how much was
 * left out. Lines that only repeat the empty prompt say nothing.
 */
export function announcement(added: string): string {
  const lines = added.split('\n').map((line) => line.trimEnd());
  const worth = lines.filter((line) => line !== '' && line !== 'lab$');
  let length = 0;
  let from = worth.length;
  while (from > 0 && length + (worth[from - 1]?.length ?? 0) <= spoken) {
    from -= 1;
    length += worth[from]?.length ?? 0;
  }
  const told = worth.slice(from);
  if (from === 0) return told.join('\n');
  const more = `${from} more ${from === 1 ? 'line' : 'lines'} before this, in Plain text.`;
  return [more, ...told].join('\n');
}
