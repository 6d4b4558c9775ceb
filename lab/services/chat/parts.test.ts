import { describe, expect, it } from 'vitest';
import { ManualClock, seededBytes } from '../manual-clock.ts';
import { MemoryConnection } from '../memory-connection.ts';
import { Fanout, Recipient } from './fanout.ts';
import { GuessBrake } from './guess-brake.ts';
import { hereLines } from './here-lines.ts';
import { Nicknames } from './nicknames.ts';
import { settled, TestRoom } from './test-room.ts';

const line = (text: string) => new TextEncoder().encode(`${text}\n`);

describe('the fanout of a turn', () => {
  const start = (waitingBytes = 1_000) => {
    const turns: (() => void)[] = [];
    const slow: Recipient[] = [];
    const fanout = new Fanout<Recipient>({
      defer: (run) => turns.push(run),
      allocate: (bytes) => new Uint8Array(bytes),
      waitingBytes,
      waitingAnswers: 100,
      tooSlow: (recipient) => slow.push(recipient),
    });
    const someone = () => {
      const connection = new MemoryConnection();
      return { connection, recipient: new Recipient(connection) };
    };
    const turn = () => {
      for (const run of turns.splice(0)) run();
    };
    /** A turn with lines, and one that brings nothing more. */
    const endTurn = () => {
      turn();
      turn();
    };
    return { fanout, slow, someone, turn, endTurn };
  };

  it('hands everybody the same one buffer for all lines of a turn', () => {
    const { fanout, someone, endTurn } = start();
    const [ann, bob] = [someone(), someone()];
    for (const { recipient } of [ann, bob]) fanout.add(recipient);
    for (const text of ['one', 'two', 'three']) fanout.toAll(line(text));
    expect(ann.connection.writes).toEqual([]);
    endTurn();
    expect(ann.connection.writes).toHaveLength(1);
    expect(ann.connection.text).toBe('one\ntwo\nthree\n');
    expect(bob.connection.writes[0]).toBe(ann.connection.writes[0]);
  });

  it('looks for more after a turn that brought something, but not for ever', () => {
    const { fanout, someone, turn } = start();
    const ann = someone();
    fanout.add(ann.recipient);
    let turns = 0;
    while (ann.connection.writes.length === 0) {
      fanout.toAll(line('more'));
      turn();
      turns += 1;
    }
    expect(turns).toBe(20);
    expect(ann.connection.lines).toHaveLength(20);
    fanout.toAll(line('last'));
    turn();
    expect(ann.connection.writes).toHaveLength(1);
    turn();
    expect(ann.connection.writes).toHaveLength(2);
  });

  it('keeps the order between lines to all and lines to one, and starts where somebody came in', () => {
    const { fanout, someone, endTurn } = start();
    const [ann, bob] = [someone(), someone()];
    fanout.add(ann.recipient);
    fanout.toAll(line('1'));
    fanout.toOne(ann.recipient, line('only ann'));
    fanout.toOne(bob.recipient, line('hello bob'));
    fanout.add(bob.recipient);
    fanout.toAll(line('2'));
    fanout.toOne(ann.recipient, line('ann again'));
    endTurn();
    fanout.toAll(line('3'));
    endTurn();
    expect(ann.connection.lines).toEqual(['1', 'only ann', '2', 'ann again', '3']);
    expect(bob.connection.lines).toEqual(['hello bob', '2', '3']);
    expect(ann.connection.writes).toHaveLength(2);
  });

  it('gives who leaves what came before, and nothing after', () => {
    const { fanout, someone, endTurn } = start();
    const ann = someone();
    fanout.add(ann.recipient);
    fanout.toAll(line('before'));
    fanout.finish(ann.recipient);
    fanout.toAll(line('after'));
    endTurn();
    expect(ann.connection.lines).toEqual(['before']);
  });

  it('does not hold a busy turn against a reader, only what waited before it', () => {
    const { fanout, someone, slow, endTurn } = start(1_000);
    const ann = someone();
    fanout.add(ann.recipient);
    fanout.toAll(line('x'.repeat(5_000)));
    endTurn();
    expect(slow).toEqual([]);
    ann.connection.waiting = 1_001;
    fanout.toAll(line('y'));
    endTurn();
    expect(slow).toEqual([ann.recipient]);
    expect(ann.connection.writes).toHaveLength(1);
  });

  it('hands a reader for whom something waits views of the one buffer, also between lines of its own', () => {
    const { fanout, someone, endTurn } = start();
    const [ann, bob] = [someone(), someone()];
    for (const { recipient } of [ann, bob]) fanout.add(recipient);
    bob.connection.waiting = 1;
    for (const text of ['one', 'two']) fanout.toAll(line(text));
    fanout.toOne(bob.recipient, line('only bob'));
    fanout.toAll(line('three'));
    endTurn();
    expect(bob.connection.lines).toEqual(['one', 'two', 'only bob', 'three']);
    const [first, , last] = bob.connection.writes;
    for (const view of [first, last]) expect(view?.buffer).toBe(ann.connection.writes[0]?.buffer);
  });

  it('finds who asks and does not read too slow before the lines to all have filled up', () => {
    const { fanout, someone, slow, endTurn } = start(1_000_000);
    const [ann, bob] = [someone(), someone()];
    for (const { recipient } of [ann, bob]) fanout.add(recipient);
    const ask = (): void => {
      fanout.toAll(line('to all'));
      for (const { recipient } of [ann, bob]) fanout.toOne(recipient, line('x'.repeat(59)));
      endTurn();
    };
    ask();
    ann.connection.waiting = 1;
    ask();
    expect(slow).toEqual([ann.recipient]);
    ann.connection.waiting = 0;
    ask();
    ask();
    expect(slow).toEqual([ann.recipient]);
    expect(bob.connection.lines).toHaveLength(8);
  });

  it('writes early what gets long', () => {
    const { fanout, someone } = start();
    const ann = someone();
    fanout.add(ann.recipient);
    for (let count = 0; count < 70; count++) fanout.toAll(line('x'.repeat(1_000)));
    expect(ann.connection.writes).toHaveLength(1);
  });
});

describe('the brake for guessing', () => {
  it('slows an address down after some wrong passwords, up to a limit, and forgets', () => {
    const clock = new ManualClock();
    const brake = new GuessBrake(() => clock.now());
    const waits: number[] = [];
    for (let guess = 0; guess < 40; guess++) {
      brake.wrong('192.0.2.1');
      waits.push(brake.delay('192.0.2.1'));
    }
    expect(waits.slice(0, 12)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100, 200]);
    expect(Math.max(...waits)).toBe(2_000);
    expect(brake.delay('192.0.2.2')).toBe(0);
    clock.advance(30_000);
    expect(brake.delay('192.0.2.1')).toBe(0);
  });

  it('remembers so many addresses only', () => {
    const limits = { freeGuesses: 0, stepMs: 100, longestMs: 1_000, forgetMs: 1_000, addresses: 3 };
    const brake = new GuessBrake(() => 0, limits);
    for (let host = 1; host <= 4; host++) brake.wrong(`192.0.2.${host}`);
    expect([1, 2, 3, 4].map((host) => brake.delay(`192.0.2.${host}`))).toEqual([0, 100, 100, 100]);
  });

  it('delays right and wrong answers alike, holds what was typed meanwhile, and nobody else waits', async () => {
    const test = new TestRoom({ password: 'x' });
    for (let round = 0; round < 5; round++) {
      const guesser = await test.connect('192.0.2.1');
      guesser.say('PASS a\nPASS b\nPASS c');
      await settled();
    }
    const neighbour = await test.connect('192.0.2.1');
    const other = await test.connect('192.0.2.2');
    neighbour.say('PASS x\nSAY hi');
    other.say('PASS x');
    await settled();
    expect(other.text).toContain('OK');
    expect(neighbour.lines).toHaveLength(1);
    expect(neighbour.paused).toBe(true);
    test.clock.advance(2_000);
    await settled();
    expect(neighbour.lines.slice(-2).map((each) => each.slice(0, 4))).toEqual(['OK y', 'MSG ']);
    expect(neighbour.paused).toBe(false);
  });
});

describe('nicks', () => {
  it('never come twice, and grow by a digit when half of them are used', () => {
    const nicks = new Nicknames(seededBytes(7));
    const taken = Array.from({ length: 20_000 }, () => nicks.take());
    expect(new Set(taken).size).toBe(20_000);
    expect(taken.slice(0, 2_048).every((nick) => /^anon-[0-9a-f]{3}$/.test(nick))).toBe(true);
    expect(taken[2_048]).toMatch(/^anon-[0-9a-f]{4}$/);
  });
});

describe('the answer to WHO', () => {
  it('is one line where that is enough, and several with the same number where it is not', () => {
    expect(hereLines(['a', 'b'], 100)).toEqual(['HERE 2 a b']);
    const nicks = Array.from({ length: 300 }, (_, number) => `anon-${100 + number}`);
    const lines = hereLines(nicks, 1024);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.every((each) => each.length <= 1024 && each.startsWith('HERE 300 '))).toBe(true);
    expect(lines.flatMap((each) => each.split(' ').slice(2))).toEqual(nicks);
  });
});
