import { describe, expect, it } from 'vitest';
import { all } from './all.ts';
import { bindFailed, bound } from './bound.ts';
import { bytesBothWays } from './bytes-both-ways.ts';
import { commandEnded } from './command-ended.ts';
import { commandListens } from './command-listens.ts';
import { connectFailed } from './connect-failed.ts';
import { either } from './either.ts';
import { inOrder } from './in-order.ts';
import { passes, saying } from './judged.ts';
import { at, Scenario } from './scenario.ts';
import { tableShows } from './table-shows.ts';
import { tcpClosed } from './tcp-closed.ts';
import { tcpOpened } from './tcp-opened.ts';
import { wireSaw } from './wire-saw.ts';

describe('tcpOpened', () => {
  it('counts connections to a port', () => {
    const scenario = new Scenario().run('a', 'nc 127.0.0.1 5006');
    const check = tcpOpened(5006, { times: 2 });
    expect(saying(check, scenario)).toBe('No connection to port 5006 was established yet.');
    scenario.connected(5006, 40_001);
    scenario.connected(5007, 40_002);
    expect(saying(check, scenario)).toBe('1 connection to port 5006 so far. This step wants 2.');
    scenario.connected(5006, 40_003);
    expect(passes(check, scenario)).toBe('2 connections to port 5006.');
  });

  it('tells the two roles apart', () => {
    const scenario = new Scenario();
    scenario.accepted(5006, 40_001, scenario.listening(5006));
    saying(tcpOpened(5006), scenario);
    passes(tcpOpened(5006, { role: 'server' }), scenario);
  });

  it('can ask for the address of our end', () => {
    const scenario = new Scenario();
    scenario.connected(5006, 40_001);
    const check = tcpOpened(5006, { local: '127.0.0.2' });
    expect(saying(check, scenario)).toMatch(/from 127\.0\.0\.2 was established/);
    scenario.connected(5006, 40_002, '127.0.0.2');
    passes(check, scenario);
  });

  it('takes the name of a room and learns its port from the room, the table or the lobby', () => {
    const check = tcpOpened('blue');
    const scenario = new Scenario();
    scenario.connected(6001, 40_001);
    expect(saying(check, scenario)).toBe('No connection to the port of room blue was established yet.');
    passes(check, new Scenario().add(...scenario.evidence).blue(40_001, { event: 'greeted' }));
    const row = { state: 'LISTEN', local: at(6001), owner: 'room blue' } as const;
    passes(check, new Scenario().add(...scenario.evidence).table(row));
    scenario.received(scenario.connected(4999, 40_002), 'HELLO lobby/1\nROOM blue port=6001 auth=open here=0\nEND\n');
    passes(check, scenario);
    passes(tcpOpened('lobby'), scenario);
  });
});

describe('tcpClosed', () => {
  it('names what is missing at each stage', () => {
    const check = tcpClosed(5006, 'fin');
    const scenario = new Scenario();
    expect(saying(check, scenario)).toMatch(/so none can end/);
    const socket = scenario.connected(5006, 40_001);
    expect(saying(check, scenario)).toBe('Your connection to port 5006 is still open.');
    scenario.add({ kind: 'tcp.finished', socket, by: 'remote' });
    expect(saying(check, scenario)).toMatch(/still open\. The other side has sent its FIN, yours is missing/);
    scenario.closed(socket, 'rst');
    expect(saying(check, scenario)).toMatch(/ended by a reset. This step wants one that ends politely/);
    passes(tcpClosed(5006, 'rst'), scenario);
    scenario.closed(scenario.connected(5006, 40_002), 'fin', 'remote');
    passes(check, scenario);
    expect(saying(tcpClosed(5006, 'fin', { by: 'local' }), scenario)).toMatch(/the other side ended it first/);
  });
});

describe('connectFailed', () => {
  it('wants this error at this port', () => {
    const check = connectFailed(5999, 'ECONNREFUSED');
    const scenario = new Scenario().run('a', 'nc 127.0.0.1 5999');
    expect(saying(check, scenario)).toBe('Nobody has tried to connect to port 5999 yet.');
    expect(saying(check, scenario.failed('connect', at(5999), 'ETIMEDOUT'))).toMatch(/failed with ETIMEDOUT/);
    passes(check, scenario.failed('connect', at(5999), 'ECONNREFUSED'));
  });

  it('says so when somebody listens there', () => {
    const scenario = new Scenario();
    scenario.connected(5999, 40_001);
    expect(saying(connectFailed(5999, 'ECONNREFUSED'), scenario)).toMatch(/the connect succeeded/);
  });
});

describe('bound and bindFailed', () => {
  const taken = bindFailed({ transport: 'tcp', port: 'blue', code: 'EADDRINUSE' });

  it('wait until the port of the room is known', () => {
    expect(saying(taken, new Scenario())).toBe(
      'Where room blue listens has not been seen yet. List the listening sockets first: `ss -tulnp`.',
    );
    saying(bound({ transport: 'udp', port: 'blue' }), new Scenario());
  });

  it('tell the four outcomes apart', () => {
    const scenario = new Scenario().table({ state: 'LISTEN', local: at(6001), owner: 'room blue' });
    const udp = bound({ transport: 'udp', port: 'blue' });
    const second = bound({ transport: 'tcp', port: 'blue', address: '127.0.0.2' });
    expect(saying(taken, scenario)).toBe('Nobody has asked for TCP port 6001 yet.');
    scenario.failed('listen', at(6001), 'EADDRINUSE');
    expect(passes(taken, scenario)).toBe('TCP port 6001 was not given away a second time: EADDRINUSE.');
    expect(saying(udp, scenario)).toBe('No program of yours holds UDP port 6001 yet.');
    passes(udp, scenario.add({ kind: 'udp.bound', socket: 7, local: at(6001) }));
    scenario.failed('listen', at(6001, '127.0.0.2'), 'EADDRNOTAVAIL');
    expect(saying(second, scenario)).toBe('Your computer would not give TCP 127.0.0.2:6001 away: EADDRNOTAVAIL.');
    scenario.listening(6001, '127.0.0.2');
    passes(second, scenario);
  });

  it('say so when the bind worked, or failed for another reason', () => {
    const check = bindFailed({ transport: 'tcp', port: 5300, code: 'EADDRINUSE' });
    const scenario = new Scenario();
    scenario.listening(5300);
    expect(saying(check, scenario)).toMatch(/so nobody else held it/);
    expect(saying(check, scenario.failed('listen', at(5300), 'EACCES'))).toMatch(/failed with EACCES/);
  });
});

describe('bytesBothWays', () => {
  it('wants both ends to have read when both are ours', () => {
    const check = bytesBothWays(5006);
    const scenario = new Scenario();
    expect(saying(check, scenario)).toMatch(/No connection/);
    const listener = scenario.listening(5006);
    const client = scenario.connected(5006, 40_001);
    const server = scenario.accepted(5006, 40_001, listener);
    expect(saying(check, scenario)).toMatch(/not one byte has crossed/);
    scenario.sent(client, 'ping\n').sent(server, 'pong\n');
    expect(saying(check, scenario)).toMatch(/not one byte has crossed/);
    expect(saying(check, scenario.received(server, 'ping\n'))).toMatch(/Type at the listening end too/);
    expect(passes(check, scenario.received(client, 'pong\n'))).toBe('Bytes crossed port 5006 in both directions.');
  });

  it('takes what we sent and what we read when the other end is outside', () => {
    const scenario = new Scenario();
    const client = scenario.connected(5006, 40_001);
    expect(saying(bytesBothWays(5006), scenario.received(client, 'x'))).toMatch(/at the connecting end too/);
    passes(bytesBothWays(5006), scenario.sent(client, 'y'));
  });

  it('does not add up two connections', () => {
    const scenario = new Scenario();
    const first = scenario.connected(5006, 40_001);
    const second = scenario.connected(5006, 40_002);
    saying(bytesBothWays(5006), scenario.sent(first, 'x').received(second, 'y'));
  });
});

describe('tableShows', () => {
  const member = (peer: number) => ({ local: at(6001), remote: at(peer) });

  it('wants the table to be read at the right moment', () => {
    const check = tableShows({ state: 'ESTAB', port: 6001, times: 3, distinctPeers: true });
    const scenario = new Scenario();
    expect(saying(check, scenario)).toMatch(/`ss` prints it/);
    expect(saying(check, scenario.table())).toMatch(/no row in state ESTAB with local port 6001/);
    scenario.table(member(40_001), member(40_002), member(40_002));
    expect(saying(check, scenario)).toMatch(/The table showed 2 rows .* This step wants 3/);
    scenario.table({ local: at(40_001), remote: at(6001) }, ...[40_001, 40_002, 40_003].map(member));
    expect(passes(check, scenario)).toMatch(/showed 3 rows/);
    passes(check, scenario.table());
  });

  it('can look for transport, address, peer and owner', () => {
    const scenario = new Scenario().table(
      { transport: 'udp', state: 'UNCONN', local: at(5300, '127.0.0.2') },
      { state: 'LISTEN', local: at(5003), owner: 'room tea' },
    );
    passes(tableShows({ transport: 'udp', address: '127.0.0.2' }), scenario);
    passes(tableShows({ owner: 'room tea', state: 'LISTEN' }), scenario);
    saying(tableShows({ owner: 'room blue' }), scenario);
    saying(tableShows({ transport: 'tcp', address: '127.0.0.2' }), scenario);
    saying(tableShows({ remotePort: 6001 }), scenario);
  });
});

describe('wireSaw', () => {
  it('reads across the cuts between pieces, one direction at a time', () => {
    const check = wireSaw(6001, /PASS \S+/, { wanted: 'your password' });
    const scenario = new Scenario();
    expect(saying(check, scenario)).toMatch(/so no bytes to look at/);
    const socket = scenario.connected(6001, 40_001);
    scenario.sent(socket, 'PASS');
    expect(saying(check, scenario.received(socket, ' first-hop\n'))).toMatch(/but your password was not among them/);
    expect(passes(check, scenario.sent(socket, ' first-hop\n'))).toBe('Readable on port 6001: your password.');
  });
});

describe('inOrder and all', () => {
  const opened = tcpOpened(5006);
  const closed = tcpClosed(5006, 'fin');
  const listed = tableShows({ state: 'LISTEN', port: 5006 });

  it('inOrder wants the second after the first, and lets it happen again', () => {
    const scenario = new Scenario().table({ state: 'LISTEN', local: at(5006) });
    const check = inOrder(opened, listed);
    expect(saying(check, scenario)).toMatch(/No connection to port 5006/);
    scenario.connected(5006, 40_001);
    expect(saying(check, scenario)).toMatch(/too early/);
    passes(check, scenario.table({ state: 'LISTEN', local: at(5006) }));
  });

  it('all wants every one, in any order, and says what is missing first', () => {
    const scenario = new Scenario();
    const socket = scenario.connected(5006, 40_001);
    expect(saying(all(opened, closed, listed), scenario)).toMatch(/still open/);
    scenario.table({ state: 'LISTEN', local: at(5006) }).closed(socket, 'fin');
    passes(all(opened, closed, listed), scenario);
  });
});

describe('either', () => {
  it('takes one of several outcomes, and asks for the first', () => {
    const check = either(tcpOpened(5006), connectFailed(5006, 'ECONNREFUSED'));
    const scenario = new Scenario();
    expect(saying(check, scenario)).toBe('No connection to port 5006 was established yet.');
    expect(passes(check, scenario.failed('connect', at(5006), 'ECONNREFUSED'))).toMatch(/ECONNREFUSED/);
  });
});

describe('commandListens', () => {
  it('wants a listener that this command opened', () => {
    const check = commandListens('room');
    const scenario = new Scenario().run('a', 'nc -l 5006', 1);
    scenario.listening(5006);
    expect(saying(check, scenario)).toBe('No `room` of yours has a port to listen on yet.');
    scenario.run('b', 'room hide', 1).listening(5432);
    passes(check, scenario);
  });
});

describe('commandEnded', () => {
  it('wants it to have run and to be over in every terminal', () => {
    const check = commandEnded('nc', ['a', 'b']);
    const scenario = new Scenario().run('a', 'nc -l 5006', 1).run('b', 'ss', 1).ended('b', 1);
    expect(saying(check, scenario)).toBe('`nc` still runs in terminal a. Ctrl-C ends it.');
    expect(saying(check, scenario.ended('a', 1))).toBe('`nc` has not run in terminal b yet.');
    passes(check, scenario.run('b', 'nc 127.0.0.1 5006', 2).ended('b', 2));
  });
});
