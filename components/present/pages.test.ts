import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Piece, pageAt, pagesOf } from './pages.ts';

const piece = (kind: Piece['kind'], height = 100): Piece => ({ kind, height });
const shown = (pieces: readonly Piece[], height = 350) => pagesOf(pieces, height).map((page) => page.pieces);

describe('a lesson in pages', () => {
  it('fills a page with prose and begins the next when it is full', () => {
    expect(shown([piece('title'), piece('flow'), piece('flow'), piece('flow'), piece('flow')])).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
  });

  it('begins a page at a heading, and has it again above the rest of its section', () => {
    expect(shown([piece('flow'), piece('heading'), piece('flow', 200), piece('flow', 200)])).toEqual([
      [0],
      [1, 2],
      [1, 3],
    ]);
  });

  it('shows a lab with its prediction, then one step at a time', () => {
    expect(shown([piece('lab'), piece('opening', 900), piece('alone'), piece('alone'), piece('flow')])).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [0, 4],
    ]);
  });

  it('gives what is higher than the page one of its own', () => {
    expect(shown([piece('heading'), piece('flow', 900), piece('flow')])).toEqual([
      [0, 1],
      [0, 2],
    ]);
  });

  it('shows every piece, none twice but heads, and in order', () => {
    const kind = fc.constantFrom<Piece['kind']>('title', 'heading', 'lab', 'opening', 'alone', 'flow');
    const pieces = fc.array(fc.record({ kind, height: fc.integer({ min: 0, max: 2_000 }) }), { maxLength: 40 });
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 1_500 }), (all, height) => {
        const pages = pagesOf(all, height);
        const isHead = (at: number): boolean => ['heading', 'lab'].includes(all[at]?.kind ?? '');
        const seen = pages.flatMap((page) => page.pieces).filter((at) => !isHead(at));
        expect(seen).toEqual(all.map((_, at) => at).filter((at) => !isHead(at)));
        for (const [at] of all.entries()) expect(pages.some((page) => page.pieces.includes(at))).toBe(true);
      }),
    );
  });

  it('finds its place again when the pages are cut anew', () => {
    const pieces = [piece('title'), piece('flow'), piece('flow'), piece('heading'), piece('flow'), piece('flow')];
    const narrow = pagesOf(pieces, 100);
    const wide = pagesOf(pieces, 2_000);
    for (const { first } of narrow) {
      const page = wide[pageAt(wide, first)];
      expect(page?.pieces).toContain(first);
    }
  });
});
