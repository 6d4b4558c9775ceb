'use client';

import { type RefObject, useEffect } from 'react';

/** What a person does first on a page. */
const signs = ['pointermove', 'pointerdown', 'touchstart', 'wheel', 'scroll', 'keydown'] as const;
/** ms after the page has loaded in which the page itself comes first, unless somebody is there already. */
const waitForPerson = 600;
/** ms that the browser gets to find a quiet moment; on a busy computer there may be none. */
const waitForIdle = 400;

/**
 * Calls `open` once, when `part` is in sight or nearly so, the page has loaded, and the browser has nothing better to do:
 * a second after the load at the latest, since a terminal that is not there looks broken. Starting it is work that a slow
 * computer feels, so it is done in pieces: see `lab-provider.tsx` and `terminal/xterm-view.ts`.
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
        cancel = afterLoad(() => {
          cancel = whenSomebody(() => {
            cancel = whenIdle(open);
          });
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

function afterLoad(run: () => void): () => void {
  if (document.readyState === 'complete') {
    const timer = setTimeout(run);
    return () => clearTimeout(timer);
  }
  const loaded = new AbortController();
  addEventListener('load', run, { once: true, signal: loaded.signal });
  return () => loaded.abort();
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
