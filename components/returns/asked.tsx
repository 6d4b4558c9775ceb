'use client';

import { useEffect, useRef, useState } from 'react';
import { progressStore } from '../progress/progress-store.ts';
import { QuestionForm } from '../quiz/question-form.tsx';
import type { OldQuestion, ReturnsProps } from './returns-bar.tsx';
import { allDue, answeredAgain, atOnce, forgotten, inTurn, waits } from './schedule.ts';

/** The first ones due that their lessons still have. Those that are gone are forgotten. */
const findDue = async ({ here, find }: ReturnsProps): Promise<readonly OldQuestion[]> => {
  const found: OldQuestion[] = [];
  for (const { lesson, question } of inTurn(allDue(progressStore.get(), Date.now(), here))) {
    const old = await find(lesson, question);
    if (old) found.push(old);
    else progressStore.change((now) => forgotten(now, question));
    if (found.length === atOnce) break;
  }
  return found;
};

const comesBack = (days: number): string => (days === 1 ? 'tomorrow' : `in ${days} days`);

const whenBack = (question: string): string =>
  comesBack(waits[progressStore.get().returns[question]?.rung ?? 0] ?? waits[waits.length - 1] ?? 1);

/** Old questions, asked as if for the first time. The first answer to each says when it comes back. */
export const Asked = ({ here, find, onEnd }: ReturnsProps & { onEnd(): void }) => {
  const [questions, setQuestions] = useState<readonly OldQuestion[] | null>(null);
  const [failed, setFailed] = useState(false);
  /** Question id → what its first answer led to. */
  const [told, setTold] = useState<ReadonlyMap<string, string>>(new Map());
  const title = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    let wanted = true;
    const look = async (): Promise<void> => {
      try {
        const found = await findDue({ here, find });
        if (wanted) setQuestions(found);
      } catch {
        if (wanted) setFailed(true); // A lesson's code did not come: the sentence below says so.
      }
    };
    void look();
    return () => {
      wanted = false;
    };
  }, [here, find]);
  useEffect(() => void title.current?.focus(), []);

  const choose = (id: string, right: boolean): void => {
    if (told.has(id)) return;
    progressStore.change((now) => answeredAgain(now, id, right, Date.now()));
    setTold(
      new Map(told).set(
        id,
        `${right ? 'Right at the first try' : 'Not at the first try'}: it comes back ${whenBack(id)}.`,
      ),
    );
  };

  const finished = questions?.every(({ question }) => told.has(question.id)) ?? false;
  return (
    <>
      <h2 id="returns" ref={title} tabIndex={-1}>
        From lessons you finished
      </h2>
      {failed && (
        <p className="missing" role="status">
          The questions could not be fetched, because whoever serves this page does not answer. They come back next
          time.
        </p>
      )}
      {questions?.map(({ question, lesson }) => (
        <div key={question.id}>
          <QuestionForm
            question={question}
            label={`Lesson ${lesson.number} · ${lesson.title}`}
            solved={false}
            onChoose={(_, option) => choose(question.id, option.right === true)}
          />
          <p className="returns-told" role="status">
            {told.get(question.id)}
            {told.has(question.id) && (
              <>
                {' '}
                <a href={`/lessons/${lesson.slug}/`}>Read it again</a>
              </>
            )}
          </p>
        </div>
      ))}
      {questions?.length === 0 && <p>Nothing is due after all: those lessons have new questions now.</p>}
      {(questions !== null || failed) && (
        <p>
          <button type="button" className={finished || failed ? 'button first' : 'quiet'} onClick={onEnd}>
            {finished || failed ? 'On to the lesson' : 'Enough for now'}
          </button>
        </p>
      )}
    </>
  );
};
