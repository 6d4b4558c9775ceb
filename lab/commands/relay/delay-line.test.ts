import { describe, expect, it } from 'vitest';
import { DelayLine } from './delay-line.ts';
import { WireClock } from './wire-clock.ts';

/** Time that a test moves. */
class HandTime {
  ms = 0;
  #sleepers: { at: number; wake: () => void }[] = [];

  now = (): number => this.ms;
  sleep = (ms: number): Promise<void> =>
    new Promise((wake) => {
      this.#sleepers.push({ at: this.ms + ms, wake });
    });

  async pass(ms: number, step = 1): Promise<void> {
    for (const end = this.ms + ms; this.ms < end; ) {
      this.ms = Math.min(end, this.ms + step);
      const due = this.#sleepers.filter(({ at }) => at <= this.ms);
      this.#sleepers = this.#sleepers.filter(({ at }) => at > this.ms);
      for (const { wake } of due) wake();
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    }
  }
}

const line = (bitsPerSecond: number | null, delayMs: number) => {
  const time = new HandTime();
  const clock = new WireClock(time);
  const arrived: [string, number][] = [];
  const rules = { bitsPerSecond, delayMs, lossPercent: 0 };
  const made = new DelayLine<string>(
    clock,
    () => rules,
    (what) => {
      arrived.push([what, time.ms]);
      return what !== 'last';
    },
  );
  const over = made.run();
  return { time, clock, arrived, made, over, rules };
};

describe('one direction of a wire', () => {
  it('takes bytes × 8 ÷ rate for each item, one after the other, and the delay once', async () => {
    const { time, arrived, made } = line(8_000, 50);
    made.push('a', 100);
    made.push('b', 20);
    expect(made.held).toBe(120);
    await time.pass(300);
    expect(arrived).toEqual([
      ['a', 150],
      ['b', 170],
    ]);
    expect(made.held).toBe(0);
  });

  it('is not slower for timers that are late', async () => {
    const { time, arrived, made } = line(8_000, 0);
    for (let item = 0; item < 10; item += 1) made.push(String(item), 100);
    await time.pass(1_100, 70);
    expect(arrived.at(-1)?.[1]).toBeLessThan(1_000 + 70);
    expect(arrived).toHaveLength(10);
  });

  it('tells travelling from waiting', async () => {
    const { time, made } = line(8_000, 1_000);
    made.push('a', 100);
    made.push('b', 100);
    await time.pass(150);
    expect([made.held, made.waiting]).toEqual([200, 100]);
  });

  it('stands still while frozen, and goes on where it stood', async () => {
    const { time, clock, arrived, made } = line(null, 50);
    made.push('a', 100);
    await time.pass(30);
    clock.freeze();
    await time.pass(10_000);
    expect(arrived).toEqual([]);
    clock.thaw();
    await time.pass(30);
    expect(arrived).toEqual([['a', 10_050]]);
  });

  it('keeps to rules that were changed meanwhile', async () => {
    const { time, arrived, made, rules } = line(8_000, 0);
    made.push('a', 100);
    made.push('b', 100);
    await time.pass(100);
    rules.bitsPerSecond = null;
    await time.pass(200);
    rules.delayMs = 500;
    made.push('c', 100);
    await time.pass(600);
    expect(arrived).toEqual([
      ['a', 100],
      ['b', 200],
      ['c', 800],
    ]);
  });

  it('ends after the last, and when the wire is gone', async () => {
    const one = line(null, 0);
    one.made.push('last', 0);
    await one.time.pass(5);
    await one.over;
    const other = line(null, 60_000);
    other.made.push('a', 1);
    await other.time.pass(5);
    other.clock.end();
    other.made.stop();
    await other.over;
    expect(other.arrived).toEqual([]);
  });
});
