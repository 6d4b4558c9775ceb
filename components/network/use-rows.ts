import { type KeyboardEvent, useEffect, useState } from 'react';

/** Which rows of a long list are in sight, where all have the same height (px). */
export interface RowsInSight {
  readonly first: number;
  readonly last: number;
  readonly above: number;
  readonly below: number;
}

/** Rows drawn beyond each edge, so that scrolling never shows a gap. */
const spare = 12;

/** Draws of `count` rows only those in sight of `box`. */
export function useRows(box: HTMLElement | null, count: number, height: number): RowsInSight {
  const [sight, setSight] = useState({ top: 0, size: 400 });
  useEffect(() => {
    if (!box) return;
    const look = (): void => setSight({ top: box.scrollTop, size: box.clientHeight });
    look();
    box.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(box);
    return () => {
      box.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [box]);
  const first = Math.max(0, Math.min(count, Math.floor(sight.top / height) - spare));
  const last = Math.min(count, Math.ceil((sight.top + sight.size) / height) + spare);
  return { first, last, above: first * height, below: (count - last) * height };
}

/** Scrolls row `index` into sight, if it is not. */
export function revealRow(box: HTMLElement | null, index: number, height: number, head = 0): void {
  if (!box) return;
  const top = index * height;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + height > box.scrollTop + box.clientHeight - head)
    box.scrollTop = top + height - box.clientHeight + head;
}

/** Where a key moves to in a list of `count`; null when it is not such a key. */
export function rowAfterKey({ key }: KeyboardEvent, now: number, count: number, page: number): number | null {
  const to = {
    ArrowDown: now + 1,
    ArrowUp: now - 1,
    PageDown: now + page,
    PageUp: now - page,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, to));
}
