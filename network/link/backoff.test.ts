import { expect, test } from 'vitest';
import { Random } from '../time/random.ts';
import { Backoff } from './backoff.ts';

test('the range doubles with every collision up to 1,023 slots, and the sixteenth is the last', () => {
  const most = new Array<number>(16).fill(0);
  for (let round = 0; round < 4_000; round += 1) {
    const backoff = new Backoff(new Random(`round ${round}`));
    for (let attempt = 1; attempt <= 15; attempt += 1) {
      const turn = backoff.next();
      expect(turn?.bits).toBe((turn?.slots ?? 0) * 512);
      most[attempt] = Math.max(most[attempt] ?? 0, turn?.slots ?? -1);
    }
    expect(backoff.next()).toBeNull();
    expect(backoff.attempts).toBe(16);
  }
  expect(most.slice(1, 6)).toEqual([1, 3, 7, 15, 31]);
  for (const slots of most.slice(10)) {
    expect(slots).toBeLessThan(1_024);
    expect(slots).toBeGreaterThan(1_000);
  }
});

test('the next frame begins anew', () => {
  const backoff = new Backoff(new Random('seed'));
  for (let attempt = 0; attempt < 9; attempt += 1) backoff.next();
  backoff.reset();
  expect(backoff.next()?.slots).toBeLessThan(2);
});
