import { useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';

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

/**
 * How far back, in the network's time, an eye still sees: what the last `shown` ms of the learner were there. The pace
 * may have changed meanwhile, so it is not a product of the two. 0 while the clock stands.
 * @param moment virtual ns
 */
export function useLinger(moment: () => number, running: boolean, shown: number): () => number {
  const trail = useRef<{ readonly wall: number; readonly at: number }[]>([]);
  return useCallback(() => {
    if (!running) {
      trail.current = [];
      return 0;
    }
    const [wall, at] = [performance.now(), moment()];
    const kept = trail.current.filter((step) => step.wall > wall - shown && step.at <= at);
    trail.current = [...kept, { wall, at }];
    return at - (trail.current[0]?.at ?? at);
  }, [moment, running, shown]);
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
