import { expect, it } from 'vitest';
import type { Evidence, Fact } from '../../lab/evidence/event.ts';
import { latestLights } from './lights.ts';

const at = { address: '127.0.0.1', port: 5050 };
const began: Fact = { kind: 'test.began', subject: 'server', at };
const found = (check: string, outcome: 'passed' | 'failed'): Fact => ({
  kind: 'test.checked',
  subject: 'server',
  at,
  result: { check, safety: false, outcome },
});
const log = (...facts: readonly Fact[]): Evidence[] => facts.map((fact, seq) => ({ ...fact, seq, ms: seq }));

it('shows the latest run only, as it comes', () => {
  expect(latestLights([])).toMatchObject({ where: null });
  const { lights, where } = latestLights(
    log(began, found('join', 'failed'), found('who', 'passed'), began, found('join', 'passed')),
  );
  expect(where).toBe('127.0.0.1:5050');
  expect([...lights]).toEqual([['join', 'passed']]);
});
