/** Characters kept of what a terminal showed; about what its scrollback holds. */
export const TRANSCRIPT_CHARACTERS = 200_000;

/** All the text a terminal shows, without escape sequences: for the live region, for `traces`, for tests. */
export class Transcript {
  readonly #listeners = new Set<(added: string) => void>();
  #text = '';

  get text(): string {
    return this.#text;
  }

  add(text: string): void {
    if (text === '') return;
    const all = this.#text + text;
    // Cut seldom and by whole pieces: cutting on every line would copy all of it every time.
    this.#text = all.length > TRANSCRIPT_CHARACTERS * 1.25 ? all.slice(-TRANSCRIPT_CHARACTERS) : all;
    for (const listener of this.#listeners) listener(text);
  }

  clear(): void {
    this.#text = '';
  }

  /** @returns the way to stop. */
  onAdded(listener: (added: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
