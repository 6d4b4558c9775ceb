import { describe, expect, it } from 'vitest';
import type { Evidence, Fact, RoomEvent } from '../../lab/evidence/event.ts';
import { lightsOf, pathFacts } from './path-facts.ts';

const ports = { lobby: 4999, blue: 5001, green: 5002 };
const log = (...facts: Fact[]): Evidence[] => facts.map((fact, seq) => ({ ...fact, seq, ms: seq }));
const end = (port: number) => ({ address: '127.0.0.1', port });
const opened = (socket: number, port: number, local = 50000 + socket): Fact => ({
  kind: 'tcp.opened',
  socket,
  local: end(local),
  remote: end(port),
  role: 'client',
});
const closed = (socket: number): Fact => ({ kind: 'tcp.closed', socket, how: 'fin', by: 'remote' });
const witness = (socket: number, what: RoomEvent, room = 'blue', port = 5001): Fact => ({
  kind: 'room.witness',
  room,
  port,
  peer: end(50000 + socket),
  what,
});
const joined: RoomEvent = { event: 'joined', nick: 'anon-7f3', here: 3 };

const lights = (...facts: Fact[]) => lightsOf(pathFacts('online', log(...facts), ports), null);

describe('the path', () => {
  it('lights leg after leg: bridge, connection, membership', () => {
    expect(lightsOf(pathFacts('loading', [], ports), null)).toEqual({
      websocket: 'off',
      tcp: 'off',
      membership: 'off',
    });
    expect(lights()).toEqual({ websocket: 'on', tcp: 'off', membership: 'off' });
    expect(lights(opened(1, 5001))).toEqual({ websocket: 'on', tcp: 'on', membership: 'off' });
    expect(lights(opened(1, 5001), witness(1, joined))).toEqual({ websocket: 'on', tcp: 'on', membership: 'on' });
  });

  it('goes dark again when the connection is over', () => {
    expect(lights(opened(1, 5001), witness(1, joined), closed(1)).tcp).toBe('off');
    expect(lights(opened(1, 5001), witness(1, joined), { kind: 'host.lost' }).tcp).toBe('off');
  });

  it('does not go on counting members after you have left', () => {
    const left: RoomEvent = { event: 'left', how: 'bye' };
    expect(pathFacts('online', log(opened(1, 5001), witness(1, joined), closed(1)), ports).here).toBeNull();
    expect(pathFacts('online', log(opened(1, 5001), witness(1, joined), witness(1, left)), ports).here).toBeNull();
  });

  it('does not take the lobby, or a port that is no room, for a chat', () => {
    expect(lights(opened(1, 4999)).tcp).toBe('off');
    expect(lights(opened(1, 5006)).tcp).toBe('off');
  });

  it('learns the rooms that guests opened from their witness', () => {
    const facts = pathFacts('online', log(opened(1, 5003), witness(1, joined, 'attic', 5003)), ports);
    expect(facts).toMatchObject({ room: 'attic', nick: 'anon-7f3', here: 3 });
  });

  it('believes what a room says of us, not of another member', () => {
    expect(lights(opened(1, 5001), witness(2, joined)).membership).toBe('off');
  });

  it('stays with a chat that lives when a second connection is made', () => {
    const facts = pathFacts('online', log(opened(1, 5001), witness(1, joined), opened(2, 5002)), ports);
    expect(facts.room).toBe('blue');
  });
});

describe('what if a leg breaks', () => {
  const facts = pathFacts('online', [], ports);
  it('everything beyond it dies, everything before it stays', () => {
    expect(lightsOf(facts, 'websocket')).toEqual({ websocket: 'cut', tcp: 'dead', membership: 'dead' });
    expect(lightsOf(facts, 'tcp')).toEqual({ websocket: 'on', tcp: 'cut', membership: 'dead' });
    expect(lightsOf(facts, 'membership')).toEqual({ websocket: 'on', tcp: 'on', membership: 'cut' });
  });
});
