import { expect, it } from 'vitest';
import type { Evidence, Fact } from '../../lab/evidence/event.ts';
import { foregroundOf } from './foreground.ts';

const log = (...facts: Fact[]): Evidence[] => facts.map((fact, seq) => ({ ...fact, seq, ms: seq }));
const started = (job: number, line: string, terminal = 'a'): Fact => ({
  kind: 'command.started',
  terminal,
  job,
  name: line.split(' ')[0] ?? '',
  line,
});
const ended = (job: number, terminal = 'a'): Fact => ({ kind: 'command.ended', terminal, job, name: '', status: 0 });

it('is nobody at the prompt', () => {
  expect(foregroundOf([], 'a')).toBeNull();
  expect(foregroundOf(log(started(1, 'rooms'), ended(1)), 'a')).toBeNull();
});

it('is the command that has started and not ended, in that terminal alone', () => {
  const entries = log(started(1, 'chat blue'));
  expect(foregroundOf(entries, 'a')).toBe('chat');
  expect(foregroundOf(entries, 'b')).toBeNull();
});

it('is not a job in the background', () => {
  expect(foregroundOf(log(started(1, 'nc -l 5006 &')), 'a')).toBeNull();
});
