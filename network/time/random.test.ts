import { expect, test } from 'vitest';
import { Random } from './random.ts';

const draw = (random: Random, count = 8) => Array.from({ length: count }, () => random.uint32());

test('the same seed gives the same numbers, on every machine', () => {
  expect(draw(new Random('first-hop'))).toEqual(draw(new Random('first-hop')));
  expect(draw(new Random('first-hop'))).not.toEqual(draw(new Random('first-hoq')));
});

test('asking for a branch draws nothing, and a branch does not care when it is asked for', () => {
  const asked = new Random('seed');
  const early = asked.branch('cable1');
  const quiet = new Random('seed');
  expect(draw(asked)).toEqual(draw(quiet));
  expect(draw(quiet.branch('cable1'))).toEqual(draw(early));
});

test('branches differ from each other and from their parent', () => {
  const names = Array.from({ length: 500 }, (_, at) => `cable${at}`);
  const root = new Random('seed');
  const first = new Set([root, ...names.map((name) => root.branch(name))].map((random) => draw(random, 2).join()));
  expect(first.size).toBe(501);
});

test('fractions are even: in a hundred bins none is far from its share', () => {
  const random = new Random('bins');
  const bins = new Array<number>(100).fill(0);
  for (let count = 0; count < 1_000_000; count += 1) {
    const at = Math.floor(random.fraction() * 100);
    bins[at] = (bins[at] ?? 0) + 1;
  }
  // Pearson's chi squared with 99 degrees of freedom: above 160 in 1 of 10 000 seeds
  const chi = bins.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  expect(chi).toBeLessThan(160);
});

test('the first numbers of neighbouring branches do not hang together', () => {
  const firsts = Array.from({ length: 10_000 }, (_, at) => new Random(`seed/${at}`).fraction());
  const mean = firsts.reduce((sum, x) => sum + x, 0) / firsts.length;
  let together = 0;
  for (let at = 1; at < firsts.length; at += 1) together += ((firsts[at] ?? 0) - mean) * ((firsts[at - 1] ?? 0) - mean);
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.015);
  expect(Math.abs((12 * together) / firsts.length)).toBeLessThan(0.05);
});

test('below gives whole numbers from 0 up to but not including the limit', () => {
  const random = new Random('dice');
  const seen = new Set(Array.from({ length: 1_000 }, () => random.below(6)));
  expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  expect(random.below(1)).toBe(0);
});

test('what is certain draws nothing', () => {
  const random = new Random('seed');
  expect([random.happens(0), random.happens(1), random.happens(-1), random.happens(2)]).toEqual([
    false,
    true,
    false,
    true,
  ]);
  expect(draw(random)).toEqual(draw(new Random('seed')));
});

test('what has probability 0.3 happens in 0.3 of all cases', () => {
  const random = new Random('share');
  let count = 0;
  for (let at = 0; at < 100_000; at += 1) if (random.happens(0.3)) count += 1;
  expect(Math.abs(count - 30_000)).toBeLessThan(730);
});
