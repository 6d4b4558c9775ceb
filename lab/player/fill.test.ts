import { expect, it } from 'vitest';
import { fill } from './fill.ts';

it('fills in the ports in use and leaves other braces alone', () => {
  expect(fill('nc 127.0.0.1 {blue} {x}', { blue: 5061 })).toBe('nc 127.0.0.1 5061 {x}');
});

it('does not take what every object has for a name', () => {
  expect(fill('{constructor}', {})).toBe('{constructor}');
});
