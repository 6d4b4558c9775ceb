import { describe, expect, it } from 'vitest';
import { Scenario } from '../../lab/checks/scenario.ts';
import { freeTerminal } from './free-terminal.ts';

describe('a program is started by its button', () => {
  it('where its step wants it, whichever terminal is in front', () => {
    expect(freeTerminal('a', 'b', ['a', 'b'], [])).toBe('a');
    expect(freeTerminal('b', 'a', ['a', 'b'], [])).toBe('b');
    expect(freeTerminal('b', 'a', ['a'], [])).toBe('a');
  });

  it('elsewhere where something runs: in the one in front, then in any other, and nowhere if all are at work', () => {
    const scenario = new Scenario().run('a', 'python splitter.py', 1);
    expect(freeTerminal('a', 'c', ['a', 'b', 'c'], scenario.evidence)).toBe('c');
    scenario.run('c', 'chat blue', 2);
    expect(freeTerminal('a', 'c', ['a', 'b', 'c'], scenario.evidence)).toBe('b');
    expect(freeTerminal('a', 'c', ['a', 'c'], scenario.evidence)).toBeNull();
  });

  it('at the host of the terminal in front', () => {
    expect(freeTerminal('a', 'pc1', ['a', 'pc1'], [])).toBe('pc1');
  });
});
