/**
 * The answer to WHO: `HERE <n> <nick> <nick> …`. Where the nicks do not fit into one line, further HERE lines with the
 * same n follow; a client has them all once it has read n.
 * @param lineBytes the longest line, in bytes
 */
export function hereLines(nicks: readonly string[], lineBytes: number): string[] {
  const head = `HERE ${nicks.length}`;
  const lines: string[] = [];
  let line = head;
  for (const nick of nicks) {
    if (line.length + 1 + nick.length > lineBytes) {
      lines.push(line);
      line = head;
    }
    line += ` ${nick}`;
  }
  return [...lines, line];
}
