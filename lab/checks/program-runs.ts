import type { Evidence } from '../evidence/event.ts';

/** One run of a Python program: `python client.py 5001`. */
export interface ProgramRun {
  readonly terminal: string;
  readonly job: number;
  readonly line: string;
  /** Where in the log it began. */
  readonly started: number;
  /** Null while it runs. */
  readonly ended: { readonly seq: number; readonly status: number } | null;
}

type Growing = { -readonly [Key in keyof ProgramRun]: ProgramRun[Key] };

interface Runs {
  readonly runs: readonly ProgramRun[];
  /** Which run opened a socket: connections, listeners and what they accepted, datagram sockets. */
  readonly openers: ReadonlyMap<number, ProgramRun>;
}

const known = new WeakMap<readonly Evidence[], Runs>();

/** Every run of a Python program, oldest first. @param file only those of this file */
export function programRuns(evidence: readonly Evidence[], file?: string): readonly ProgramRun[] {
  const { runs } = runsIn(evidence);
  return file === undefined ? runs : runs.filter((run) => isOf(run, file));
}

/** The run that opened a socket, or null where another command did. */
export const openerOf = (evidence: readonly Evidence[], socket: number): ProgramRun | null =>
  runsIn(evidence).openers.get(socket) ?? null;

/** Whether it ran this file. */
export const isOf = ({ line }: ProgramRun, file: string): boolean => line.split(/\s+/).some((word) => word === file);

function runsIn(evidence: readonly Evidence[]): Runs {
  const before = known.get(evidence);
  if (before) return before;
  const found = read(evidence);
  known.set(evidence, found);
  return found;
}

function read(evidence: readonly Evidence[]): Runs {
  const runs: Growing[] = [];
  const openers = new Map<number, ProgramRun>();
  /** Every command that runs, programs or not: the newest one opens what opens. */
  const running: { terminal: string; job: number; run: Growing | null }[] = [];
  for (const fact of evidence) {
    switch (fact.kind) {
      case 'command.started': {
        const { terminal, job, name, line, seq } = fact;
        const run = name === 'python' || name === 'python3' ? { terminal, job, line, started: seq, ended: null } : null;
        if (run) runs.push(run);
        running.push({ terminal, job, run });
        break;
      }
      case 'command.ended': {
        const at = running.findLastIndex(({ terminal, job }) => terminal === fact.terminal && job === fact.job);
        const [over] = at === -1 ? [] : running.splice(at, 1);
        if (over?.run) over.run.ended = { seq: fact.seq, status: fact.status };
        break;
      }
      case 'tcp.opened': {
        const run = fact.listener === undefined ? running.at(-1)?.run : openers.get(fact.listener);
        if (run && fact.host === undefined) openers.set(fact.socket, run);
        break;
      }
      case 'tcp.listening':
      case 'udp.bound': {
        const run = running.at(-1)?.run;
        if (run && fact.host === undefined) openers.set(fact.socket, run);
        break;
      }
      default:
    }
  }
  return { runs, openers };
}
