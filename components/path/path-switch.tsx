'use client';

import { useId } from 'react';
import { progressStore } from '../progress/progress-store.ts';
import { useProgress } from '../progress/use-progress.ts';

/** Chooses the way through the course. The head of every page reads it before anything is drawn. */
export const PathSwitch = ({ lessons }: { lessons: number }) => {
  const fast = useProgress().path === 'fast';
  const id = useId();
  const change = (): void => {
    const path = fast ? 'whole' : 'fast';
    progressStore.change((now) => ({ ...now, path }));
    if (path === 'fast') document.documentElement.dataset.path = path;
    else delete document.documentElement.dataset.path;
  };
  return (
    <div className="path-switch">
      <button type="button" role="switch" aria-checked={fast} aria-describedby={id} className="switch" onClick={change}>
        <span className="switch-track" aria-hidden="true" />
        Fast path
      </button>
      <p id={id}>
        You know what a network is and came to write programs with sockets: {lessons} lessons, and previous and next
        follow them. The others stay open to you.
      </p>
    </div>
  );
};
