'use client';

import { useEffect, useState } from 'react';
import { useLab } from '../lab-session/lab-context.ts';

interface TellTeacherProps {
  readonly lesson: string;
  /** The step to take next, `4.3a.2`. */
  readonly step: string;
}

/** Kept for this tab: who opens the course anew is asked anew. */
const key = 'first-hop.tell';

const wasOn = (): boolean => {
  try {
    return sessionStorage.getItem(key) === 'yes';
  } catch {
    return false; // Storage is switched off: then nothing was chosen.
  }
};

const remember = (on: boolean): void => {
  try {
    sessionStorage.setItem(key, on ? 'yes' : 'no');
  } catch {
    return; // Not remembered in this browser; it holds until the page is left.
  }
};

/** In a class: the learner chooses whether the teacher sees the step that this seat is at. Off until it is pressed. */
export const TellTeacher = ({ lesson, step }: TellTeacherProps) => {
  const { seat, state, tell } = useLab();
  const [on, setOn] = useState(false);
  const isHere = seat !== null && state === 'online';
  useEffect(() => setOn(wasOn()), []);
  useEffect(() => {
    if (isHere && on) tell(lesson, step);
  }, [isHere, on, lesson, step, tell]);
  if (seat === null) return null;
  const change = (): void => {
    if (on) tell('', '');
    remember(!on);
    setOn(!on);
  };
  const title = 'The teacher sees the number of your seat, this lesson and the step. Nothing else.';
  return (
    <button type="button" className="tool" aria-pressed={on} title={title} onClick={change}>
      {on ? 'Teacher sees my step' : 'Tell the teacher my step'}
    </button>
  );
};
