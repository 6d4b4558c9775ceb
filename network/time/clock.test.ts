import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Clock } from './clock.ts';

test('events run in the order of their time, and at the same time in the order they were scheduled', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { maxLength: 200 }), (times) => {
      const clock = new Clock();
      const ran: [number, number][] = [];
      times.forEach((time, order) => {
        clock.at(time, () => ran.push([time, order]));
      });
      while (clock.step());
      expect(ran).toEqual(
        times.map((time, order): [number, number] => [time, order]).sort((a, b) => a[0] - b[0] || a[1] - b[1]),
      );
    }),
  );
});

test('a cancelled event does not run, however many there are', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(50), fc.boolean()), { maxLength: 300 }), (plan) => {
      const clock = new Clock();
      const ran: number[] = [];
      const timers = plan.map(([time], order) => clock.at(time, () => ran.push(order)));
      timers.forEach((timer, order) => {
        if (plan[order]?.[1]) timer.cancel();
      });
      clock.runUntil(100);
      const expected = plan.flatMap(([time, cancelled], order) => (cancelled ? [] : [{ time, order }]));
      expected.sort((a, b) => a.time - b.time || a.order - b.order);
      expect(ran).toEqual(expected.map(({ order }) => order));
      expect(clock.ran).toBe(ran.length);
    }),
  );
});

test('while an event runs, it is its time', () => {
  const clock = new Clock();
  const seen: number[] = [];
  clock.at(5, () => {
    seen.push(clock.now);
    clock.after(7, () => seen.push(clock.now));
  });
  clock.runUntil(100);
  expect(seen).toEqual([5, 12]);
  expect(clock.now).toBe(100);
});

test('a moment that has passed means now, after what is already due now', () => {
  const clock = new Clock();
  const ran: string[] = [];
  clock.at(10, () => {
    clock.at(3, () => ran.push(`late at ${clock.now}`));
  });
  clock.at(10, () => ran.push('due'));
  clock.runUntil(10);
  expect(ran).toEqual(['due', 'late at 10']);
});

test('time is whole nanoseconds', () => {
  const clock = new Clock();
  expect(clock.at(2.6, () => undefined).at).toBe(3);
  expect(() => clock.at(Number.NaN, () => undefined)).toThrow(RangeError);
});

test('runUntil includes its own moment and leaves the rest', () => {
  const clock = new Clock();
  const ran: number[] = [];
  for (const time of [1, 2, 3]) clock.at(time, () => ran.push(time));
  clock.runUntil(2);
  expect(ran).toEqual([1, 2]);
  expect(clock.next).toBe(3);
});

test('next passes over what was cancelled, and is null when nothing is left', () => {
  const clock = new Clock();
  const first = clock.at(1, () => undefined);
  const last = clock.at(2, () => undefined);
  first.cancel();
  expect(clock.next).toBe(2);
  last.cancel();
  expect(clock.next).toBeNull();
  expect(clock.step()).toBe(false);
});

test('a timer has no time once it ran or was cancelled, and may be cancelled again', () => {
  const clock = new Clock();
  const timer = clock.at(4, () => undefined);
  expect(timer.at).toBe(4);
  clock.runUntil(4);
  expect(timer.at).toBe(-1);
  timer.cancel();
  expect(clock.ran).toBe(1);
});

test('a million timers that are set and cancelled leave nothing behind', () => {
  const clock = new Clock();
  let ran = 0;
  const kept = clock.at(2e9, () => {
    ran += 1;
  });
  for (let count = 0; count < 1_000_000; count += 1) clock.at(1e9 + count, () => undefined).cancel();
  expect(clock.waiting).toBeLessThan(1_000);
  clock.runUntil(3e9);
  expect([ran, kept.at]).toEqual([1, -1]);
});
