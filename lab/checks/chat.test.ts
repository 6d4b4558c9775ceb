import { describe, expect, it } from 'vitest';
import { askedLobby } from './asked-lobby.ts';
import { askedWho } from './asked-who.ts';
import { chatDelivered } from './chat-delivered.ts';
import { chatDenied } from './chat-denied.ts';
import { chatGreeted, chatJoined } from './chat-joined.ts';
import { chatLeft } from './chat-left.ts';
import { passes, saying } from './judged.ts';
import { Scenario } from './scenario.ts';

describe('chatJoined', () => {
  const check = chatJoined('blue', { look: 'The card above step 2 has it.' });

  it('asks for a connection when there is none', () => {
    expect(saying(check, new Scenario())).toBe('You have no connection to room blue yet. `chat blue` opens one.');
  });

  it('does not care what was typed', () => {
    saying(check, new Scenario().run('a', 'chat blue').ended('a').run('a', 'echo OK you=anon-7f3').ended('a'));
  });

  it('asks for the password once the room has greeted', () => {
    const scenario = new Scenario();
    scenario.connected(6001, 40_001);
    scenario.blue(40_001, { event: 'greeted' });
    expect(saying(check, scenario)).toBe(
      'The room has your connection, but no accepted password yet. The card above step 2 has it.',
    );
  });

  it('says that a password was refused, and that three close the door', () => {
    const scenario = new Scenario();
    scenario.connected(6001, 40_001);
    scenario.blue(40_001, { event: 'greeted' }).blue(40_001, { event: 'denied', tries: 1 });
    expect(saying(check, scenario)).toMatch(/refused that password/);
    scenario.blue(40_001, { event: 'denied', tries: 2 }).blue(40_001, { event: 'denied', tries: 3 });
    expect(saying(check, scenario)).toMatch(/three wrong passwords and hung up/);
  });

  it('says so when the connection ended first', () => {
    const scenario = new Scenario();
    const socket = scenario.connected(6001, 40_001);
    scenario.blue(40_001, { event: 'greeted' }).closed(socket, 'fin');
    expect(saying(check, scenario)).toMatch(/ended before it accepted a password/);
  });

  it('wants our socket beside the word of the room: somebody else in the room is not us', () => {
    const scenario = new Scenario().blue(50_000, { event: 'greeted' });
    scenario.blue(50_000, { event: 'joined', nick: 'anon-123', here: 1 });
    expect(saying(check, scenario)).toMatch(/not with a socket of yours/);
    scenario.connected(6001, 40_001);
    saying(check, scenario);
  });

  it('wants the word of the room beside our socket: a listener that acts like a room is none', () => {
    const scenario = new Scenario();
    const socket = scenario.connected(6001, 40_001);
    scenario.received(socket, 'HELLO chat/1 room=blue auth=password\nOK you=anon-7f3\n');
    saying(check, scenario);
  });

  it('wants the same port from both witnesses', () => {
    const scenario = new Scenario();
    scenario.received(scenario.connected(5099, 40_001), 'OK you=anon-7f3\n');
    scenario.blue(40_001, { event: 'greeted' }).blue(40_001, { event: 'joined', nick: 'anon-7f3', here: 1 });
    saying(check, scenario);
  });

  it('waits for the OK to arrive', () => {
    const scenario = new Scenario();
    scenario.connected(6001, 40_001);
    scenario.blue(40_001, { event: 'greeted' }).blue(40_001, { event: 'joined', nick: 'anon-7f3', here: 1 });
    expect(saying(check, scenario)).toMatch(/its OK is still on the way/);
  });

  it('passes when both agree, whichever spoke first, and after leaving too', () => {
    const scenario = new Scenario();
    const socket = scenario.inBlue();
    expect(passes(check, scenario)).toBe('Room blue let you in as anon-7f3.');
    passes(check, scenario.closed(socket, 'fin'));
    const early = new Scenario().blue(40_002, { event: 'greeted' });
    early.blue(40_002, { event: 'joined', nick: 'anon-456', here: 1 });
    early.received(early.connected(6001, 40_002), 'OK you=anon-456\n');
    passes(check, early);
  });

  it('can ask for one terminal', () => {
    const scenario = new Scenario().run('a', 'chat blue');
    scenario.inBlue();
    passes(chatJoined('blue', { fromTerminal: 'a' }), scenario);
    expect(saying(chatJoined('blue', { fromTerminal: 'b' }), scenario)).toBe(
      'You have no connection to room blue from terminal b yet. `chat blue` opens one.',
    );
    scenario.run('b', 'nc 127.0.0.1 6001');
    scenario.inBlue(40_002, 'anon-456');
    passes(chatJoined('blue', { fromTerminal: 'b' }), scenario);
  });

  it('tells visits apart when the system hands out the same port again', () => {
    const scenario = new Scenario();
    scenario.closed(scenario.inBlue(), 'fin').blue(40_001, { event: 'left', how: 'fin' });
    const again = scenario.connected(6001, 40_001);
    scenario.received(again, 'HELLO chat/1 room=blue auth=password\n').blue(40_001, { event: 'greeted' });
    saying(chatLeft('blue', 'bye'), scenario);
    expect(chatJoined('blue')(scenario.evidence).at).toHaveLength(1);
  });
});

describe('chatGreeted', () => {
  it('passes once the room has one of our connections, let in or not', () => {
    expect(saying(chatGreeted('blue'), new Scenario())).toBe('Room blue has not seen a connection of yours yet.');
    const scenario = new Scenario().blue(50_000, { event: 'greeted' });
    saying(chatGreeted('blue'), scenario);
    scenario.connected(6001, 40_001);
    expect(passes(chatGreeted('blue'), scenario.blue(40_001, { event: 'greeted' }))).toMatch(/port 6001/);
  });
});

describe('chatDelivered', () => {
  const check = chatDelivered('blue', /hello/i, { wanted: 'the word hello' });

  it('wants us in the room first', () => {
    expect(saying(check, new Scenario())).toMatch(/no connection to room blue/);
  });

  it('waits for something to be said', () => {
    const scenario = new Scenario();
    const socket = scenario.inBlue();
    expect(saying(check, scenario)).toMatch(/as anon-7f3, and it has heard nothing from you yet/);
    expect(saying(check, scenario.closed(socket, 'fin'))).toMatch(/left without a word/);
  });

  it('does not take sending for delivery', () => {
    const scenario = new Scenario();
    saying(check, scenario.sent(scenario.inBlue(), 'SAY hello\n'));
  });

  it('wants both witnesses', () => {
    const scenario = new Scenario();
    scenario.inBlue();
    expect(saying(check, scenario.blue(40_001, { event: 'delivered', to: 1 }))).toMatch(/has not come back/);
    const other = new Scenario();
    other.received(other.inBlue(), 'MSG anon-7f3 hello\n');
    expect(saying(check, other)).toMatch(/does not say it delivered one/);
  });

  it('is not fooled by the same words from another member', () => {
    const scenario = new Scenario();
    const socket = scenario.inBlue();
    scenario.received(socket, 'MSG anon-123 hello\n').blue(50_000, { event: 'delivered', to: 2 });
    scenario.received(socket, 'MSG anon-123 MSG anon-7f3 hello\n');
    saying(check, scenario);
  });

  it('says what it waits for when something else was delivered', () => {
    const scenario = new Scenario();
    const socket = scenario.inBlue();
    scenario.received(socket, 'MSG anon-7f3 good morning\n').blue(40_001, { event: 'delivered', to: 1 });
    expect(saying(check, scenario)).toBe('Room blue delivered what you said. This step waits for the word hello.');
  });

  it('passes when room and socket agree, also when the line came in two pieces', () => {
    const scenario = new Scenario();
    const socket = scenario.inBlue();
    scenario.blue(40_001, { event: 'delivered', to: 1 }).received(socket, 'MSG anon-7f3 hel').received(socket, 'lo\n');
    expect(passes(check, scenario)).toBe('Room blue delivered it to you, its only member.');
  });

  it('can ask for more readers than the speaker', () => {
    const scenario = new Scenario();
    const socket = scenario.inBlue();
    scenario.received(socket, 'MSG anon-7f3 hello\n').blue(40_001, { event: 'delivered', to: 1 });
    const two = chatDelivered('blue', /hello/g, { toAtLeast: 2 });
    expect(saying(two, scenario)).toMatch(/fewer than 2 members/);
    scenario.received(socket, 'MSG anon-7f3 hello\n').blue(40_001, { event: 'delivered', to: 2 });
    expect(passes(two, scenario)).toBe('Room blue delivered it to 2 members.');
    passes(two, scenario);
  });
});

describe('chatDenied', () => {
  it('wants the room to say no and our socket to hear it', () => {
    const check = chatDenied('blue');
    const scenario = new Scenario();
    expect(saying(check, scenario)).toMatch(/no connection to room blue/);
    const socket = scenario.connected(6001, 40_001);
    scenario.blue(40_001, { event: 'greeted' });
    expect(saying(check, scenario)).toMatch(/waits for a password/);
    saying(check, scenario.blue(40_001, { event: 'denied', tries: 1 }));
    passes(check, scenario.received(socket, 'NO wrong-password\n'));
  });

  it('says so when the door opened, or when nobody knocked', () => {
    const scenario = new Scenario();
    scenario.inBlue();
    expect(saying(chatDenied('blue'), scenario)).toMatch(/let you in/);
    const left = new Scenario();
    const socket = left.connected(6001, 40_001);
    left.blue(40_001, { event: 'greeted' }).closed(socket, 'fin');
    expect(saying(chatDenied('blue'), left)).toMatch(/ended before you offered/);
  });
});

describe('askedWho', () => {
  it('wants the question at the room and the answer at our socket', () => {
    const check = askedWho('blue');
    const scenario = new Scenario();
    expect(saying(check, scenario)).toMatch(/no connection/);
    const socket = scenario.inBlue();
    expect(saying(check, scenario)).toMatch(/`\/who` asks/);
    saying(check, scenario.received(socket, 'HERE 1 anon-7f3\n'));
    expect(passes(check, scenario.blue(40_001, { event: 'who', here: 1 }))).toMatch(/alone/);
  });

  it('says so when we left without asking', () => {
    const scenario = new Scenario();
    scenario.closed(scenario.inBlue(), 'fin');
    expect(saying(askedWho('blue'), scenario)).toMatch(/without asking/);
  });
});

describe('chatLeft', () => {
  it('wants a member, a goodbye and a closed socket', () => {
    const check = chatLeft('blue', 'bye');
    const scenario = new Scenario();
    expect(saying(check, scenario)).toBe(
      'You cannot leave yet. You have no connection to room blue yet. `chat blue` opens one.',
    );
    const socket = scenario.inBlue();
    expect(saying(check, scenario)).toBe('You are still in room blue as anon-7f3. Leave with `/bye`.');
    expect(saying(check, scenario.blue(40_001, { event: 'left', how: 'bye' }))).toMatch(/your own end is not closed/);
    expect(passes(check, scenario.closed(socket, 'fin', 'remote'))).toBe('You left room blue with a goodbye.');
  });

  it('tells the ways of leaving apart', () => {
    const reset = new Scenario();
    reset.closed(reset.inBlue(), 'rst').blue(40_001, { event: 'left', how: 'rst' });
    expect(saying(chatLeft('blue', 'bye'), reset)).toMatch(/by a reset. Join again and leave with `\/bye`/);
    passes(chatLeft('blue', 'rst'), reset);
    const silent = new Scenario();
    silent.closed(silent.inBlue(), 'fin');
    expect(saying(chatLeft('blue', 'fin'), silent)).toMatch(/has not noticed yet/);
    passes(chatLeft('blue', 'fin'), silent.blue(40_001, { event: 'left', how: 'fin' }));
  });

  it('does not take a broken bridge for a goodbye', () => {
    const scenario = new Scenario();
    scenario.closed(scenario.inBlue(), 'lost').blue(40_001, { event: 'left', how: 'bye' });
    expect(saying(chatLeft('blue', 'bye'), scenario)).toMatch(/closed in another way/);
  });
});

describe('askedLobby', () => {
  it('wants a whole list from the lobby', () => {
    const check = askedLobby();
    const scenario = new Scenario().run('a', 'rooms');
    expect(saying(check, scenario)).toMatch(/`rooms` does/);
    const socket = scenario.connected(4999, 40_000);
    expect(saying(check, scenario.received(socket, 'HELLO lobby/1\n'))).toMatch(/no list of rooms from it yet/);
    saying(check, scenario.received(socket, 'ROOM blue port=6001 auth=password here=0\n'));
    expect(passes(check, scenario.received(socket, 'END\n'))).toBe('The lobby told you of one room.');
  });

  it('does not believe a listener of our own', () => {
    const scenario = new Scenario();
    const listener = scenario.listening(5006);
    const socket = scenario.connected(5006, 40_000);
    scenario.accepted(5006, 40_000, listener);
    scenario.received(socket, 'HELLO lobby/1\nROOM blue port=6001 auth=password here=0\nEND\n');
    saying(askedLobby(), scenario);
  });
});
