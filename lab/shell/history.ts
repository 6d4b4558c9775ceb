/** Where the typed lines outlive a reload: localStorage in the page, memory in tests. */
export interface HistoryStore {
  load(): readonly string[];
  save(lines: readonly string[]): void;
}

/** More than a person scrolls back through, and small enough for the store. */
export const HISTORY_LINES = 500;

/** The lines typed at the prompt, oldest first. */
export class History {
  readonly #store: HistoryStore;
  #lines: readonly string[];

  constructor(store: HistoryStore) {
    this.#store = store;
    this.#lines = store.load().slice(-HISTORY_LINES);
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Keeps a line, unless it is empty, begins with a blank (the typist's wish), or repeats the one before. */
  add(line: string): void {
    if (line.trim() === '' || line.startsWith(' ') || this.#lines.at(-1) === line) return;
    this.#lines = [...this.#lines, line].slice(-HISTORY_LINES);
    this.#store.save(this.#lines);
  }

  clear(): void {
    this.#lines = [];
    this.#store.save([]);
  }
}
