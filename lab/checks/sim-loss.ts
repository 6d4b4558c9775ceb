import type { Check } from './check.ts';
import { simEvents } from './sim-events.ts';
import { missing, seen } from './verdict.ts';

const percent = (share: number): string => (share === 0 ? 'nothing' : `${Math.round(share * 100)} %`);

/** A cable has been set to lose this share of its frames. @param share 0 … 1 */
export function simLoss(scene: string, cable: string, share: number): Check {
  return (evidence) => {
    const changes = simEvents(evidence, scene, 'link.changed').filter((change) => change.link === cable);
    const right = changes.filter((change) => change.quality.loss === share);
    if (right.length > 0)
      return seen(
        `The cable ${cable} loses ${percent(share)}.`,
        right.map((change) => change.seq),
      );
    const now = changes.at(-1)?.quality.loss ?? 0;
    return missing(`The cable ${cable} loses ${percent(now)}. This step wants it to lose ${percent(share)}.`);
  };
}
