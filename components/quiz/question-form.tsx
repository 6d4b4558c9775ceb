'use client';

import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Question } from '../../lab/lesson.ts';
import { Marked } from '../prose/marked.tsx';
import { shuffledPlaces } from './shuffle.ts';

type Option = Question['options'][number];

interface QuestionFormProps {
  readonly question: Question;
  readonly label?: ReactNode;
  /** The option chosen before this visit, if any. */
  readonly chosen?: number | undefined;
  readonly solved: boolean;
  onChoose(at: number, option: Option): void;
}

/**
 * A question whose every option answers back. A wrong one can be followed by another try, as often as wanted, and a
 * solved one can be asked anew, in another order. Nobody is asked how sure they are, and nothing is lost by trying.
 */
export const QuestionForm = ({ question, label, chosen, solved, onChoose }: QuestionFormProps) => {
  const { options } = question;
  const [order, setOrder] = useState(() => options.map((_, at) => at));
  const [round, setRound] = useState(0);
  const [tried, setTried] = useState<ReadonlySet<number>>(new Set());
  const [all, setAll] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => setOrder(shuffledPlaces(options.length, question.id)), [options.length, question.id]);
  useEffect(() => {
    if (round > 0) first.current?.focus();
  }, [round]);

  const before = round === 0 ? chosen : undefined;
  const isShown = (at: number): boolean => all || tried.has(at) || before === at;
  const shownRight = options.some((option, at) => option.right === true && isShown(at));

  const choose = (at: number): void => {
    const option = options[at];
    if (!option) return;
    setTried(new Set(tried).add(at));
    onChoose(at, option);
  };

  const askAnew = (): void => {
    setTried(new Set());
    setAll(false);
    setOrder(shuffledPlaces(options.length, `${question.id} ${round + 1}`));
    setRound(round + 1);
  };

  return (
    <div className="question">
      <fieldset>
        <legend>
          {label && <span className="eyebrow">{label} </span>}
          <Marked text={question.ask} />
        </legend>
        <ul>
          {order.map((at, place) => {
            const option = options[at];
            if (!option) return null;
            const kind = option.right ? 'right' : 'wrong';
            return (
              <li key={option.text}>
                <button
                  ref={place === 0 ? first : undefined}
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
      {solved && shownRight && (
        <p className="after-answer">
          {!options.every((_, at) => isShown(at)) && (
            <button type="button" className="quiet" onClick={() => setAll(true)}>
              And why not the others?
            </button>
          )}
          <button type="button" className="quiet" onClick={askAnew}>
            Ask me again
          </button>
        </p>
      )}
    </div>
  );
};
