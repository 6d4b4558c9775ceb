import { describe, expect, it } from 'vitest';
import { Scenario } from '../../lab/checks/scenario.ts';
import { moments, ownRun } from './name-moments.ts';

describe('the moments of a server and its caller', () => {
  it('go on with what the reader’s own program does', () => {
    const scenario = new Scenario();
    expect(ownRun(scenario.evidence, 'server.py')).toEqual({ moment: null, server: null, client: null });
    scenario.run('a', 'python server.py');
    const listener = scenario.listening(45_000);
    expect(ownRun(scenario.evidence, 'server.py')).toEqual({ moment: 1, server: '127.0.0.1:45000', client: null });
    scenario.run('b', 'nc -v 127.0.0.1 45000');
    scenario.connected(45_000, 50_000);
    const conversation = scenario.accepted(45_000, 50_000, listener);
    const names = { server: '127.0.0.1:45000', client: '127.0.0.1:50000' };
    expect(ownRun(scenario.evidence, 'server.py')).toEqual({ moment: 2, ...names });
    scenario.sent(conversation, 'got hello\n');
    expect(ownRun(scenario.evidence, 'server.py')).toEqual({ moment: 3, ...names });
  });

  it('never give a listener a peer, and the conversation the listener’s name', () => {
    for (const { sockets } of moments) expect(sockets.listener?.peer).toBe('ENOTCONN');
    expect(moments.at(-1)?.sockets.conversation?.own).toBe(moments.at(-1)?.sockets.listener?.own);
  });
});
