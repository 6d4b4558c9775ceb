'use client';

import {
  type KeyboardEvent,
  type MouseEvent,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type Found, find, type Piece } from './find.ts';
import type { SearchEntry } from './search-entry.ts';
import { useIndex } from './use-index.ts';
import './search-dialog.css';

const kinds: Record<SearchEntry['kind'], string> = { lesson: 'Lesson', lab: 'Lab', word: 'Word', command: 'Command' };

const Pieces = ({ of }: { of: readonly Piece[] }) =>
  of.map(({ text, hit }, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one fixed text
    hit ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
  );

const announced = (typed: string, found: readonly Found[]): string => {
  if (typed.trim() === '') return '';
  if (found.length === 0) return `Nothing found for ${typed}.`;
  return found.length === 1 ? '1 result.' : `${found.length} results.`;
};

/**
 * Search over the whole site. The browser's own modal dialog keeps the focus inside and gives it back; the list follows
 * the combobox pattern of WAI-ARIA: the focus stays in the box, the arrows move the choice.
 */
export const SearchDialog = ({ onClose }: { onClose(): void }) => {
  const { index, failed, retry } = useIndex();
  const [typed, setTyped] = useState('');
  const [chosen, choose] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const sought = useDeferredValue(typed);
  const found = useMemo(() => (index ? find(index, sought) : []), [index, sought]);

  useEffect(() => void dialog.current?.showModal(), []);
  // Newer browsers return a promise here, which React must not take for a clean-up.
  useEffect(() => void list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' }), [chosen]);

  const close = (): void => dialog.current?.close();
  const onKey = (event: KeyboardEvent): void => {
    const last = found.length - 1;
    const moves: Partial<Record<string, number>> = {
      ArrowDown: chosen === last ? 0 : chosen + 1,
      ArrowUp: chosen === 0 ? last : chosen - 1,
      PageDown: Math.min(last, chosen + 5),
      PageUp: Math.max(0, chosen - 5),
    };
    const move = moves[event.key];
    if (move !== undefined && last >= 0) {
      event.preventDefault();
      choose(move);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      (list.current?.children[chosen] as HTMLElement | undefined)?.click();
    }
  };
  /** A click beside the dialog is one on its backdrop, which counts as the dialog itself. */
  const onBackdrop = (event: MouseEvent): void => {
    if (event.target === dialog.current) close();
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes it for keys, by the browser itself
    <dialog ref={dialog} className="search" aria-label="Search" onClose={onClose} onClick={onBackdrop}>
      <div className="search-box">
        <input
          type="text"
          inputMode="search"
          enterKeyHint="go"
          role="combobox"
          aria-label="Search lessons, words and commands"
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={found.length > 0 ? `${id}-${chosen}` : undefined}
          aria-autocomplete="list"
          placeholder="Lessons, words, commands"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            choose(0);
          }}
          onKeyDown={onKey}
        />
        <button type="button" className="tool" onClick={close}>
          Close
        </button>
      </div>
      {failed && (
        <p className="search-none" role="alert">
          The index of this site could not be fetched: whoever serves this page does not answer. Start it again, then{' '}
          <button type="button" className="quiet" onClick={retry}>
            try again
          </button>
          .
        </p>
      )}
      <div
        className="search-list"
        id={`${id}-list`}
        role="listbox"
        aria-label="Results"
        ref={list}
        hidden={found.length === 0}
      >
        {found.map((place, at) => (
          <a
            key={place.id}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === chosen}
            tabIndex={-1}
            href={place.id}
            className="search-result"
            onMouseMove={() => choose(at)}
            onClick={close}
          >
            <span className="search-kind">{kinds[place.kind]}</span>
            <span className="search-title">
              <Pieces of={place.titlePieces} />
            </span>
            {place.heading !== '' && <span className="search-in">{place.title}</span>}
            <span className="search-text">
              <Pieces of={place.excerpt} />
            </span>
          </a>
        ))}
      </div>
      {index && typed.trim() !== '' && found.length === 0 && sought === typed && (
        <p className="search-none">
          Nothing here has “{typed.trim()}”. Try a shorter word, or look through <a href="/glossary/">all words</a>.
        </p>
      )}
      <p className="search-keys">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> choose
        </span>
        <span>
          <kbd>Enter</kbd> go there
        </span>
        <span>
          <kbd>Esc</kbd> close
        </span>
      </p>
      <p className="visually-hidden" role="status">
        {announced(sought, found)}
      </p>
    </dialog>
  );
};
