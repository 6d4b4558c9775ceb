import { describe, expect, it } from 'vitest';
import { announcement } from './announcement.ts';

describe('what a screen reader is told', () => {
  it('is the text that arrived, without empty prompts and empty lines', () => {
    expect(announcement('lab$ rooms\nblue  5001\n\nlab$ ')).toBe('lab$ rooms\nblue  5001');
    expect(announcement('\nlab$ ')).toBe('');
  });

  it('is the end of a flood, and how much was left out', () => {
    const flood = Array.from({ length: 500 }, (_, line) => `line ${line}`).join('\n');
    const told = announcement(flood);
    expect(told.length).toBeLessThan(1_500);
    expect(told).toMatch(/^\d+ more lines before this, in Plain text\.\n/);
    expect(told.endsWith('line 499')).toBe(true);
  });

  it('does not read a single endless line', () => {
    expect(announcement('x'.repeat(100_000))).toBe('1 more line before this, in Plain text.');
  });
});
