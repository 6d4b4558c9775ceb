import MiniSearch from 'minisearch';
import { describe, expect, it } from 'vitest';
import { cutAtHits, excerptOf, find, readIndex } from './find.ts';
import { indexOptions, type SearchEntry } from './search-entry.ts';

const entries: readonly SearchEntry[] = [
  {
    id: '/lessons/tcp-connections/',
    kind: 'lesson',
    title: '4.3 Three packets before hello',
    heading: '',
    text: 'Whoever sends the first FIN stays in TIME-WAIT. The handshake takes three segments, and then bytes flow.',
  },
  {
    id: '/lessons/tcp-connections/#the-rude-ways',
    kind: 'lesson',
    title: '4.3 Three packets before hello',
    heading: 'The rude ways',
    text: 'A reset tears a living connection up. It comes after the handshake as well as before.',
  },
  {
    id: '/glossary/#handshake',
    kind: 'word',
    title: 'handshake',
    heading: '',
    text: 'The three segments that open a TCP connection.',
  },
  { id: '/commands/#nc', kind: 'command', title: 'nc', heading: '', text: 'opens a connection to any port' },
];

const index = (() => {
  const made = new MiniSearch<SearchEntry>(indexOptions);
  made.addAll(entries);
  return readIndex(JSON.stringify(made));
})();
const idsFor = (typed: string): string[] => find(index, typed).map(({ id }) => id);

describe('search', () => {
  it('puts the thing first whose name was typed', () => {
    expect(idsFor('handshake')[0]).toBe('/glossary/#handshake');
    expect(idsFor('nc')).toEqual(['/commands/#nc']);
  });

  it('forgives a wrong letter, and completes a word that is still being typed', () => {
    expect(idsFor('handshaek')).toContain('/glossary/#handshake');
    expect(idsFor('handsh')).toContain('/glossary/#handshake');
  });

  it('wants all words, and takes some where no place has all', () => {
    expect(idsFor('reset connection')).toEqual(['/lessons/tcp-connections/#the-rude-ways']);
    expect(idsFor('reset elephant')).toEqual(['/lessons/tcp-connections/#the-rude-ways']);
  });

  it('finds nothing for nothing, for noise and for what is nowhere', () => {
    for (const typed of ['', '   ', '***', '{}[]\\', 'elephant']) expect(idsFor(typed)).toEqual([]);
  });
});

describe('what is shown of a place', () => {
  it('marks whole words, whatever their case, and nothing inside of others', () => {
    expect(cutAtHits('Port or ports: a PORT.', ['port'])).toEqual([
      { text: 'Port', hit: true },
      { text: ' or ports: a ', hit: false },
      { text: 'PORT', hit: true },
      { text: '.', hit: false },
    ]);
  });

  it('takes letters as letters that mean something in a pattern', () => {
    expect(cutAtHits('a c++ b', ['c++'])).toContainEqual({ text: 'c++', hit: true });
  });

  it('shows a stretch around the first hit, in whole words', () => {
    const text = `${'word '.repeat(60)}needle ${'more '.repeat(60)}`;
    const shown = excerptOf(text, ['needle'])
      .map((piece) => piece.text)
      .join('');
    expect(shown).toContain('needle');
    expect(shown.length).toBeLessThan(170);
    expect(shown).toMatch(/^… word .* more …$/);
  });
});
