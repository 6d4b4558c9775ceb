import type { Program } from '../lesson.ts';

/** The programs of a lesson as its terminals and its editor see them. */
export interface Files {
  readonly names: readonly string[];
  /** Null where there is no such file. */
  read(name: string): string | null;
  /** @returns false where there is no such file: a lesson's files are given, and no others are made. */
  write(name: string, text: string): boolean;
  /** Puts back what the file held at first. */
  reset(name: string): void;
  /** Whether it holds what it held at first. */
  isAsAtFirst(name: string): boolean;
  /** Called after a change. @returns the way to stop */
  onChange(listener: (name: string) => void): () => void;
}

/** Where what was written is kept beyond the page, by file name. */
export interface Shelf {
  load(): Readonly<Record<string, string>>;
  save(changed: Readonly<Record<string, string>>): void;
}

/** Bytes no, characters: what one program may hold. A lesson's have some hundred; a browser keeps 5 MB for a site. */
const LONGEST = 100_000;

/** The programs of a lesson's labs. Only what differs from the beginning is kept. */
export class FileStore implements Files {
  readonly #first: ReadonlyMap<string, string>;
  readonly #texts: Map<string, string>;
  readonly #shelf: Shelf | null;
  readonly #listeners = new Set<(name: string) => void>();

  /** @param shelf null keeps nothing beyond this object */
  constructor(programs: readonly Pick<Program, 'file' | 'starter'>[], shelf: Shelf | null = null) {
    // A program that two labs share is one file; it begins as the first of them says.
    const first = new Map<string, string>();
    for (const { file, starter } of programs) if (!first.has(file)) first.set(file, starter);
    this.#first = first;
    this.#texts = new Map(first);
    this.#shelf = shelf;
    for (const [name, text] of Object.entries(shelf?.load() ?? {})) if (first.has(name)) this.#texts.set(name, text);
  }

  get names(): readonly string[] {
    return [...this.#first.keys()];
  }

  read(name: string): string | null {
    return this.#texts.get(name) ?? null;
  }

  write(name: string, text: string): boolean {
    if (!this.#first.has(name)) return false;
    if (this.#texts.get(name) === text) return true;
    this.#texts.set(name, text.slice(0, LONGEST));
    this.#keep();
    for (const listener of this.#listeners) listener(name);
    return true;
  }

  reset(name: string): void {
    const first = this.#first.get(name);
    if (first !== undefined) this.write(name, first);
  }

  isAsAtFirst(name: string): boolean {
    return this.#texts.get(name) === this.#first.get(name);
  }

  onChange(listener: (name: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #keep(): void {
    this.#shelf?.save(Object.fromEntries([...this.#texts].filter(([name]) => !this.isAsAtFirst(name))));
  }
}

/** Where there are none. */
export const noFiles: Files = new FileStore([]);
