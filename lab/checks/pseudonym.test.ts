import { describe, expect, it } from 'vitest';
import type { RoomEvent } from '../evidence/event.ts';
import { EvidenceLog } from '../evidence/log.ts';
import { anotherAddress, linkedNames, visitEnded } from './pseudonym.ts';

const peer = (address: string, port: number) => ({ address, port });

class Story {
  readonly log = new EvidenceLog(() => 0);
  opened(): this {
    this.log.append({ kind: 'tcp.listening', socket: 1, local: peer('127.0.0.1', 5050) });
    return this;
  }
  saw(address: string, port: number, what: RoomEvent, room = 5050): this {
    this.log.append({ kind: 'room.witness', room: 'mine', port: room, peer: peer(address, port), what });
    return this;
  }
  join(nick: string, address: string, port: number, room?: number): this {
    return this.saw(address, port, { event: 'joined', nick, here: 1 }, room);
  }
  leave(address: string, port: number): this {
    return this.saw(address, port, { event: 'left', how: 'bye' });
  }
  get ended() {
    return visitEnded(5050)(this.log.entries);
  }
  get linked() {
    return linkedNames(5050)(this.log.entries);
  }
  get other() {
    return anotherAddress(5050)(this.log.entries);
  }
}

const nine = '127.0.0.9';

describe('the end of a visit', () => {
  it('is seen when the room says so', () =>
    expect(new Story().opened().join('anon-1aa', nine, 1).leave(nine, 1).ended).toMatchObject({
      passed: true,
      saying: expect.stringContaining('anon-1aa has left'),
    }));

  it('is missing while the guest is there', () =>
    expect(new Story().opened().join('anon-1aa', nine, 1).ended.saying).toContain('anon-1aa is still in the room'));

  it('is missing while nobody came', () =>
    expect(new Story().opened().ended.saying).toContain('nobody has come in yet'));
});

describe('two names of one address', () => {
  it('are linked after two visits, and both are named', () => {
    const story = new Story().opened().join('anon-1aa', nine, 1).leave(nine, 1).join('anon-2bb', nine, 2);
    expect(story.linked).toMatchObject({ passed: true, saying: 'anon-1aa and anon-2bb are two names for 127.0.0.9.' });
  });

  it('need a room', () => expect(new Story().linked.saying).toContain('No room listens on port 5050'));

  it('need a guest', () => expect(new Story().opened().linked.saying).toContain('nobody has come in yet'));

  it('need a second visit', () => {
    expect(new Story().opened().join('anon-1aa', nine, 1).linked.saying).toContain('Leave with BYE and come again');
    expect(new Story().opened().join('anon-1aa', nine, 1).leave(nine, 1).linked.saying).toContain('Come again');
  });

  it('are not two guests at the same time', () => {
    const story = new Story().opened().join('anon-1aa', nine, 1).join('anon-2bb', nine, 2);
    expect(story.linked).toMatchObject({ passed: false, saying: expect.stringContaining('at the same time') });
  });

  it('are not two addresses', () => {
    const story = new Story().opened().join('anon-1aa', nine, 1).leave(nine, 1).join('anon-2bb', '127.0.0.1', 2);
    expect(story.linked).toMatchObject({ passed: false, saying: expect.stringContaining('each from another address') });
  });

  it('do not count when they were given by another room', () => {
    const story = new Story().opened().join('anon-1aa', nine, 1, 5001).leave(nine, 1).join('anon-2bb', nine, 2, 5001);
    expect(story.linked.passed).toBe(false);
  });
});

describe('another address', () => {
  const linked = () =>
    new Story().opened().join('anon-1aa', nine, 1).leave(nine, 1).join('anon-2bb', nine, 2).leave(nine, 2);

  it('is seen after the link', () => {
    expect(linked().join('anon-3cc', '127.0.0.1', 3).other).toMatchObject({
      passed: true,
      saying: expect.stringContaining('anon-3cc came from 127.0.0.1'),
    });
  });

  it('is missing while all come from the same', () =>
    expect(linked().join('anon-3cc', nine, 3).other).toMatchObject({
      passed: false,
      saying: expect.stringContaining('from another address'),
    }));

  it('first asks for the link', () => expect(new Story().other.saying).toContain('No room listens'));
});
