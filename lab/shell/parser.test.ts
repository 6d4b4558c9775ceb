import { expect, test } from 'vitest';
import { parseLine, wordText } from './parser.ts';

/** Jobs as nested arrays of words, with how steps are joined. */
function shape(line: string) {
  const parsed = parseLine(line);
  if ('problem' in parsed) return parsed.problem;
  return parsed.jobs.map((job) => ({
    source: job.source,
    background: job.background,
    steps: job.steps.map((step) => [
      step.when,
      ...step.pipeline.map((stage) => stage.map((word) => wordText(word, 7))),
    ]),
  }));
}

const words = (line: string): unknown => {
  const jobs = shape(line);
  return Array.isArray(jobs) ? jobs[0]?.steps[0]?.[1] : jobs;
};

test('blanks part words, quotes keep them together', () => {
  expect(words(`echo one  "two three" 'four  five' six\\ seven`)).toEqual([
    'echo',
    'one',
    'two three',
    'four  five',
    'six seven',
  ]);
});

test('an empty quotation is an empty word', () => {
  expect(words(`echo '' ""x`)).toEqual(['echo', '', 'x']);
});

test('single quotes keep everything, double quotes all but $? and a backslash before " \\ $', () => {
  expect(words(`echo '$?\\n' "$? \\" \\n"`)).toEqual(['echo', '$?\\n', '7 " \\n']);
});

test('a filter in quotes reaches the command as one word', () => {
  expect(words(`ss -tan '( sport = :5001 or dport = :5001 )'`)).toEqual([
    'ss',
    '-tan',
    '( sport = :5001 or dport = :5001 )',
  ]);
});

test('pipes, lists and background jobs', () => {
  expect(shape('a | b && c || d ; e &')).toEqual([
    {
      source: 'a | b && c || d',
      background: false,
      steps: [
        ['always', ['a'], ['b']],
        ['after-success', ['c']],
        ['after-failure', ['d']],
      ],
    },
    { source: 'e', background: true, steps: [['always', ['e']]] },
  ]);
});

test('operators need no blanks around them', () => {
  expect(shape('a|b;c&&d&')).toMatchObject([{ source: 'a|b' }, { source: 'c&&d', background: true }]);
});

test('nothing and a comment are nothing', () => {
  expect(shape('')).toEqual([]);
  expect(shape('   # only a note')).toEqual([]);
  expect(words('echo a#b # note')).toEqual(['echo', 'a#b']);
});

test.each([
  ['echo hi > file', 8, /no files here/],
  ['wc < file', 3, /no files here/],
  ['echo "open', 5, /never closed/],
  ["echo 'open", 5, /never closed/],
  ['| wc', 0, /missing before \|/],
  ['a | | b', 4, /missing before \|/],
  ['a &&', 2, /missing after &&/],
  ['a ; ; b', 4, /missing before ;/],
  ['ss ( sport = :1 )', 3, /between quotes/],
  ['echo \\', 5, /backslash/],
])('%s: the error points at column %d', (line, at, saying) => {
  const problem = shape(line);
  expect(problem).toMatchObject({ at });
  expect((problem as { saying: string }).saying).toMatch(saying);
});
