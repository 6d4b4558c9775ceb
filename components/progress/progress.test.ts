import { describe, expect, it } from 'vitest';
import { mergeProgress } from './merge-progress.ts';
import { NotProgress, noProgress, readProgress, standing, writeProgress } from './progress.ts';

const some = {
  version: 2,
  predictions: { p: 'a' },
  steps: { '0.1a/1': 'You saw it.' },
  answers: { q: { chosen: 1, right: true } },
  returns: { q: { lesson: 'ports', rung: 1, asked: 1_000 } },
  quietUntil: 5_000,
  path: 'fast',
} as const;

describe('progress as a file', () => {
  it('comes back as it was written', () => {
    expect(readProgress(writeProgress(some))).toEqual(some);
  });

  it.each([
    ['no JSON', 'hello'],
    ['another JSON', '[]'],
    ['null', 'null'],
    ['a version to come', '{"version":3,"predictions":{},"steps":{},"answers":{},"returns":{}}'],
    ['a part of version 2 missing', '{"version":2,"predictions":{},"steps":{},"answers":{}}'],
    [
      'a return without a moment',
      '{"version":2,"predictions":{},"steps":{},"answers":{},"returns":{"q":{"lesson":"ports","rung":0}}}',
    ],
    [
      'a return before its first rung',
      '{"version":2,"predictions":{},"steps":{},"answers":{},"returns":{"q":{"lesson":"ports","rung":-1,"asked":1}}}',
    ],
    ['a part missing', '{"version":1,"predictions":{},"steps":{}}'],
    ['a step that is no sentence', '{"version":1,"predictions":{},"steps":{"0.1a/1":true},"answers":{}}'],
    ['an answer without a verdict', '{"version":1,"predictions":{},"steps":{},"answers":{"q":{"chosen":1}}}'],
  ])('refuses %s and says that nothing was changed', (_what, text) => {
    expect(() => readProgress(text)).toThrow(NotProgress);
    expect(() => readProgress(text)).toThrow(/nothing was changed/i);
  });

  it('takes over what version 1 knew', () => {
    const { version: _, returns: _returns, quietUntil: _quiet, path: _path, ...old } = some;
    expect(readProgress(JSON.stringify({ version: 1, ...old }))).toEqual({ ...noProgress, ...old });
  });

  it('does not let a file reach the prototype', () => {
    const read = readProgress('{"version":1,"predictions":{"__proto__":"x"},"steps":{},"answers":{}}');
    expect(Object.getPrototypeOf(read.predictions)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('merging', () => {
  it('loses nothing of either side', () => {
    const other = { ...noProgress, steps: { '0.1a/2': 'b' }, answers: { r: { chosen: 0, right: false } } };
    const both = mergeProgress(some, other);
    expect(Object.keys(both.steps).sort()).toEqual(['0.1a/1', '0.1a/2']);
    expect(Object.keys(both.answers).sort()).toEqual(['q', 'r']);
  });

  it('never replaces a right answer by a wrong one', () => {
    const wrong = { ...noProgress, answers: { q: { chosen: 0, right: false } } };
    expect(mergeProgress(wrong, some).answers.q).toEqual({ chosen: 1, right: true });
    expect(mergeProgress(some, wrong).answers.q).toEqual({ chosen: 1, right: true });
  });

  it('keeps the schedule that was asked later, and the path that was chosen here', () => {
    const later = { ...noProgress, returns: { q: { lesson: 'ports', rung: 0, asked: 2_000 } } };
    expect(mergeProgress(some, later)).toMatchObject({ returns: later.returns, path: 'fast', quietUntil: 5_000 });
    expect(mergeProgress(later, some)).toMatchObject({ returns: later.returns, path: 'whole', quietUntil: 0 });
  });
});

describe('a lesson', () => {
  const goals = { steps: ['0.1a/1'], questions: ['q'] };
  it('is done when all steps happened and all questions are right', () => {
    expect(standing(noProgress, goals)).toBe('new');
    expect(standing({ ...some, answers: {} }, goals)).toBe('begun');
    expect(standing(some, goals)).toBe('done');
  });
});
