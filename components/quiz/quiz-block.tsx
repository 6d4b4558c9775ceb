'use client';

import type { Question } from '../../lab/lesson.ts';
import { QuestionCard } from './question-card.tsx';

/** All questions of a lesson, at its end. */
export const QuizBlock = ({ questions }: { questions: readonly Question[] }) => (
  <section className="quiz" aria-labelledby="quiz">
    <h2 id="quiz">Before you go</h2>
    {questions.map((question) => (
      <QuestionCard key={question.id} question={question} />
    ))}
  </section>
);
