import type { Options } from 'minisearch';

/** One place of the site that search can lead to: a part of a lesson, a lab, a word, a command. */
export interface SearchEntry {
  /** Its address on this site, which is also its id: `/lessons/ports/#one-port`. */
  readonly id: string;
  readonly kind: 'lesson' | 'lab' | 'word' | 'command';
  /** What stands first: the lesson's number and title, the word, the command. */
  readonly title: string;
  /** The heading it stands under; empty for a whole lesson, a word, a command. */
  readonly heading: string;
  readonly text: string;
}

/** Where the index is, and how it was made: whoever makes it and whoever reads it must agree. */
export const indexAddress = '/search-index.json';

export const indexOptions: Options<SearchEntry> = {
  fields: ['title', 'heading', 'text'],
  storeFields: ['kind', 'title', 'heading', 'text'],
};
