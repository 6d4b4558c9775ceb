'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { presentedAt, rememberPlace } from './place.ts';
import { type KeyPlace, turnOf } from './turn-key.ts';
import { usePages } from './use-pages.ts';
import './present.css';

const fields = 'input, textarea, select, [contenteditable], [role="tab"], [role="separator"], [role="slider"], dialog';

const placeOf = (target: EventTarget | null): KeyPlace => {
  if (!(target instanceof Element)) return 'page';
  if (target.closest('.xterm')) return 'terminal';
  return target.closest(fields) ? 'field' : 'page';
};

/**
 * The button that presents this lesson: large type, one page at a time by arrow keys or a remote, the lab beside it.
 * While presenting, it is the button that leaves, and the way through the pages stands below the prose.
 */
export const Present = () => {
  const [on, setOn] = useState(false);
  const { page, pages, turn } = usePages(on);
  const button = useRef<HTMLButtonElement>(null);

  const change = useCallback((to: boolean): void => {
    rememberPlace(location.pathname, to ? 0 : null);
    document.documentElement.toggleAttribute('data-present', to);
    setOn(to);
    if (!to) button.current?.focus();
  }, []);

  useEffect(() => {
    if (presentedAt(location.pathname) === null) return;
    document.documentElement.toggleAttribute('data-present', true);
    setOn(true);
  }, []);
  // What scrolls by itself is reached by the keyboard.
  useEffect(() => {
    const main = document.querySelector('main');
    if (main) main.tabIndex = on ? 0 : -1;
  }, [on]);
  // Another page of the site is not presented.
  useEffect(() => () => void document.documentElement.removeAttribute('data-present'), []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === 'KeyP') {
        event.preventDefault();
        event.stopPropagation();
        return change(!on);
      }
      if (!on) return;
      const to = turnOf(event, placeOf(event.target));
      if (to === null) return;
      // A glossary note that is open goes first.
      if (to === 'leave' && document.querySelector('.term-note:not([hidden])')) return;
      event.preventDefault();
      event.stopPropagation();
      if (to === 'leave') change(false);
      else turn(to);
    };
    // Before the terminal, which would take the remote's keys.
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, [on, turn, change]);

  return (
    <>
      <button
        ref={button}
        type="button"
        className="tool present-button"
        aria-keyshortcuts="Alt+P"
        title={on ? 'Back to reading (Esc)' : 'Large type, one step at a time (Alt+P)'}
        onClick={() => change(!on)}
      >
        {on ? 'Leave' : 'Present'}
      </button>
      {on && (
        <div className="present-bar">
          <button type="button" onClick={() => turn('back')} disabled={page === 0}>
            <span aria-hidden="true">←</span> Back
          </button>
          <span role="status">
            {page + 1} of {pages}
          </span>
          <button type="button" onClick={() => turn('next')}>
            Next <span aria-hidden="true">→</span>
          </button>
        </div>
      )}
    </>
  );
};
