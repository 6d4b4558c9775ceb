'use client';

import { useDeferredValue, useEffect, useId, useState } from 'react';

export interface Word {
  readonly term: string;
  readonly anchor: string;
  readonly definition: string;
  readonly source: string;
  readonly sourceUrl: string | null;
  /** The lessons that introduce it. */
  readonly lessons: readonly { readonly href: string; readonly number: string; readonly title: string }[];
}

const letterOf = (term: string): string => (/^[a-z]/i.test(term) ? term.charAt(0).toUpperCase() : '#');

const count = (words: number, all: number): string =>
  words === all ? `${all} words` : words === 1 ? `1 word of ${all}` : `${words} words of ${all}`;

/** All words with a box that narrows them down. Without the box's code all of them are there. */
export const GlossaryList = ({ words }: { words: readonly Word[] }) => {
  const [typed, setTyped] = useState('');
  const sought = useDeferredValue(typed).trim().toLowerCase();
  const id = useId();

  // A link to a word that the box hides shows it all the same.
  useEffect(() => {
    const clear = (): void => setTyped('');
    addEventListener('hashchange', clear);
    return () => removeEventListener('hashchange', clear);
  }, []);

  const shown = words.filter(
    ({ term, definition }) => term.toLowerCase().includes(sought) || definition.toLowerCase().includes(sought),
  );
  const letters = [...new Set(words.map(({ term }) => letterOf(term)))];
  return (
    <>
      <div className="glossary-filter">
        <label htmlFor={id}>Show words with</label>
        <input
          id={id}
          type="search"
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
        <span role="status">{count(shown.length, words.length)}</span>
      </div>
      <nav aria-label="Letters" className="glossary-letters">
        {letters.map((letter) => {
          const first = shown.find(({ term }) => letterOf(term) === letter);
          return first ? (
            <a key={letter} href={`#${first.anchor}`}>
              {letter}
            </a>
          ) : (
            <span key={letter} aria-hidden="true">
              {letter}
            </span>
          );
        })}
      </nav>
      {shown.length === 0 && (
        <p>
          No word here has “{typed.trim()}” in it. Lessons not written yet bring more words; the search looks through
          the lessons too.
        </p>
      )}
      <dl className="glossary">
        {shown.map(({ term, anchor, definition, source, sourceUrl, lessons }) => (
          <div key={term} id={anchor}>
            <dt>
              <a href={`#${anchor}`}>{term}</a>
            </dt>
            <dd>
              {definition}{' '}
              <small>
                {sourceUrl ? <a href={sourceUrl}>{source}</a> : source}
                {lessons.length > 0 && (
                  <>
                    {' · '}
                    {lessons.map((lesson, at) => (
                      <span key={lesson.href}>
                        {at > 0 && ', '}
                        <a href={lesson.href}>
                          {lesson.number} {lesson.title}
                        </a>
                      </span>
                    ))}
                  </>
                )}
              </small>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
};
