import { describe, expect, it } from 'vitest';
import { Scenario } from '../../lab/checks/scenario.ts';
import { guestsIn, stepReached } from './guests.ts';

describe('the guests of a room', () => {
  it('are told with who is there first, then newest first, with what the room says of each, and which of them is a program', () => {
    const scenario = new Scenario().run('b', 'chat blue');
    scenario.inBlue(40_001, 'anon-aaa');
    scenario.run('a', 'python client.py 6001', 2);
    expect(stepReached(scenario.evidence)).toBe(0);
    const socket = scenario.connected(6001, 40_002);
    scenario.blue(40_002, { event: 'greeted' });
    expect(guestsIn(scenario.evidence)).toMatchObject([
      { peer: '127.0.0.1:40002', state: 'greeted', here: true, program: true },
      { peer: '127.0.0.1:40001', state: 'in as anon-aaa, said 0', here: true, program: false },
    ]);
    expect(stepReached(scenario.evidence)).toBe(3);
    scenario.sent(socket, 'PASS first-hop\n').blue(40_002, { event: 'joined', nick: 'anon-bbb', here: 2 });
    expect(stepReached(scenario.evidence)).toBe(4);
    scenario.blue(40_002, { event: 'left', how: 'bye' }).closed(socket, 'fin', 'remote');
    expect(guestsIn(scenario.evidence)).toMatchObject([
      { state: 'in as anon-aaa, said 0', here: true },
      { state: 'left (bye)', here: false },
    ]);
    expect(stepReached(scenario.evidence)).toBe(5);
  });

  it('are none before anybody came', () => {
    expect(guestsIn([])).toEqual([]);
    expect(stepReached([])).toBe(0);
  });
});
