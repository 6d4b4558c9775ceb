import { createElement as e, Fragment } from 'react';
import { expect, it } from 'vitest';
import { proseSections } from './prose-sections.ts';

const Myth = (): null => null;

it('cuts prose at its headings, and reads through marks and components', () => {
  const prose = e(Fragment, null, [
    e('p', { key: 1 }, 'A ', e('em', null, 'port'), ', as ', e('code', null, 'ss'), ' shows it.'),
    '\n',
    e('h2', { key: 2 }, 'Two ', e('em', null, 'doors')),
    e('ul', { key: 3 }, e('li', null, 'one'), e('li', null, 'two')),
    e(Myth, { key: 4, think: 'A port is a `pipe`.' } as object, e('p', null, 'It is a number.')),
  ]);
  expect(proseSections(prose)).toEqual([
    { heading: '', text: 'A port, as ss shows it.' },
    { heading: 'Two doors', text: 'one two You may think: A port is a pipe. It is a number.' },
  ]);
});

it('has nothing to say about nothing', () => {
  expect(proseSections(null)).toEqual([{ heading: '', text: '' }]);
});
