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

/**
 * Where a program may be started: in the terminal of the step that runs it, else in the one in front, else in another.
 * Not where something runs, which would read the line as its input, and only at the host of the terminal in front.
 * Null where all are at work.
 */
export function freeTerminal(
  wanted: string,
  active: string,
  terminals: readonly string[],
  evidence: readonly Evidence[],
): string | null {
  const host = (terminal: string): string => (terminal.length === 1 ? '' : (terminal.split('.')[0] ?? ''));
  const there = terminals.filter((terminal) => host(terminal) === host(active));
  const order = there.includes(wanted) ? [wanted, active, ...there] : [active, ...there];
  return order.find((terminal) => running(terminal, evidence) === 0) ?? null;
}

/** Terminals in which a line with this program runs. */
export function runningProgram(file: string, evidence: readonly Evidence[]): readonly string[] {
  const where = new Map<string, string>();
  for (const fact of evidence) {
    if (fact.kind === 'command.started' && /^python3?$/.test(fact.name)) where.set(fact.terminal, fact.line);
    if (fact.kind === 'command.ended' && /^python3?$/.test(fact.name)) where.delete(fact.terminal);
  }
  return [...where].flatMap(([terminal, line]) => (line.split(/\s+/).includes(file) ? [terminal] : []));
}
