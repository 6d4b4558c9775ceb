import type { Style } from '../shell/command.ts';
import type { FailedFacts } from './failed.ts';
import type { Result } from './result.ts';
import { columnOf, shown } from './shown.ts';

export interface ReportLine {
  readonly text: string;
  readonly style: Style;
}

const MARKS = { passed: '✓', failed: '✗', blocked: '·', skipped: '·' } as const;
const STYLES = { passed: 'good', failed: 'error', blocked: 'dim', skipped: 'dim' } as const;
/** What stands before the bytes that came. */
const INDENT = '             ';
/** Characters of what came that are shown: the place of the mistake, and what is around it. */
const SHOWN = 90;

/** What the terminal shows of one check. @param before the result above it, whose note is not said twice */
export function reportOf(result: Result, number: number, before?: Result): ReportLine[] {
  const { outcome, title, lesson, safety, facts, note } = result;
  const where = outcome === 'failed' ? `   (lesson ${lesson})` : '';
  const lines: ReportLine[] = [
    {
      text: `${MARKS[outcome]} ${String(number).padStart(2)} ${title}${safety ? '   [safety]' : ''}${where}`,
      style: STYLES[outcome],
    },
  ];
  if (facts) lines.push(...failureOf(facts).map((text): ReportLine => ({ text, style: 'plain' })));
  if (note !== undefined && note !== before?.note) lines.push({ text: `     ${note}`, style: 'dim' });
  return lines;
}

function failureOf(facts: FailedFacts): string[] {
  const { sent, expected, because } = facts;
  const lines = [`     sent     ${sent}`, `     expected ${expected}`, ...cameOf(facts).map((text) => text)];
  if (because !== undefined) lines.push(`     ${because}`);
  return lines;
}

function cameOf({ came, wrongAt, ending, waited }: FailedFacts): string[] {
  const then =
    ending === 'fin' ? 'the connection was closed (FIN)' : ending === 'rst' ? 'the connection was reset (RST)' : null;
  const silence = waited === undefined ? null : `nothing more for ${(waited / 1000).toFixed(1)} s`;
  const after = then ?? silence;
  if (came.length === 0) return [`     came     ${(after ?? 'nothing').replace('nothing more', 'nothing')}`];
  const text = shown(came);
  if (wrongAt === null) return [`     came     ${cut(text, 0)}${after === null ? '' : `, then ${after}`}`];
  const column = columnOf(came, wrongAt);
  const from = Math.max(0, column - SHOWN + 20);
  return [
    `     came     ${cut(text, from)}${after === null ? '' : `, then ${after}`}`,
    `${INDENT} ${' '.repeat(column - from + (from > 0 ? 1 : 0))}^`,
  ];
}

function cut(text: string, from: number): string {
  const letters = [...text];
  const part = letters.slice(from, from + SHOWN).join('');
  return `${from > 0 ? '…' : ''}${part}${letters.length > from + SHOWN ? '…' : ''}`;
}

/** `17 of 20. Safety: 5 of 6.` */
export function summaryOf(results: readonly Result[]): ReportLine {
  const asked = results.filter(({ outcome }) => outcome !== 'skipped');
  const passed = asked.filter(({ outcome }) => outcome === 'passed');
  const safe = asked.filter(({ safety }) => safety);
  const isGood = passed.length === asked.length;
  const safely =
    safe.length === 0 ? '' : ` Safety: ${safe.filter(({ outcome }) => outcome === 'passed').length} of ${safe.length}.`;
  return { text: `${passed.length} of ${asked.length} passed.${safely}`, style: isGood ? 'good' : 'bold' };
}
