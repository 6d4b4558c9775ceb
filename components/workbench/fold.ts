'use client';

import { useCallback, useEffect, useState } from 'react';

/** Where the browser keeps `open` or `folded`; `header/theme.ts` puts it on the page before anything is drawn. */
const key = 'first-hop.stage';
/** A lab of so little height has no room for picture and terminal; the style sheet has the same number. */
const low = '(max-height: 35rem)';

const isOpen = (): boolean => {
  const { stage } = document.documentElement.dataset;
  return stage === undefined ? !matchMedia(low).matches : stage === 'open';
};

/** Whether the picture above the terminal is folded away. The style sheet does the hiding, so that nothing jumps. */
export const useFold = (): { readonly open: boolean; fold(): void } => {
  const [open, setOpen] = useState(true);

  useEffect(() => {
    const look = (): void => setOpen(isOpen());
    look();
    const height = matchMedia(low);
    height.addEventListener('change', look);
    return () => height.removeEventListener('change', look);
  }, []);

  const fold = useCallback(() => {
    const next = isOpen() ? 'folded' : 'open';
    document.documentElement.dataset.stage = next;
    setOpen(next === 'open');
    try {
      localStorage.setItem(key, next);
    } catch {
      return; // Not remembered in this browser; folded it is all the same.
    }
  }, []);

  return { open, fold };
};
