'use client';

import { type ComponentType, useEffect, useState } from 'react';

interface DialogProps {
  onClose(): void;
}

/** A place where letters are typed keeps its keys: `/` everywhere, and Ctrl-K where it deletes to the end of the line. */
const takesLetters = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const isTerminalOrEditor = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('.xterm, .cm-editor') !== null;

const opensSearch = (event: KeyboardEvent): boolean => {
  if (event.defaultPrevented || event.altKey || event.isComposing) return false;
  const { key, metaKey, ctrlKey, target } = event;
  if (key.toLowerCase() === 'k') return metaKey !== ctrlKey && (metaKey || !isTerminalOrEditor(target));
  // Beside a terminal a slash belongs to the chat: `/who` typed a moment too early must not leave the lesson.
  return key === '/' && !metaKey && !ctrlKey && !takesLetters(target) && !document.querySelector('.terminal');
};

/** Search in the header: by button, ⌘K, Ctrl-K and, on pages without a terminal, `/`. The dialog and the index are fetched when it is first opened. */
export const SearchButton = () => {
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const [loaded, setLoaded] = useState<{ readonly Dialog: ComponentType<DialogProps> } | null>(null);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // Another dialog that is open keeps the page to itself.
      if (!opensSearch(event) || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  useEffect(() => {
    if (!open || loaded) return;
    const load = async (): Promise<void> => {
      try {
        const { SearchDialog } = await import('./search-dialog.tsx');
        setLoaded({ Dialog: SearchDialog });
        setFailed(false);
      } catch {
        setFailed(true); // Whoever serves this page does not answer.
        setOpen(false);
      }
    };
    void load();
  }, [open, loaded]);

  return (
    <>
      <button type="button" className="tool search-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <circle cx="6" cy="6" r="4.3" fill="none" stroke="currentColor" strokeWidth="1.6" />
          <path d="M9.3 9.3 13 13" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
        </svg>
        <span className="search-word">Search</span>
        <kbd className="for-apple">⌘K</kbd>
        <kbd className="for-others">Ctrl K</kbd>
      </button>
      {failed && (
        <span className="search-failed" role="status">
          Search could not be fetched: whoever serves this page does not answer. Start it again, then press Search.
        </span>
      )}
      {open && loaded && <loaded.Dialog onClose={() => setOpen(false)} />}
    </>
  );
};
