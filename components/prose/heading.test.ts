import { createElement } from 'react';
import { expect, it } from 'vitest';
import { anchorOf, wordsOf } from './heading.tsx';

it('turns the words of a heading into its place on the page', () => {
  expect(anchorOf('The path your hello took')).toBe('the-path-your-hello-took');
  expect(anchorOf('What’s in `TIME-WAIT`?')).toBe('whats-in-time-wait');
  expect(anchorOf('  Café, naïve ')).toBe('cafe-naive');
});

it('reads the words through marks', () => {
  expect(wordsOf(['What ', createElement('code', null, 'recv'), ' gives'])).toBe('What recv gives');
});
