import type { Evidence } from '../../lab/evidence/event.ts';

/** The commands that run in a terminal now, as the evidence has it. */
function running(terminal: string, evidence: readonly Evidence[]): number {
  let count = 0;
  for (const fact of evidence) {
    if (fact.kind === 'command.started' && fact.terminal === terminal) count += 1;
    if (fact.kind === 'command.ended' && fact.terminal === terminal) count -= 1;
  }
  return count;
}

/** A program as its lab runs it. */
interface Place {
  readonly file: string;
  /** The terminal of the step that runs it. */
  readonly terminal: string;
}

const host = (terminal: string): string => (terminal.length === 1 ? '' : (terminal.split('.')[0] ?? ''));

/**
 * Where a program may be started: where it ran last, or else where its step wants it; in another one where something
 * runs there, which would read the line as its input. All at the host of the terminal in front. Null where all are at
 * work.
 */
export function freeTerminal(
  { file, terminal }: Place,
  active: string,
  terminals: readonly string[],
  evidence: readonly Evidence[],
): string | null {
  const there = terminals.filter((one) => host(one) === host(active));
  const last = evidence.findLast((fact) => fact.kind === 'command.started' && runs(file, fact));
  const wanted = [last?.kind === 'command.started' ? last.terminal : terminal, terminal, active];
  const known = wanted.filter((one) => there.includes(one));
  return [...known, ...there].find((one) => running(one, evidence) === 0) ?? null;
}

/** Whether a command is Python with this program. */
const runs = (file: string, { name, line }: { readonly name: string; readonly line: string }): boolean =>
  /^python3?$/.test(name) && line.split(/\s+/).includes(file);

/** Terminals in which a line with this program runs. */
export function runningProgram(file: string, evidence: readonly Evidence[]): readonly string[] {
  const where = new Map<string, string>();
  for (const fact of evidence) {
    if (fact.kind === 'command.started' && /^python3?$/.test(fact.name)) where.set(fact.terminal, fact.line);
    if (fact.kind === 'command.ended' && /^python3?$/.test(fact.name)) where.delete(fact.terminal);
  }
  return [...where].flatMap(([terminal, line]) => (line.split(/\s+/).includes(file) ? [terminal] : []));
}
