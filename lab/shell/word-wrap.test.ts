import { describe, expect, it } from 'vitest';
import { wordWrap } from './word-wrap.ts';

describe('a notice in a narrow terminal', () => {
  it('is broken between words', () => {
    expect(wordWrap('The lab server is back.', 10)).toBe('The lab\nserver is\nback.');
    expect(wordWrap('fits', 10)).toBe('fits');
  });

  it('keeps a word that is too long in one piece', () => {
    expect(wordWrap('see 127.0.0.1:51234 now', 8)).toBe('see\n127.0.0.1:51234\nnow');
  });

  it('keeps its line ends and its indentation', () => {
    expect(wordWrap('one two\n  three four\n', 9)).toBe('one two\n  three\n  four\n');
  });

  it('leaves rows of a table to the terminal', () => {
    expect(wordWrap('ESTAB  127.0.0.1:5001', 10)).toBe('ESTAB  127.0.0.1:5001');
  });
});
