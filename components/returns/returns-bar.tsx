'use client';

import { type ComponentType, useState } from 'react';
import type { Question } from '../../lab/lesson.ts';
import { progressStore } from '../progress/progress-store.ts';
import { putOff } from './schedule.ts';

/** An old question with the lesson it is from. */
export interface OldQuestion {
  readonly question: Question;
  readonly lesson: { readonly slug: string; readonly number: string; readonly title: string };
}

export interface ReturnsProps {
  /** The lesson that is open: it does not ask its own questions. */
  readonly here: string;
  /** Finds a question in its lesson; null when that has it no more. */
  find(lesson: string, question: string): Promise<OldQuestion | null>;
}

interface AskedProps extends ReturnsProps {
  onEnd(): void;
}

const toTheLesson = (): void => document.getElementById('main')?.focus({ preventScroll: true });

/**
 * The bar in which a lesson offers two old questions. It is part of every lesson's page; the style sheet shows it where
 * the head of the page has found something due (`before-paint.ts`), so nothing moves when it appears. The questions and
 * their code are fetched only when they are wanted.
 */
export const ReturnsBar = ({ here, find }: ReturnsProps) => {
  const [over, setOver] = useState(false);
  const [failed, setFailed] = useState(false);
  const [opened, setOpened] = useState<{ readonly Asked: ComponentType<AskedProps> } | null>(null);
  if (over) return null;

  const end = (): void => {
    setOver(true);
    toTheLesson();
  };
  const open = async (): Promise<void> => {
    try {
      const { Asked } = await import('./asked.tsx');
      setOpened({ Asked });
    } catch {
      setFailed(true); // Whoever serves this page does not answer; the sentence says what to do.
    }
  };

  return (
    <aside className="returns" aria-labelledby="returns">
      {opened ? (
        <opened.Asked here={here} find={find} onEnd={end} />
      ) : (
        <div className="returns-bar">
          <p id="returns">
            <b>From lessons you finished:</b> a question or two, before this one begins.
          </p>
          <p className="returns-do">
            <button type="button" className="button" onClick={() => void open()}>
              Ask me
            </button>
            <button
              type="button"
              className="quiet"
              onClick={() => {
                progressStore.change((now) => putOff(now, Date.now()));
                end();
              }}
            >
              Later
            </button>
          </p>
          {failed && (
            <p className="missing" role="status">
              The questions could not be fetched, because whoever serves this page does not answer. Start it again, then
              press Ask me once more.
            </p>
          )}
        </div>
      )}
    </aside>
  );
};
