import { expect, it } from 'vitest';
import { crossing, distance, scales } from './scales.ts';

it('goes from the body to the planet, each wider than the one before', () => {
  const widths = scales.map(({ across }) => across);
  expect(widths).toEqual([...widths].sort((one, other) => one - other));
  expect(scales.map(({ label }) => label.split(',')[0])).toEqual(['PAN', 'LAN', 'CAN', 'MAN', 'WAN', 'The Internet']);
});

it('lets light take its time', () => {
  expect([1, 30, 1_000, 30_000, 3_000_000, 20_000_000].map(crossing)).toEqual([
    ...['5 ns', '150 ns', '5 µs', '150 µs', '15 ms', '100 ms'],
  ]);
  expect([1, 999, 1_000, 20_000_000].map(distance)).toEqual(['1 m', '999 m', '1 km', '20,000 km']);
});
