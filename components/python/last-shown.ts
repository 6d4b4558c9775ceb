const keyOf = (path: string): string => `first-hop.program:${path}`;

/** Which program of a page stood in the editor, so that a reload shows it again. Lives as long as the tab. */
export const lastShown = (storage: Storage | null, path: string) => ({
  read: (): string | null => {
    try {
      return storage?.getItem(keyOf(path)) ?? null;
    } catch (error) {
      if (error instanceof DOMException) return null;
      throw error;
    }
  },
  keep: (file: string): void => {
    try {
      storage?.setItem(keyOf(path), file);
    } catch (error) {
      // Full or forbidden: then a reload shows the first one.
      if (!(error instanceof DOMException)) throw error;
    }
  },
});
