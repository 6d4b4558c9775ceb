import { describe, expect, it } from 'vitest';
import { answeredOnNewSocket, establishedBeforeAccept } from './before-accept.ts';
import { errorsCaused } from './errors-caused.ts';
import { passes, saying } from './judged.ts';
import { linesInAnyCut, linesMisread, linesRead } from './line-answers.ts';
import { openerOf, programRuns } from './program-runs.ts';
import { programSaid } from './program-visits.ts';
import { at, Scenario } from './scenario.ts';

describe('runs of programs', () => {
  it('are told apart from other commands, and own what they opened', () => {
    const scenario = new Scenario().run('a', 'python server.py 5060', 1);
    const listener = scenario.listening(5060);
    scenario.run('b', 'nc 127.0.0.1 5060', 1);
    const client = scenario.connected(5060, 40_001);
    const served = scenario.accepted(5060, 40_001, listener);
    expect(programRuns(scenario.evidence, 'server.py')).toMatchObject([{ terminal: 'a', ended: null }]);
    expect(programRuns(scenario.evidence, 'erver.py')).toEqual([]);
    expect(openerOf(scenario.evidence, listener)?.line).toBe('python server.py 5060');
    expect(openerOf(scenario.evidence, served)?.terminal).toBe('a');
    expect(openerOf(scenario.evidence, client)).toBeNull();
    scenario.ended('a');
    expect(programRuns(scenario.evidence)[0]?.ended).toMatchObject({ status: 0 });
  });

  it('do not count where a person said the words', () => {
    const check = programSaid('blue', 'client.py', 'hello from code');
    const scenario = new Scenario().run('b', 'chat blue');
    const socket = scenario.inBlue();
    scenario.sent(socket, 'SAY hello from code\n').blue(40_001, { event: 'delivered', to: 1 });
    scenario.received(socket, 'MSG anon-7f3 hello from code\n');
    expect(saying(check, scenario)).toContain('`client.py` has not run yet');
    scenario.run('a', 'python client.py 6001', 2);
    const own = scenario.inBlue(40_002, 'anon-8a1');
    scenario.sent(own, 'SAY hello from code\n').blue(40_002, { event: 'delivered', to: 2 });
    expect(saying(check, scenario)).toContain('waits for a whole line');
    scenario.received(own, 'MSG anon-8a1 hello from code\n');
    expect(passes(check, scenario)).toContain('port 40002');
  });
});

describe('before accept', () => {
  it('wants the look between the bytes and the answer', () => {
    const scenario = new Scenario().run('a', 'python server.py');
    const listener = scenario.listening(45_000);
    const row = { state: 'ESTAB', local: at(45_000), remote: at(40_001), receiveQueue: 6 } as const;
    scenario.run('b', 'nc 127.0.0.1 45000');
    const client = scenario.connected(45_000, 40_001);
    const served = scenario.accepted(45_000, 40_001, listener);
    scenario.table(row);
    expect(saying(establishedBeforeAccept('server.py'), scenario)).toContain('has sent nothing yet');
    scenario.sent(client, 'hello\n').table(row);
    expect(passes(establishedBeforeAccept('server.py'), scenario)).toContain('6 bytes in Recv-Q');
    saying(answeredOnNewSocket('server.py'), scenario);
    scenario.sent(served, 'got hello\n');
    expect(passes(answeredOnNewSocket('server.py'), scenario)).toContain('127.0.0.1:45000');
  });
});

describe('answers to lines', () => {
  const talk = (scenario: Scenario, port: number, pieces: readonly string[], answers: readonly number[]): Scenario => {
    const socket = scenario.connected(5060, port);
    for (const piece of pieces) scenario.sent(socket, piece);
    for (const length of answers) scenario.received(socket, `GOT ${length}\n`);
    return scenario;
  };

  it('are wrong when chunks are taken for messages, right when lines are', () => {
    const naive = talk(new Scenario(), 1, ['one\n', 'two\n', 'three\n'], [13]);
    expect(saying(linesMisread(5060), naive)).toContain('only one of the two');
    talk(naive, 2, ['x'.repeat(1_000), `${'x'.repeat(1_000)}\n`], [1_000, 1_000]);
    expect(passes(linesMisread(5060), naive)).toContain('3 lines got 1 answer, and one line got several');
    expect(saying(linesRead(5060), naive)).toContain('took a piece of it for a message');
  });

  it('must hold for many cuts, after a caller who left in the middle of a line', () => {
    const lines = ['hello\n', '\n', 'x\n'];
    const torn = Array.from({ length: 100 }, () => ['hel', 'lo\n\nx', '\n']).flat();
    const right = Array.from({ length: 100 }, () => [5, 0, 1]).flat();
    const check = linesInAnyCut(5060, 300);
    expect(saying(check, talk(new Scenario(), 1, lines, [5, 0, 1]))).toContain('have not been cut');
    expect(saying(check, talk(new Scenario(), 1, torn, right))).toContain('Let `framing fuzz` finish');
    passes(check, talk(talk(new Scenario(), 1, ['half'], []), 2, torn, right));
    const mixed = [9, ...right.slice(1)];
    expect(saying(check, talk(talk(new Scenario(), 1, ['half'], []), 2, torn, mixed))).toContain(
      'An earlier caller left 4 bytes of a line',
    );
    const skipped = [5, 1];
    expect(saying(check, talk(talk(new Scenario(), 1, ['half'], []), 2, torn, skipped))).toContain('empty line');
  });
});

describe('errors', () => {
  it('count in a run of the program only', () => {
    const check = errorsCaused('bingo.py', 'ECONNREFUSED');
    const scenario = new Scenario().run('a', 'nc 127.0.0.1 5999').failed('connect', at(5999), 'ECONNREFUSED');
    scenario.ended('a').run('a', 'python bingo.py', 2);
    expect(saying(check, scenario)).toContain('No connect of yours was refused yet');
    scenario.failed('connect', at(5999), 'ECONNREFUSED');
    passes(check, scenario);
  });
});
