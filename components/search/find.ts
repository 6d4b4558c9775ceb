import MiniSearch, { type SearchOptions } from 'minisearch';
import { indexOptions, type SearchEntry } from './search-entry.ts';

/** So many results are shown at most; more than that nobody reads. */
const most = 20;
/** Words of so many letters may be misspelt: one letter in five. */
const spelling = { from: 4, share: 0.2 } as const;

export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

export interface Found extends SearchEntry {
  readonly titlePieces: readonly Piece[];
  readonly excerpt: readonly Piece[];
}

/** The text cut into what was sought and what was not. */
export const cutAtHits = (text: string, words: readonly string[]): readonly Piece[] => {
  if (words.length === 0) return [{ text, hit: false }];
  const either = words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const hits = new RegExp(`(?<![\\p{L}\\p{N}])(${either})(?![\\p{L}\\p{N}])`, 'giu');
  return text
    .split(hits)
    .map((piece, at) => ({ text: piece, hit: at % 2 === 1 }))
    .filter((piece) => piece.text !== '');
};

/** Some hundred and sixty letters of a text, from the word before its first hit on. */
export const excerptOf = (text: string, words: readonly string[], letters = 160): readonly Piece[] => {
  const first = cutAtHits(text, words).findIndex(({ hit }) => hit);
  const before = cutAtHits(text, words)
    .slice(0, Math.max(0, first))
    .reduce((sum, piece) => sum + piece.text.length, 0);
  const wanted = Math.max(0, before - letters / 4);
  const start = wanted === 0 ? 0 : text.indexOf(' ', wanted) + 1;
  const rest = text.slice(start);
  const end = rest.length <= letters ? rest.length : rest.lastIndexOf(' ', letters);
  const shown = `${start > 0 ? '… ' : ''}${rest.slice(0, end)}${end < rest.length ? ' …' : ''}`;
  return cutAtHits(shown, words);
};

/** @param json what the site's build wrote */
export const readIndex = (json: string): MiniSearch<SearchEntry> =>
  MiniSearch.loadJSON<SearchEntry>(json, indexOptions);

/** The best places for what was typed: those with all its words, or else with some of them. Typing errors are forgiven. */
export const find = (index: MiniSearch<SearchEntry>, typed: string): readonly Found[] => {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return [];
  const options: SearchOptions = {
    prefix: (word) => word.length > 1,
    fuzzy: (word) => (word.length >= spelling.from ? spelling.share : false),
    boost: { title: 4, heading: 2.5 },
    // Who types the name of a thing wants the thing.
    boostDocument: (_id, _word, stored) => (String(stored?.title).toLowerCase() === wanted ? 3 : 1),
  };
  const all = index.search(typed, { ...options, combineWith: 'AND' });
  const results = all.length > 0 ? all : index.search(typed, options);
  return results.slice(0, most).map((result) => {
    const { id, kind, title, heading, text, terms } = result as unknown as SearchEntry & { terms: string[] };
    const first = heading === '' ? title : heading;
    return { id, kind, title, heading, text, titlePieces: cutAtHits(first, terms), excerpt: excerptOf(text, terms) };
  });
};
