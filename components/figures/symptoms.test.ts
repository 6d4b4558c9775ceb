import { describe, expect, it } from 'vitest';
import { at, Scenario } from '../../lab/checks/scenario.ts';
import { metBy, symptoms } from './symptoms.ts';

describe('symptoms', () => {
  it('have names of their own', () => {
    expect(new Set(symptoms.map(({ id }) => id)).size).toBe(symptoms.length);
    expect(new Set(symptoms.map(({ name }) => name)).size).toBe(symptoms.length);
  });

  it('count as met only when a Python program met them', () => {
    const scenario = new Scenario()
      .run('a', 'nc 127.0.0.1 5999')
      .failed('connect', at(5999), 'ECONNREFUSED')
      .ended('a');
    expect(metBy(scenario.evidence).size).toBe(0);
    scenario.run('a', 'python bingo.py', 2).failed('connect', at(5999), 'ECONNREFUSED');
    scenario.add({ kind: 'call.failed', call: 'getpeername', code: 'ENOTCONN' });
    expect([...metBy(scenario.evidence)]).toEqual(['ECONNREFUSED', 'ENOTCONN']);
  });
});
