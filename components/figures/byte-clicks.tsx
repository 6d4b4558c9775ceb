'use client';

import { useMemo } from 'react';
import { byteClicks, byteQuestion } from '../../lab/checks/byte-clicks.ts';
import { useLab } from '../lab-session/lab-context.ts';
import { type ByteQuestion, ByteQuiz } from '../network/byte-quiz.tsx';
import { FigureBox } from './figure-box.tsx';
import './byte-clicks.css';

export interface ByteClicksProps {
  /** The scene whose newest frame is shown; it is the lab's id. */
  readonly scene: string;
  /** Which frame: a capture filter. */
  readonly filter: string;
  readonly questions: readonly ByteQuestion[];
}

/** Questions about the learner's own frame, answered by clicking its bytes. */
export function ByteClicks({ scene, filter, questions }: ByteClicksProps) {
  const { evidence, answer } = useLab();
  const fields = useMemo(() => questions.map(({ field }) => field), [questions]);
  const { frame, found } = byteClicks(evidence, { scene, filter, fields });
  const answered = fields.flatMap((field, index) => (found.includes(field) ? [index] : []));
  return (
    <FigureBox title="Find it in your frame" badges={['SIMULATED']}>
      {frame ? (
        <div className="byte-clicks">
          <ByteQuiz
            bytes={frame}
            questions={questions}
            answered={answered}
            onAnswer={(question, _right, byte) => {
              const field = fields[question];
              if (field !== undefined) answer(byteQuestion(scene, field), String(byte));
            }}
          />
        </div>
      ) : (
        <p className="fig-says">No frame of yours yet. It appears here as soon as you have sent one in lab {scene}.</p>
      )}
    </FigureBox>
  );
}
