import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { type FramesWanted, framesSeen } from './sim-frames.ts';
import { counted, missing, seen } from './verdict.ts';

/** A command line at a terminal of the scene. */
export interface CommandWanted {
  /** `pc1`; `pc1.2` counts as well. */
  readonly terminal: string;
  /** `ping` */
  readonly name: string;
  /** What its line must match: `/\bpc3\b/`. */
  readonly line?: RegExp;
  /** The line a learner may type, for what the check says. */
  readonly example: string;
  /** A run that still goes on counts as well. */
  readonly orRuns?: true;
}

/** Frames at a place, between the beginning and the end of that command. */
export interface FramesDuring extends Omit<FramesWanted, 'count'> {
  readonly least?: number;
  readonly most?: number;
  /** Said when there were too few or too many: what that means, and what to do. */
  readonly otherwise: string;
}

/**
 * A command ran (to its end, unless said), and so many frames passed at these places while it did. One run of the command
 * that has them all is enough; the latest is judged when none has.
 */
export function simDuring(scene: string, command: CommandWanted, ...wanted: readonly FramesDuring[]): Check {
  return (evidence) => {
    const runs = runsOf(evidence, command);
    if (runs.length === 0)
      return missing(
        `\`${command.example}\` has not run ${command.orRuns ? '' : 'to its end '}in terminal ${command.terminal} yet.`,
      );
    const seqs = wanted.map((frames) => framesSeen(evidence, scene, frames));
    const counts = (from: number, to: number): number[] =>
      seqs.map((places) => places.filter((seq) => seq > from && seq < to).length);
    const good: number[] = [];
    let complaint = '';
    let text = '';
    for (const { from, to } of runs) {
      const found = counts(from, to);
      const wrong = wanted.findIndex(({ least = 0, most = Number.POSITIVE_INFINITY }, at) => {
        const count = found[at] ?? 0;
        return count < least || count > most;
      });
      if (wrong === -1) {
        // While it still runs: when the last frame came that was wanted.
        const enough = wanted.map(({ least = 0 }, at) => seqs[at]?.filter((seq) => seq > from)[least - 1] ?? from);
        good.push(Number.isFinite(to) ? to : Math.max(...enough));
        text = wanted
          .map(({ at, matching }, index) => `${framesText(found[index] ?? 0, matching?.says)} at ${at}`)
          .join(', ');
      } else {
        const { at, matching, otherwise } = wanted[wrong] ?? { at: '', otherwise: '', matching: undefined };
        complaint = `While that ran: ${framesText(found[wrong] ?? 0, matching?.says)} at ${at}. ${otherwise}`;
      }
    }
    return good.length > 0 ? seen(`While that ran: ${text}.`, good) : missing(complaint);
  };
}

const framesText = (count: number, says: string | undefined): string =>
  says === undefined ? counted(count, 'frame') : `${counted(count, 'frame')} (${says})`;

function runsOf(
  evidence: readonly Evidence[],
  { terminal, name, line, orRuns }: CommandWanted,
): { from: number; to: number }[] {
  const begun = new Map<string, number>();
  const runs: { from: number; to: number }[] = [];
  for (const fact of evidence) {
    if (fact.kind !== 'command.started' && fact.kind !== 'command.ended') continue;
    if (fact.name !== name || (fact.terminal !== terminal && !fact.terminal.startsWith(`${terminal}.`))) continue;
    const key = `${fact.terminal}/${fact.job}`;
    if (fact.kind === 'command.started') {
      if (line === undefined || line.test(fact.line)) begun.set(key, fact.seq);
    } else {
      const from = begun.get(key);
      if (from !== undefined) runs.push({ from, to: fact.seq });
      begun.delete(key);
    }
  }
  if (orRuns) for (const from of begun.values()) runs.push({ from, to: Number.POSITIVE_INFINITY });
  return runs;
}
