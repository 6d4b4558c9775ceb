import { expect, it } from 'vitest';
import { FirstLines } from './first-lines.ts';

const drawn = () => {
  const entered: string[] = [];
  let late = (): void => undefined;
  const lines = new FirstLines(
    (line) => entered.push(line),
    (_ms, run) => {
      late = run;
    },
  );
  return { entered, lines, late: () => late() };
};

it('waits for the terminal, then enters in order and at once', () => {
  const { entered, lines, late } = drawn();
  lines.enter('chat blue');
  lines.enter('ss -tan');
  expect(entered).toEqual([]);
  lines.seen();
  lines.enter('rooms');
  expect(entered).toEqual(['chat blue', 'ss -tan', 'rooms']);
  late();
  expect(entered).toHaveLength(3);
});

it('does not wait for ever for a terminal that nobody sees', () => {
  const { entered, lines, late } = drawn();
  lines.enter('chat blue');
  late();
  expect(entered).toEqual(['chat blue']);
});
