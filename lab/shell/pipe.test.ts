import { expect, test } from 'vitest';
import { PipeClosed } from './command.ts';
import { PIPE_CAPACITY, Pipe } from './pipe.ts';

test('lines come out as they went in, the last one also without an end', async () => {
  const pipe = new Pipe();
  await pipe.write('one\ntw');
  await pipe.write('o\nthree');
  pipe.end();
  expect([await pipe.readLine(), await pipe.readLine(), await pipe.readLine(), await pipe.readLine()]).toEqual([
    'one',
    'two',
    'three',
    null,
  ]);
});

test('a fast writer waits until the reader has made room', async () => {
  const pipe = new Pipe();
  let written = false;
  const line = `${'x'.repeat(PIPE_CAPACITY)}\n`;
  const writing = pipe.write(line).then(() => {
    written = true;
  });
  await Promise.resolve();
  expect(written).toBe(false);
  await pipe.readLine();
  await writing;
  expect(written).toBe(true);
});

test('a line longer than the pipe passes in pieces and does not block', async () => {
  const pipe = new Pipe();
  const long = 'y'.repeat(PIPE_CAPACITY * 2 + 5);
  const writing = pipe.write(`${long}\n`).then(() => pipe.end());
  let all = '';
  for (let piece = await pipe.readLine(); piece !== null; piece = await pipe.readLine()) all += piece;
  await writing;
  expect(all).toBe(long);
});

test('a writer whose reader has gone is told, also while it waits', async () => {
  const pipe = new Pipe();
  const waiting = pipe.write('z'.repeat(PIPE_CAPACITY + 1));
  pipe.break();
  await expect(waiting).rejects.toBeInstanceOf(PipeClosed);
  await expect(pipe.write('more')).rejects.toBeInstanceOf(PipeClosed);
});

test('a waiting reader can be stopped', async () => {
  const controller = new AbortController();
  const reading = new Pipe().readLine(controller.signal);
  controller.abort(new Error('enough'));
  await expect(reading).rejects.toThrow('enough');
});
