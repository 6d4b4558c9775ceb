import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allDue } from '../returns/schedule.ts';
import { progressBeforePaint } from './before-paint.ts';
import { noProgress, type Progress, writeProgress } from './progress.ts';

const now = Date.UTC(2026, 2, 2, 8);
const day = 86_400_000;

/** Runs the line as a page at `pathname` would. @returns what it wrote on the root element */
const run = (stored: string | null, pathname: string, platform = 'Linux x86_64'): Record<string, string> => {
  const dataset: Record<string, string> = {};
  const page = new Function('document', 'navigator', 'localStorage', 'location', 'Date', progressBeforePaint);
  page({ documentElement: { dataset } }, { platform }, { getItem: () => stored }, { pathname }, { now: () => now });
  return dataset;
};

it('says what the schedule says, whatever is stored', () => {
  const moment = fc.integer({ min: now - 30 * day, max: now + 3 * day });
  const entry = fc.record({
    lesson: fc.constantFrom('ports', 'arp'),
    rung: fc.integer({ min: 0, max: 5 }),
    asked: moment,
  });
  const returns = fc.dictionary(fc.constantFrom('a', 'b', 'c'), entry, { noNullPrototype: true });
  const quietUntil = fc.oneof(fc.constant(0), moment);
  let due = 0;
  fc.assert(
    fc.property(returns, quietUntil, (stored, quiet) => {
      const progress: Progress = { ...noProgress, returns: stored, quietUntil: quiet };
      const isDue = allDue(progress, now, 'ports').length > 0;
      if (isDue) due++;
      expect('returns' in run(writeProgress(progress), '/lessons/ports/')).toBe(isDue);
    }),
    { numRuns: 500 },
  );
  expect(due).toBeGreaterThan(50);
});

it('says nothing to a first-time reader, nor when what is stored is damaged or old', () => {
  expect(run(null, '/')).toEqual({});
  expect(run('{"version":', '/')).toEqual({});
  expect(run('{"version":1,"predictions":{},"steps":{},"answers":{}}', '/')).toEqual({});
});

it('knows the chosen path, and a keyboard with ⌘', () => {
  expect(run(writeProgress({ ...noProgress, path: 'fast' }), '/')).toEqual({ path: 'fast' });
  expect(run(null, '/', 'MacIntel')).toEqual({ apple: '' });
});
