'use client';

import type { Question } from '../../lab/lesson.ts';
import { progressStore } from '../progress/progress-store.ts';
import { useProgress } from '../progress/use-progress.ts';
import { QuestionForm } from './question-form.tsx';

interface QuestionCardProps {
  readonly question: Question;
  readonly label?: string;
  onAnswer?(option: string): void;
}

/** A question of the lesson. What was answered is kept in the progress: right once is right for good. */
export const QuestionCard = ({ question, label, onAnswer }: QuestionCardProps) => {
  const known = useProgress().answers[question.id];
  return (
    <QuestionForm
      question={question}
      label={label}
      chosen={known?.chosen}
      solved={known?.right === true}
      onChoose={(at, option) => {
        progressStore.answered(question.id, at, option.right === true);
        onAnswer?.(option.text);
      }}
    />
  );
};
