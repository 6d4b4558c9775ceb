import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';

/** Calls `draw` before every picture of the screen while `running`. */
export function useFrames(running: boolean, draw: () => void): void {
  const latest = useRef(draw);
  useLayoutEffect(() => {
    latest.current = draw;
  });
  useEffect(() => {
    if (!running) return;
    let asked = requestAnimationFrame(function next() {
      latest.current();
      asked = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(asked);
  }, [running]);
}

const quiet = '(prefers-reduced-motion: reduce)';

export const useReducedMotion = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      const query = matchMedia(quiet);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => matchMedia(quiet).matches,
    () => false,
  );

/** The size of an element in px, as it changes; null before it is known. */
export function useSize<Kind extends Element>(): [
  (element: Kind | null) => void,
  { readonly width: number; readonly height: number } | null,
] {
  const [element, setElement] = useState<Kind | null>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useLayoutEffect(() => {
    if (!element) return;
    const look = (): void => setSize({ width: element.clientWidth, height: element.clientHeight });
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, size];
}
