import type { Shelf } from '../../lab/files/file-store.ts';

/** What somebody wrote into the programs of a lesson, kept in this browser. One that forbids storage forgets on reload. */
export function fileShelf(storage: Storage | null, lesson: string): Shelf {
  const key = `first-hop.files.${lesson}`;
  return {
    load() {
      try {
        const stored: unknown = JSON.parse(storage?.getItem(key) ?? '{}');
        if (typeof stored !== 'object' || stored === null) return {};
        return Object.fromEntries(Object.entries(stored).filter(([, text]) => typeof text === 'string'));
      } catch (error) {
        // Not JSON: somebody else wrote it. Storage that is shut says so with a DOMException.
        if (error instanceof SyntaxError || error instanceof DOMException) return {};
        throw error;
      }
    },
    save(changed) {
      try {
        if (Object.keys(changed).length === 0) storage?.removeItem(key);
        else storage?.setItem(key, JSON.stringify(changed));
      } catch (error) {
        // Full or forbidden: it then lasts as long as the page.
        if (!(error instanceof DOMException)) throw error;
      }
    },
  };
}
