import type { HistoryStore } from '../../lab/shell/history.ts';

const key = 'first-hop.history';
/** Lines kept; the shells keep as many. */
const most = 500;

/**
 * The lines typed at every prompt of every page, oldest first. Each shell saves all lines it knows, and knows nothing of
 * its neighbours, so only its last line is added to what is stored. A browser that forbids storage forgets on reload.
 */
export function historyStore(storage: Storage | null): HistoryStore {
  return {
    load: () => read(storage),
    save: (lines) => {
      const last = lines.at(-1);
      if (last === undefined) write(storage, []);
      else {
        const stored = read(storage);
        if (stored.at(-1) !== last) write(storage, [...stored, last].slice(-most));
      }
    },
  };
}

function read(storage: Storage | null): readonly string[] {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter((line) => typeof line === 'string') : [];
  } catch (error) {
    // Not JSON: somebody else wrote it. Storage that is shut says so with a DOMException.
    if (error instanceof SyntaxError || error instanceof DOMException) return [];
    throw error;
  }
}

function write(storage: Storage | null, lines: readonly string[]): void {
  try {
    if (lines.length === 0) storage?.removeItem(key);
    else storage?.setItem(key, JSON.stringify(lines));
  } catch (error) {
    // Full or forbidden: the history then lasts as long as the page.
    if (!(error instanceof DOMException)) throw error;
  }
}

/** `localStorage` or `sessionStorage`, or null where the browser does not give it: reading the property may throw. */
export function storageOf(name: 'localStorage' | 'sessionStorage'): Storage | null {
  try {
    return globalThis[name];
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
