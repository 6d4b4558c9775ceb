import { expect, test } from 'vitest';
import { captionsShown } from './captions.ts';

const address = '192.168.100.10';
const at = (name: string, x: number, y: number, count = 1) => ({
  name,
  place: { x, y },
  captions: Array.from({ length: count }, () => address),
});

test('devices that stand apart show all their addresses, three at most', () => {
  const shown = captionsShown([at('pc1', 100, 60), at('r1', 400, 60, 4)], 1, 300);
  expect(shown).toEqual(
    new Map([
      ['pc1', 1],
      ['r1', 3],
    ]),
  );
});

test('an address that would lie over the device below it, or over a neighbour’s address, is left to the tables', () => {
  expect(captionsShown([at('pc1', 100, 50), at('printer', 100, 100)], 0.5, 400).get('pc1')).toBe(0);
  const beside = captionsShown([at('watch', 60, 150), at('phone', 110, 150)], 0.5, 400);
  expect([beside.get('watch'), beside.get('phone')]).toEqual([1, 0]);
});

test('a second address that would hang over the lower edge is left out', () => {
  expect(captionsShown([at('r1', 100, 250, 2)], 1, 315).get('r1')).toBe(1);
});
