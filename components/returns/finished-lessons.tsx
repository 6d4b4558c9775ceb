'use client';

import { useEffect } from 'react';
import { type Goals, standing } from '../progress/progress.ts';
import { progressStore } from '../progress/progress-store.ts';
import { useProgress } from '../progress/use-progress.ts';
import { scheduled } from './schedule.ts';

/** Draws nothing: sees to it that every finished lesson's questions come back, also those finished before there were returns. */
export const FinishedLessons = ({ lessons }: { lessons: readonly { slug: string; goals: Goals }[] }) => {
  const progress = useProgress();
  useEffect(() => {
    for (const { slug, goals } of lessons) {
      if (standing(progress, goals) === 'done') {
        progressStore.change((now) => scheduled(now, slug, goals.questions, Date.now()));
      }
    }
  }, [progress, lessons]);
  return null;
};
