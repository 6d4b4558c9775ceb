import { describe, expect, it } from 'vitest';
import { Scenario } from '../../lab/checks/scenario.ts';
import { freeTerminal } from './free-terminal.ts';

const splitter = { file: 'splitter.py', terminal: 'a' };

describe('a program is started by its button', () => {
  it('where its step wants it, whichever terminal is in front', () => {
    expect(freeTerminal(splitter, 'b', ['a', 'b'], [])).toBe('a');
    expect(freeTerminal(splitter, 'a', ['a'], [])).toBe('a');
  });

  it('where it ran last, if the step’s own terminal is not that', () => {
    const scenario = new Scenario()
      .run('b', 'python splitter.py', 1)
      .ended('b')
      .run('c', 'python other.py', 2)
      .ended('c');
    expect(freeTerminal(splitter, 'c', ['a', 'b', 'c'], scenario.evidence)).toBe('b');
  });

  it('elsewhere where something runs: the terminal in front, then any other, and nowhere if all are at work', () => {
    const scenario = new Scenario().run('a', 'python splitter.py', 1);
    expect(freeTerminal(splitter, 'c', ['a', 'b', 'c'], scenario.evidence)).toBe('c');
    scenario.run('c', 'chat blue', 2);
    expect(freeTerminal(splitter, 'c', ['a', 'b', 'c'], scenario.evidence)).toBe('b');
    expect(freeTerminal(splitter, 'c', ['a', 'c'], scenario.evidence)).toBeNull();
  });

  it('at the host of the terminal in front', () => {
    expect(freeTerminal(splitter, 'pc1', ['a', 'pc1'], [])).toBe('pc1');
  });
});
