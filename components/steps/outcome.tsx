import type { Prediction } from '../../lab/lesson.ts';
import { Marked } from '../prose/marked.tsx';

/** Prediction and outcome, side by side. */
export const Outcome = ({ prediction, chosen }: { prediction: Prediction; chosen: string | undefined }) => (
  <div className="outcome">
    <div>
      <h3>You predicted</h3>
      <p className="guess">
        <Marked text={prediction.options.find((option) => option.id === chosen)?.text ?? 'Nothing yet.'} />
      </p>
    </div>
    <div>
      <h3>What happened</h3>
      <p>
        <Marked text={prediction.outcome} />
      </p>
    </div>
  </div>
);
