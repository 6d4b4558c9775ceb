import { expect, it } from 'vitest';
import { checkWriteOut, writeOut } from './write-out.ts';

const transfer = { status: 200, bytes: 10_000_000, connected: 1.5, started: 101.25, total: 10_125.6244 };

it('writes what curl writes, with six places for times', () => {
  expect(writeOut('%{http_code} %{size_download}\\n%{time_total}\\t%{time_connect} 100%%', transfer)).toBe(
    '200 10000000\n10.125624\t0.001500 100%',
  );
  expect(writeOut('%{speed_download} %{time_starttransfer}', transfer)).toBe('987593 0.101250');
});

it('says which names it knows', () => {
  expect(() => checkWriteOut('%{time_total} %{moon}')).toThrow('-w does not know %{moon} here: http_code');
});
