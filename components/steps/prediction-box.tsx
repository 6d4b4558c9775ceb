'use client';

import type { Prediction } from '../../lab/lesson.ts';
import { Marked } from '../prose/marked.tsx';

interface PredictionBoxProps {
  readonly prediction: Prediction;
  readonly chosen: string | undefined;
  /** Something has happened already, so the choice stays as it is. */
  readonly fixed: boolean;
  choose(option: string): void;
}

/** The commitment before anything runs. There is no right or wrong in it. */
export const PredictionBox = ({ prediction, chosen, fixed, choose }: PredictionBoxProps) => (
  <div className="predict">
    <fieldset disabled={fixed}>
      <legend>
        <b>Predict first.</b> <Marked text={prediction.ask} />
      </legend>
      <div className="options">
        {prediction.options.map((option) => (
          <label key={option.id}>
            <input
              type="radio"
              name={prediction.id}
              value={option.id}
              checked={chosen === option.id}
              onChange={() => choose(option.id)}
            />
            <Marked text={option.text} />
          </label>
        ))}
      </div>
    </fieldset>
  </div>
);
