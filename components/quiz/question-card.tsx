'use client';

import { useEffect, useId, useState } from 'react';
import type { Question } from '../../lab/lesson.ts';
import { progressStore } from '../progress/progress-store.ts';
import { useProgress } from '../progress/use-progress.ts';
import { Marked } from '../prose/marked.tsx';
import { shuffledPlaces } from './shuffle.ts';

interface QuestionCardProps {
  readonly question: Question;
  readonly label?: string;
  onAnswer?(option: string): void;
}

/** A question whose every option answers back. A wrong one can be followed by another try, as often as wanted. */
export const QuestionCard = ({ question, label, onAnswer }: QuestionCardProps) => {
  const { options } = question;
  const known = useProgress().answers[question.id];
  const [order, setOrder] = useState(() => options.map((_, at) => at));
  const [tried, setTried] = useState<ReadonlySet<number>>(new Set());
  const [all, setAll] = useState(false);
  const id = useId();

  useEffect(() => setOrder(shuffledPlaces(options.length, question.id)), [options.length, question.id]);

  const solved = known?.right === true;
  const isShown = (at: number): boolean => all || tried.has(at) || known?.chosen === at;

  const choose = (at: number): void => {
    const option = options[at];
    if (!option) return;
    setTried(new Set(tried).add(at));
    progressStore.answered(question.id, at, option.right === true);
    onAnswer?.(option.text);
  };

  return (
    <div className="question">
      <fieldset>
        <legend>
          {label && <span className="eyebrow">{label} </span>}
          <Marked text={question.ask} />
        </legend>
        <ul>
          {order.map((at) => {
            const option = options[at];
            if (!option) return null;
            const kind = option.right ? 'right' : 'wrong';
            return (
              <li key={option.text}>
                <button
                  type="button"
                  className={`answer${isShown(at) ? ` ${kind}` : ''}`}
                  aria-describedby={isShown(at) ? `${id}-${at}` : undefined}
                  onClick={() => choose(at)}
                >
                  <span>
                    <Marked text={option.text} />
                  </span>
                </button>
                <div aria-live="polite">
                  {isShown(at) && (
                    <p className={`feedback ${kind}`} id={`${id}-${at}`}>
                      <Marked text={option.feedback} />
                    </p>
                  )}
                </div>
              </li>
            );
          })}
        </ul>
      </fieldset>
      {solved && !options.every((_, at) => isShown(at)) && (
        <button type="button" className="quiet" onClick={() => setAll(true)}>
          And why not the others?
        </button>
      )}
    </div>
  );
};
