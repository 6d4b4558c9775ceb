import { expect, it } from 'vitest';
import { shuffledPlaces } from './shuffle.ts';

it('keeps every option exactly once', () => {
  for (let seed = 0; seed < 200; seed++) expect(shuffledPlaces(4, 'q', seed).sort()).toEqual([0, 1, 2, 3]);
});

it('stays the same for one visit and differs between questions', () => {
  expect(shuffledPlaces(6, 'q1', 7)).toEqual(shuffledPlaces(6, 'q1', 7));
  expect(shuffledPlaces(6, 'q1')).toEqual(shuffledPlaces(6, 'q1'));
  const orders = new Set(['a', 'b', 'c', 'd', 'e'].map((name) => shuffledPlaces(6, name, 7).join()));
  expect(orders.size).toBeGreaterThan(1);
});

it('puts each option first about equally often', () => {
  const first = [0, 0, 0];
  for (let seed = 0; seed < 3000; seed++) {
    const place = shuffledPlaces(3, 'q', seed * 7919)[0] ?? 0;
    first[place] = (first[place] ?? 0) + 1;
  }
  for (const times of first) expect(times).toBeGreaterThan(850);
});
