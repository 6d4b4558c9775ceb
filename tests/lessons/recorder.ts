import type { PlayedTerminal } from '../../lab/player/play.ts';
import type { Screen } from '../../lab/shell/display.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
const escapes = /\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07]*\x07|[()][A-Z0-9]|[=>78])/g;

/** A screen that keeps all that was ever drawn on it, prompts too, without escape sequences. */
export class Recorder implements Screen, PlayedTerminal {
  readonly columns = 100;
  readonly rows = 30;
  transcript = '';
  readonly #listeners = new Set<() => void>();
  #keyboard: ((data: string) => void) | null = null;

  /** What takes the keys. */
  attach(keyboard: (data: string) => void): void {
    this.#keyboard = keyboard;
  }

  type(data: string): void {
    this.#keyboard?.(data);
  }

  write(data: string): void {
    this.transcript += data.replace(escapes, '').replaceAll('\r\n', '\n').replaceAll('\r', '\n');
    for (const listener of this.#listeners) listener();
  }

  clear(): void {
    this.write('\n');
  }

  onTranscript(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
