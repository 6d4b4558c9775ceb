'use client';

import { type CSSProperties, type FocusEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';

interface TermProps {
  readonly definition: string;
  readonly source: string;
  /** The word among all words. */
  readonly href: string;
  /** On paper the word carries this number, and the definition stands under it at the lesson's end. */
  readonly number?: number | undefined;
  readonly children: ReactNode;
}

interface Place {
  readonly style: CSSProperties;
  readonly above: boolean;
}

/** Under the word, or above it where the screen ends; never beyond the sides. All in CSS pixels. */
const placeFor = (word: DOMRect): Place => {
  const width = Math.min(352, window.innerWidth - 32);
  const left = Math.max(16, Math.min(word.left, window.innerWidth - width - 16));
  const above = word.bottom > window.innerHeight - 190;
  return { above, style: above ? { left, bottom: window.innerHeight - word.top } : { left, top: word.bottom } };
};

/**
 * A word with its definition on hover, on focus and on tap. The note stays while the pointer or the focus is on it and
 * goes with Escape (WCAG 1.4.13). The word is described by it also when it is not shown.
 */
export const Term = ({ definition, source, href, number, children }: TermProps) => {
  const id = useId();
  const word = useRef<HTMLButtonElement>(null);
  const [place, setPlace] = useState<Place | null>(null);

  const show = (): void => {
    const box = word.current?.getClientRects()[0];
    if (box) setPlace(placeFor(box));
  };
  const hide = (): void => setPlace(null);

  const isOpen = place !== null;
  useEffect(() => {
    if (!isOpen) return;
    const hide = (): void => setPlace(null);
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') hide();
    };
    // Focus that comes from below the screen's edge scrolls the page: the note goes along with its word.
    const onScroll = (): void => {
      const box = word.current?.getClientRects()[0];
      const around = word.current?.parentElement?.contains(document.activeElement) === true;
      const inSight = box !== undefined && box.bottom > 0 && box.top < window.innerHeight;
      setPlace(around && inSight ? placeFor(box) : null);
    };
    addEventListener('keydown', onKey);
    addEventListener('scroll', onScroll, { passive: true });
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener('scroll', onScroll);
    };
  }, [isOpen]);

  const left = (event: FocusEvent): void => {
    if (!event.currentTarget.contains(event.relatedTarget)) hide();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does it for keys; the span keeps the note open under the pointer
    <span onMouseEnter={show} onMouseLeave={hide} onBlur={left}>
      <button
        ref={word}
        type="button"
        className="term-word"
        data-number={number}
        aria-expanded={isOpen}
        aria-describedby={id}
        onFocus={show}
        onClick={show}
      >
        {children}
      </button>
      <span className="term-note" hidden={!isOpen} style={place?.style} data-above={place?.above ? '' : undefined}>
        <span>
          <span id={id} role="tooltip">
            {definition}
            <small>{source}</small>
          </span>
          <a href={href}>In the glossary</a>
        </span>
      </span>
    </span>
  );
};
