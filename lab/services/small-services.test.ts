import { describe, expect, it } from 'vitest';
import { chargenPiece, serveChargen } from './chargen.ts';
import { daytimeText, serveDaytime } from './daytime.ts';
import { serveDiscard } from './discard.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryConnection } from './memory-connection.ts';
import { datagramAnswer } from './small-datagrams.ts';
import { witnessed } from './witnessed.ts';

describe('daytime', () => {
  it('writes the date as RFC 867 does, leap days and centuries included', () => {
    const at = (iso: string): string => daytimeText(Date.parse(iso));
    expect(at('1982-02-22T17:37:43Z')).toBe('Monday, February 22, 1982 17:37:43-UTC');
    expect(at('1970-01-01T00:00:00Z')).toBe('Thursday, January 1, 1970 00:00:00-UTC');
    expect(at('2000-02-29T23:59:59Z')).toBe('Tuesday, February 29, 2000 23:59:59-UTC');
    expect(at('2100-03-01T00:00:00Z')).toBe('Monday, March 1, 2100 00:00:00-UTC');
  });

  it('agrees with the calendar of JavaScript for ten thousand days', () => {
    for (let day = -3_000; day < 60_000; day += 6) {
      const date = new Date(day * 86_400_000);
      const [weekday, month, number, year] = date.toUTCString().replace(',', '').split(' ');
      expect(daytimeText(date.getTime())).toMatch(
        new RegExp(`^${weekday}\\w+, ${number}\\w* ${Number(month)}, ${year} 00:00:00-UTC$`),
      );
    }
  });

  it('says it and hangs up', () => {
    const connection = new MemoryConnection();
    serveDaytime(connection, () => 0);
    expect(connection.text).toBe('Thursday, January 1, 1970 00:00:00-UTC\r\n');
    expect(connection.closed).toBe('fin');
  });
});

describe('discard', () => {
  it('takes everything, says nothing, and finishes when the peer does', () => {
    const connection = new MemoryConnection();
    serveDiscard(connection);
    connection.say('hello');
    expect(connection.text).toBe('');
    connection.hangUp();
    expect(connection.closed).toBe('fin');
  });
});

describe('chargen', () => {
  it('sends lines of 72 characters, each beginning one further in the ring of 95', () => {
    const connection = new MemoryConnection();
    const clock = new ManualClock();
    serveChargen(connection, clock);
    clock.advance(100);
    const lines = connection.text.split('\r\n');
    expect(lines[0]).toBe(' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefg');
    expect(lines[1]?.[0]).toBe('!');
    expect(lines[95]).toBe(lines[0]);
    for (const line of lines.slice(0, -1)) expect(line).toHaveLength(72);
  });

  it('sends a million bytes a second and not more, in pieces that go on where the last one ended', () => {
    const connection = new MemoryConnection();
    const clock = new ManualClock();
    serveChargen(connection, clock);
    clock.advance(1_000);
    expect(connection.text.length).toBeGreaterThan(990_000);
    expect(connection.text.length).toBeLessThan(1_010_000);
    expect(connection.text.slice(0, 7_030)).toBe(new TextDecoder().decode(chargenPiece(0, 7_030)));
    expect(connection.text.slice(7_030, 14_060)).toBe(connection.text.slice(0, 7_030));
  });

  it('holds nothing for a peer that does not read, and ends with it', () => {
    const connection = new MemoryConnection();
    const clock = new ManualClock();
    serveChargen(connection, clock);
    connection.takeLines();
    connection.waiting = 70_000;
    clock.advance(5_000);
    expect(connection.text).toBe('');
    connection.hangUp('rst');
    expect(clock.pending).toBe(0);
  });
});

describe('a datagram', () => {
  const world = { epochMs: () => 0, below: (most: number) => most - 1 };
  const sent = new TextEncoder().encode('hello');

  it('is answered with one, as each service answers', () => {
    expect(datagramAnswer('echo', sent, world)).toEqual(sent);
    expect(datagramAnswer('discard', sent, world)).toBeNull();
    expect(new TextDecoder().decode(datagramAnswer('daytime', sent, world) ?? undefined)).toContain('1970');
    expect(datagramAnswer('chargen', sent, world)).toHaveLength(512);
  });
});

describe('a witness', () => {
  it('counts the bytes of a connection and tells no content', () => {
    const told: unknown[] = [];
    const connection = new MemoryConnection();
    const seen = witnessed(connection, (what) => told.push(what));
    seen.onBytes((bytes) => seen.write(bytes.subarray(0, 2)));
    seen.onEnd(() => seen.end());
    connection.say('secret');
    connection.hangUp();
    expect(told).toEqual([{ event: 'connected' }, { event: 'left', how: 'fin', received: 7, sent: 2 }]);
  });
});
