import { describe, expect, it } from 'vitest';
import { inWork, type Move, moved, opened, type Restaurant, type Style, staysWith, styles } from './restaurants.ts';

const evening = (style: Style, ...moves: readonly Move[]): Restaurant =>
  moves.reduce((restaurant, move) => moved(restaurant, move), opened(style));
const comes: Move = { kind: 'comes' };
const beat: Move = { kind: 'beat' };
const orders = (guest: number, wish: 'soup' | 'cake'): Move => ({ kind: 'orders', guest, wish });
const greeted = ({ guests }: Restaurant): number[] => guests.flatMap((guest) => (guest.greeted ? [guest.name] : []));

describe('three restaurants', () => {
  it('all greet the first guest at once', () => {
    for (const style of styles) expect(greeted(evening(style, comes, beat)), style).toEqual([1]);
  });

  it('let the second wait while the first only sits, where the waiter stays', () => {
    const moves = [comes, beat, comes, beat, beat];
    expect(greeted(evening('stays', ...moves))).toEqual([1]);
    expect(evening('stays', ...moves).orders).toEqual([{ guest: 2, wish: 'greeting', left: 1, waited: 2 }]);
    expect(staysWith(evening('stays', ...moves))).toBe(1);
    expect(greeted(evening('each', ...moves))).toEqual([1, 2]);
    expect(greeted(evening('buzzers', ...moves))).toEqual([1, 2]);
  });

  it('serve the second once the first has left', () => {
    expect(greeted(evening('stays', comes, beat, comes, { kind: 'leaves', guest: 1 }, beat))).toEqual([1, 2]);
  });

  it('let everybody wait for one cake, where one waiter does it all', () => {
    const cake = [comes, beat, orders(1, 'cake'), comes, beat, beat, beat];
    expect(greeted(evening('buzzers', ...cake))).toEqual([1]);
    expect(evening('buzzers', ...cake).orders[1]).toMatchObject({ guest: 2, waited: 3 });
    expect(greeted(evening('each', ...cake))).toEqual([1, 2]);
    expect(greeted(evening('buzzers', ...cake, beat, beat, beat, beat))).toEqual([1, 2]);
  });

  it('work on one order of each guest at a time', () => {
    const busy = evening('each', comes, beat, orders(1, 'cake'), orders(1, 'soup'), comes);
    expect(inWork(busy).map(({ guest, wish }) => [guest, wish])).toEqual([
      [1, 'cake'],
      [2, 'greeting'],
    ]);
  });
});
