import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fifo } from './fifo.ts';

test('whatever is done to it, it holds what an array would', () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('push' as const), item: fc.nat(9) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('shift' as const), item: fc.constant(0) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), item: fc.nat(9) }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const fifo = new Fifo<number>();
      const model: number[] = [];
      for (const { do: act, item } of steps) {
        if (act === 'push') {
          fifo.push(item);
          model.push(item);
        } else if (act === 'shift') {
          expect(fifo.shift()).toBe(model.shift());
        } else {
          const at = model.indexOf(item);
          expect(fifo.remove(item)).toBe(at >= 0);
          if (at >= 0) model.splice(at, 1);
        }
        expect([fifo.length, fifo.first]).toEqual([model.length, model[0]]);
      }
      expect(fifo.find((item) => item > 6)).toBe(model.find((item) => item > 6));
      expect(fifo.drain()).toEqual(model);
    }),
  );
});
