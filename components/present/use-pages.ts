'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { type LessonPiece, OFF, piecesOf, showAll, showOnly } from './lesson-pieces.ts';
import { pageAt, pagesOf, type Shown } from './pages.ts';
import { presentedAt, rememberPlace } from './place.ts';
import type { Turn } from './turn-key.ts';

interface Deck {
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  turn(to: Exclude<Turn, 'leave'>): void;
}

/** What is seen of a page at once when it is scrolled by one turn: a little stays in sight. */
const SCROLLED = 0.85;

/** Shows one page of the lesson at a time while `on`, and cuts the pages anew when sizes or the lesson's parts change. */
export const usePages = (on: boolean): Deck => {
  const [{ page, pages }, setAt] = useState({ page: 0, pages: 1 });
  const deck = useRef<{ pieces: LessonPiece[]; pages: Shown[]; piece: number }>({ pieces: [], pages: [], piece: 0 });

  const show = useCallback((to: number): void => {
    const article = articleHere();
    const { pieces, pages: all } = deck.current;
    const next = Math.max(0, Math.min(all.length - 1, to));
    const shown = all[next];
    if (!article || !shown) return;
    deck.current.piece = shown.first;
    rememberPlace(location.pathname, shown.first);
    showOnly(article, pieces, shown.pieces);
    setAt({ page: next, pages: all.length });
  }, []);

  useEffect(() => {
    const article = articleHere();
    if (!on || !article) return;
    deck.current.piece = presentedAt(location.pathname) ?? 0;
    let asked = 0;
    const cut = (): void => {
      asked = 0;
      const view = viewHere();
      const before = view?.scrollTop ?? 0;
      const pieces = piecesOf(article);
      const pagesNow = pagesOf(pieces, roomIn(view));
      deck.current = { ...deck.current, pieces, pages: pagesNow };
      show(pageAt(pagesNow, deck.current.piece));
      if (view) view.scrollTop = before;
      // What we changed ourselves is no news.
      changes.takeRecords();
    };
    const soon = (): void => {
      asked ||= requestAnimationFrame(cut);
    };
    const changes = new MutationObserver((records) => {
      if (records.some(({ attributeName }) => attributeName !== OFF)) soon();
    });
    const sizes = new ResizeObserver(soon);
    cut();
    changes.observe(article, { childList: true, subtree: true, characterData: true });
    const view = viewHere();
    if (view) sizes.observe(view);
    void document.fonts.ready.then(soon);
    return () => {
      changes.disconnect();
      sizes.disconnect();
      cancelAnimationFrame(asked);
      showAll(article);
    };
  }, [on, show]);

  const turn = useCallback(
    (to: Exclude<Turn, 'leave'>): void => {
      const view = viewHere();
      const { pages: all, piece } = deck.current;
      const now = pageAt(all, piece);
      if (!view) return;
      const down = view.scrollHeight - view.clientHeight - view.scrollTop;
      // A page that is higher than the screen is read to its end before it is turned.
      if (to === 'next' && down > 4) return view.scrollBy({ top: view.clientHeight * SCROLLED });
      if (to === 'back' && view.scrollTop > 4) return view.scrollBy({ top: -view.clientHeight * SCROLLED });
      show({ next: now + 1, back: now - 1, first: 0, last: all.length - 1 }[to]);
      view.scrollTop = 0;
    },
    [show],
  );
  return { page, pages, turn };
};

const articleHere = (): HTMLElement | null => document.querySelector('main > .prose');
const viewHere = (): HTMLElement | null => document.querySelector('main');

/** The height that a page may fill, CSS px. */
function roomIn(view: HTMLElement | null): number {
  const article = articleHere();
  if (!view || !article) return 0;
  const { paddingTop, paddingBottom } = getComputedStyle(article);
  return view.clientHeight - Number.parseFloat(paddingTop) - Number.parseFloat(paddingBottom);
}
