'use client';

import { type RefObject, useEffect } from 'react';

/** What a person does first on a page. */
const signs = ['pointermove', 'pointerdown', 'touchstart', 'wheel', 'scroll', 'keydown'] as const;
/** ms without any sign after which the laboratory is loaded all the same. */
const waitForPerson = 6_000;
/** ms that the browser gets to find a quiet moment. */
const waitForIdle = 1_000;

/**
 * Calls `open` once, when `part` is in sight or nearly so, somebody is there, and the browser has nothing better to do.
 * Starting a terminal is work that a slow computer feels, and until the first move of a hand nobody waits for it.
 */
export function useOpenWhenNear(part: RefObject<HTMLElement | null>, open: () => void): void {
  useEffect(() => {
    const element = part.current;
    if (!element) return;
    let cancel = (): void => undefined;
    const near = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        near.disconnect();
        cancel = whenSomebody(() => {
          cancel = whenIdle(open);
        });
      },
      { rootMargin: '200px' },
    );
    near.observe(element);
    return () => {
      near.disconnect();
      cancel();
    };
  }, [part, open]);
}

function whenSomebody(run: () => void): () => void {
  const seen = new AbortController();
  const timer = setTimeout(() => found(), waitForPerson);
  const found = (): void => {
    clearTimeout(timer);
    seen.abort();
    run();
  };
  for (const sign of signs) addEventListener(sign, found, { passive: true, capture: true, signal: seen.signal });
  return () => {
    clearTimeout(timer);
    seen.abort();
  };
}

function whenIdle(run: () => void): () => void {
  // Safari has no requestIdleCallback.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(run, 200);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(run, { timeout: waitForIdle });
  return () => cancelIdleCallback(handle);
}
