import { describe, expect, it } from 'vitest';
import {
  decidedBy,
  lengthText,
  momentOf,
  type PipeSetting,
  pipeGoals,
  rateText,
  sizeText,
  sumsOf,
  timeText,
} from './pipe-sums.ts';

const near: PipeSetting = { rate: 1e6, km: 2, bytes: 1_500 };
const far: PipeSetting = { rate: 1e9, km: 10_000, bytes: 1_500 };

describe('the sums of the pipe', () => {
  it('are those of lab 1.5a', () => {
    expect(sumsOf(near).delay).toBeCloseTo(0.01201, 9);
    expect(sumsOf(far).delay).toBeCloseTo(0.050012, 9);
    expect(sumsOf({ ...near, bytes: 1_500_000 }).delay).toBeCloseTo(12.00001, 9);
    expect(sumsOf({ ...far, bytes: 1_500_000 }).delay).toBeCloseTo(0.062, 9);
    expect([sumsOf(near).fit, sumsOf(far).fit]).toEqual([10, 50_000_000]);
    expect(sumsOf(near).bitLength).toBe(200);
  });

  it('know where the message is at any moment', () => {
    const sums = sumsOf(near);
    expect(momentOf(sums, 0)).toEqual({ unsent: 1, onLink: 0, arrived: 0, tail: 0, head: 0 });
    const middle = momentOf(sums, 0.006);
    expect(middle).toMatchObject({ unsent: 0.5, tail: 0, head: 1 });
    expect(middle.onLink * 12_000).toBeCloseTo(10, 6);
    const end = momentOf(sums, sums.delay);
    expect(end).toMatchObject({ unsent: 0, onLink: 0, arrived: 1, head: 1 });
    expect(end.tail).toBeCloseTo(1, 9);
    const under = momentOf(sumsOf(far), 0.025);
    expect(under).toMatchObject({ unsent: 0, onLink: 1, arrived: 0 });
    expect(under.head - under.tail).toBeCloseTo(0.012 / 50, 9);
  });

  it('never lose a part of it', () => {
    for (const setting of [near, far, { rate: 1e10, km: 20_000, bytes: 1.5e8 }]) {
      const sums = sumsOf(setting);
      for (let step = 0; step <= 20; step += 1) {
        const { unsent, onLink, arrived, tail, head } = momentOf(sums, (sums.delay * step) / 20);
        expect(unsent + onLink + arrived).toBeCloseTo(1, 9);
        expect(head).toBeGreaterThanOrEqual(tail);
      }
    }
  });

  it('reach their goals somewhere, and not where the toy begins', () => {
    const reached = (setting: PipeSetting) =>
      pipeGoals.filter((goal) => goal.reached(setting, sumsOf(setting))).map(({ id }) => id);
    expect(reached(near)).toEqual([]);
    expect(reached({ rate: 5e6, km: 1_000, bytes: 1_500 })).toEqual(['letter']);
    expect(reached({ rate: 1e9, km: 10_000, bytes: 15_000_000 })).toEqual(['film', 'full']);
    expect(reached({ rate: 1e9, km: 10_000, bytes: 1_500 })).toEqual([]);
  });
});

it('says amounts as people do', () => {
  expect([0, 10e-6, 0.01201, 12.096, 125, 3e-9].map(timeText)).toEqual([
    '0',
    '10 µs',
    '12 ms',
    '12.1 s',
    '2 min 5 s',
    '3 ns',
  ]);
  expect([1e5, 8e6, 1e9].map(rateText)).toEqual(['100 kb/s', '8 Mb/s', '1 Gb/s']);
  expect([64, 1_500, 15_000, 15e6].map(sizeText)).toEqual(['64 bytes', '1,500 bytes', '15 kB', '15 MB']);
  expect([200, 0.02, 2_000].map(lengthText)).toEqual(['200 m', '2 cm', '2 km']);
  expect(decidedBy(sumsOf(near))).toBe('Putting it on is nearly all of the delay: a wider link helps.');
  expect(decidedBy(sumsOf(far))).toContain('hardly helps');
});
