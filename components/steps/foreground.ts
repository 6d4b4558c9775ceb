import type { Evidence } from '../../lab/evidence/event.ts';

/** The command that has `terminal` now, as far as the evidence tells, or null at the prompt. */
export const foregroundOf = (evidence: readonly Evidence[], terminal: string): string | null => {
  const running = new Map<number, string>();
  for (const entry of evidence) {
    if (entry.kind === 'command.started' && entry.terminal === terminal && !entry.line.trimEnd().endsWith('&')) {
      running.set(entry.job, entry.name);
    } else if (entry.kind === 'command.ended' && entry.terminal === terminal) {
      running.delete(entry.job);
    }
  }
  return [...running.values()].at(-1) ?? null;
};
