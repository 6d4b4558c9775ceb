import { describe, expect, it } from 'vitest';
import { serveEcho } from './echo.ts';
import { MemoryConnection } from './memory-connection.ts';

describe('the echo service', () => {
  it('gives back what it is given and finishes when the peer does', () => {
    const connection = new MemoryConnection();
    serveEcho(connection);
    connection.say('hello');
    connection.say('again');
    expect(connection.text).toBe('hello\nagain\n');
    expect(connection.closed).toBe('open');
    connection.hangUp();
    expect(connection.closed).toBe('fin');
  });

  it('reads no more while a peer that sends does not read, and goes on when it does', () => {
    const connection = new MemoryConnection();
    serveEcho(connection);
    connection.waiting = 300_000;
    connection.say('hello');
    expect(connection.paused).toBe(true);
    connection.drain();
    expect(connection.paused).toBe(false);
  });
});
