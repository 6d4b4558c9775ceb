/** What a page had open when it went away: for each terminal the half-typed line and the program that ran. */
export interface LeftBehind {
  readonly line: string;
  readonly running: string | null;
}

const keyOf = (path: string): string => `first-hop.left:${path}`;
/** Characters of a half-typed line that are kept. */
const mostOfALine = 4_000;

/** Called when the page goes away. Lives as long as the tab, for this page only. */
export function leave(storage: Storage | null, path: string, terminals: Readonly<Record<string, LeftBehind>>): void {
  const kept = Object.entries(terminals).filter(([, { line, running }]) => line !== '' || running !== null);
  try {
    if (kept.length === 0) storage?.removeItem(keyOf(path));
    else {
      const cut = kept.map(([name, { line, running }]) => [name, { line: line.slice(0, mostOfALine), running }]);
      storage?.setItem(keyOf(path), JSON.stringify(Object.fromEntries(cut)));
    }
  } catch (error) {
    // Full or forbidden: then a reload forgets the line.
    if (!(error instanceof DOMException)) throw error;
  }
}

/** What the last page at this path left; taken, so that it is not told twice. */
export function takeLeftBehind(storage: Storage | null, path: string): Readonly<Record<string, LeftBehind>> {
  try {
    const stored = storage?.getItem(keyOf(path));
    if (!stored) return {};
    storage?.removeItem(keyOf(path));
    return valid(JSON.parse(stored));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof DOMException) return {};
    throw error;
  }
}

function valid(stored: unknown): Readonly<Record<string, LeftBehind>> {
  const terminals: Record<string, LeftBehind> = {};
  if (typeof stored !== 'object' || stored === null) return terminals;
  for (const [name, left] of Object.entries(stored)) {
    if (!/^[a-d]$/.test(name) || typeof left !== 'object' || left === null) continue;
    const { line, running } = left as Record<string, unknown>;
    if (typeof line === 'string')
      terminals[name] = { line: oneLine(line), running: typeof running === 'string' ? running : null };
  }
  return terminals;
}

/** Nothing that would press Enter, or any other key. */
const oneLine = (line: string): string => line.replace(/\p{Cc}/gu, '');
