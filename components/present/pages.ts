/** One piece of a lesson as it is measured: what it is, and how high it stands at the size of the projector, CSS px. */
export interface Piece {
  /**
   * `title` and `heading` begin a page and stay above what follows them; `alone` has a page of its own (a step, a
   * question, a figure); `lab` begins a page and stays above the steps, `opening` stays with it; the rest flows.
   */
  readonly kind: 'title' | 'heading' | 'lab' | 'opening' | 'alone' | 'flow';
  readonly height: number;
}

/** What one page shows, as places in the list of pieces. `first` is what the place in the lesson is remembered by. */
export interface Shown {
  readonly first: number;
  readonly pieces: readonly number[];
}

/**
 * Cuts a lesson into pages that fit the height. Prose flows until the page is full; a heading comes with what it heads,
 * and again above each further page of its section. What is higher than the page has one alone and is scrolled.
 */
export function pagesOf(pieces: readonly Piece[], height: number): Shown[] {
  const pages: { first: number; pieces: number[]; full: number; hasText: boolean }[] = [];
  let head: number | null = null;
  const heightOf = (at: number | null): number => (at === null ? 0 : (pieces[at]?.height ?? 0));
  const begin = (first: number, own: number[]): void => {
    const full = own.reduce((sum, at) => sum + heightOf(at), 0);
    pages.push({ first, pieces: own, full, hasText: false });
  };
  const after: { alone: boolean } = { alone: false };
  for (const [at, { kind, height: own }] of pieces.entries()) {
    if (kind === 'title' || kind === 'heading' || kind === 'lab') {
      head = kind === 'title' ? null : at;
      begin(at, [at]);
      after.alone = false;
      continue;
    }
    const page = pages.at(-1);
    const isFirst = page !== undefined && !page.hasText;
    const fits = page !== undefined && !after.alone && page.full + own <= height;
    // The opening of a lab belongs to its head whatever its height: without it the steps say nothing.
    const joins = kind === 'opening' ? page !== undefined && !after.alone : isFirst || (kind === 'flow' && fits);
    if (!joins || !page) begin(at, head === null ? [at] : [head, at]);
    else {
      page.pieces.push(at);
      page.full += own;
    }
    const filled = pages.at(-1);
    if (filled) filled.hasText = true;
    after.alone = kind === 'alone';
  }
  return pages;
}

/** The page that shows a piece: the last one that begins at it or before it. */
export const pageAt = (pages: readonly Shown[], piece: number): number =>
  Math.max(
    0,
    pages.findLastIndex(({ first }) => first <= piece),
  );
