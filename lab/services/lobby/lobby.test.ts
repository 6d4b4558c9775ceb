import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settled } from '../chat/test-room.ts';
import { ManualClock } from '../manual-clock.ts';
import { MemoryConnection } from '../memory-connection.ts';
import { Lobby, type LobbyLimits, type LobbyRow, type Opened } from './lobby.ts';

const limits: LobbyLimits = {
  lineBytes: 1024,
  overrunBytes: 8192,
  linesPerSecond: 10,
  burstLines: 100,
  floodLines: 10,
  lingerMs: 5_000,
  cutLingerMs: 1_000,
  opensPerSecond: 0.5,
  opensBurst: 3,
  visitors: 2,
  idleMs: 120_000,
  waitingBytes: 1_000,
};

class TestLobby {
  readonly clock = new ManualClock();
  readonly rows: LobbyRow[] = [
    { name: 'blue', port: 5001, auth: 'password', here: 3 },
    { name: 'green', port: 5002, auth: 'open', here: 0 },
  ];
  readonly opened: (string | undefined)[][] = [];
  readonly lobby: Lobby;

  constructor(open: (name: string) => Promise<Opened> = async () => ({ port: 5003 })) {
    this.lobby = new Lobby({
      now: () => this.clock.now(),
      schedule: (run, ms) => this.clock.schedule(run, ms),
      limits,
      rooms: () => this.rows,
      open: (name, password) => {
        this.opened.push([name, password]);
        return open(name);
      },
    });
  }

  connect(address?: string): MemoryConnection {
    const connection = new MemoryConnection(40_001, address);
    this.lobby.serve(connection);
    return connection;
  }
}

describe('the lobby', () => {
  it('lists the rooms', () => {
    const guest = new TestLobby().connect();
    guest.say('rooms\r');
    expect(guest.lines).toEqual([
      'HELLO lobby/1',
      'ROOM blue port=5001 auth=password here=3',
      'ROOM green port=5002 auth=open here=0',
      'END',
    ]);
  });

  it('opens rooms with and without a password, and answers in order', async () => {
    const test = new TestLobby();
    const guest = test.connect();
    guest.takeLines();
    guest.say('OPEN tea\nopen coffee b1ack\nBYE');
    await settled();
    expect(guest.lines).toEqual(['OK room=tea port=5003', 'OK room=coffee port=5003', 'BYE']);
    expect(guest.closed).toBe('fin');
    expect(test.opened).toEqual([
      ['tea', undefined],
      ['coffee', 'b1ack'],
    ]);
  });

  it.each([
    ['OPEN', 'bad-name'],
    ['OPEN Tea', 'bad-name'],
    ['OPEN 7up', 'bad-name'],
    [`OPEN ${'a'.repeat(21)}`, 'bad-name'],
    ['OPEN tea\u001b', 'bad-name'],
    ['OPEN ../etc', 'bad-name'],
    ['OPEN tea two words', 'bad-password'],
    [`OPEN tea ${'é'.repeat(33)}`, 'bad-password'],
    ['OPEN tea \u202eword', 'bad-password'],
    ['HELP', 'unknown-command'],
    ['', 'unknown-command'],
  ])('answers %j with ERR %s and what to type', async (line, code) => {
    const test = new TestLobby();
    const guest = test.connect();
    guest.takeLines();
    guest.say(line);
    await settled();
    expect(guest.text).toMatch(new RegExp(`^ERR ${code} [A-Z].+\\n$`));
    expect(test.opened).toEqual([]);
  });

  it('passes on why a room was not opened, and never what broke', async () => {
    const answers: Record<string, () => Promise<Opened>> = {
      taken: async () => ({ refused: 'name-taken' }),
      full: async () => ({ refused: 'no-port-left' }),
      broken: async () => {
        throw new Error('EPERM /secret/path');
      },
    };
    const guest = new TestLobby((name) => answers[name]?.() ?? Promise.reject(new Error('unknown'))).connect();
    guest.takeLines();
    guest.say('OPEN taken\nOPEN full\nOPEN broken');
    await settled();
    expect(guest.lines.map((line) => line.split(' ')[1])).toEqual(['name-taken', 'no-port-left', 'failed']);
    expect(guest.text).not.toContain('secret');
  });

  it('lets one address open so many rooms, over all its connections, and another as many', async () => {
    const test = new TestLobby();
    const open = async (address: string) => {
      const guest = test.connect(address);
      guest.takeLines();
      guest.say('OPEN a\nOPEN b\nBYE');
      await settled();
      return guest.lines.map((line) => line.split(' ', 2).join(' '));
    };
    expect(await open('127.0.0.1')).toEqual(['OK room=a', 'OK room=b', 'BYE']);
    expect(await open('127.0.0.99')).toEqual(['OK room=a', 'ERR too-fast', 'BYE']);
    expect(await open('192.0.2.1')).toEqual(['OK room=a', 'OK room=b', 'BYE']);
    test.clock.advance(2_000);
    expect(await open('127.0.0.1')).toEqual(['OK room=a', 'ERR too-fast', 'BYE']);
  });

  it('keeps to its limits: visitors, silence, floods, slow readers', async () => {
    const test = new TestLobby();
    const [silent, flooder, third] = [test.connect(), test.connect(), test.connect()];
    expect(third.text).toContain('ERR lobby-full');
    expect(third.closed).toBe('fin');
    flooder.say(Array(200).fill('').join('\n'));
    expect(flooder.lines.at(-1)).toMatch(/^ERR too-fast/);
    expect(flooder.closed).toBe('fin');
    test.clock.advance(120_000);
    expect(silent.lines.at(-1)).toMatch(/^BYE Nothing came/);
    const slow = test.connect();
    slow.waiting = 2_000;
    slow.say('ROOMS');
    expect(slow.closed).toBe('destroyed');
  });

  it('tells everybody when it closes', () => {
    const test = new TestLobby();
    const guest = test.connect();
    test.lobby.close('The server is stopping.');
    expect(guest.lines.at(-1)).toBe('BYE The server is stopping.');
    expect(guest.closed).toBe('fin');
  });

  it('never throws and says only what it knows, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 10 }), async (parts) => {
        const guest = new TestLobby().connect();
        for (const bytes of parts) guest.send(bytes);
        guest.say('');
        await settled();
        for (const line of guest.lines) expect(line).toMatch(/^(?:HELLO|ROOM|END|OK|ERR|BYE)\b[\x20-\x7e]*$/);
      }),
    );
  });
});
