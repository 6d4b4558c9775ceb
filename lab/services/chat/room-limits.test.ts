import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settled, TestRoom } from './test-room.ts';

describe('the limits of a room', () => {
  it('throws away lines over the rate, says so each time, and hangs up on who goes on', async () => {
    const test = new TestRoom({ limits: { linesPerSecond: 10, burstLines: 5, floodLines: 3 } });
    const [ann, nick] = await test.join();
    const [bob] = await test.join();
    await settled();
    ann.takeLines();
    for (let line = 1; line <= 9; line++) ann.say(`SAY ${line}`);
    await settled();
    expect(bob.lines.slice(0, 5)).toEqual([1, 2, 3, 4, 5].map((line) => `MSG ${nick} ${line}`));
    expect(ann.lines.slice(5).map((line) => line.slice(0, 12))).toEqual(Array(3).fill('ERR too-fast'));
    expect(ann.closed).toBe('fin');
    expect(ann.paused).toBe(true);
    expect(bob.lines.at(-1)).toBe(`LEFT ${nick}`);
    expect(test.witnessed.at(-1)).toBe('40000 left dropped');
    test.clock.advance(1_000);
    expect(ann.closed).toBe('destroyed');
  });

  it('forgives lines over the rate after a pause', async () => {
    const test = new TestRoom({ limits: { linesPerSecond: 10, burstLines: 5, floodLines: 3 } });
    const [ann] = await test.join();
    for (let round = 0; round < 10; round++) {
      ann.say('WHO\nWHO\nWHO\nWHO\nWHO\nWHO\nWHO');
      test.clock.advance(1_000);
    }
    await settled();
    expect(ann.closed).toBe('open');
    expect(ann.lines.filter((line) => line.startsWith('HERE'))).toHaveLength(50);
  });

  it('cuts a line without end within 8 KiB past the limit', async () => {
    const test = new TestRoom();
    const [ann] = await test.join();
    const kilobyte = new Uint8Array(1024).fill(0x61);
    let sent = 0;
    while (ann.closed === 'open' && sent < 100) {
      ann.send(kilobyte);
      sent += 1;
    }
    await settled();
    expect(sent).toBeLessThanOrEqual(1 + 8 + 1);
    expect(ann.lines.map((line) => line.split(' ')[1])).toEqual(['line-too-long', 'line-too-long']);
  });

  it('drops a member that does not read, tells the others, and makes nobody wait', async () => {
    const test = new TestRoom({ limits: { waitingBytes: 1_000 } });
    const [slow, nick] = await test.join();
    const [ann] = await test.join();
    await settled();
    ann.takeLines();
    slow.waiting = 1_001;
    ann.say('SAY hello');
    await settled();
    expect(slow.closed).toBe('destroyed');
    expect(ann.lines).toEqual([expect.stringMatching(/^MSG .* hello$/), `LEFT ${nick}`]);
    expect(test.witnessed).toContain('40000 left dropped');
    expect(test.logged).toEqual(['room blue: dropped a connection: too much waits for it']);
  });

  it('drops a member for whom something waits 10 s long, though it is little', async () => {
    const test = new TestRoom();
    const [slow] = await test.join();
    slow.waiting = 1;
    test.clock.advance(9_000);
    slow.waiting = 0;
    test.clock.advance(1_000);
    slow.waiting = 1;
    test.clock.advance(10_000);
    expect(slow.closed).toBe('open');
    test.clock.advance(1_000);
    expect(slow.closed).toBe('destroyed');
  });

  it('waits a minute for a password, ten seconds where the door is crowded', async () => {
    const test = new TestRoom({ password: 'x', limits: { crowd: 2 } });
    const calm = await test.connect();
    test.clock.advance(59_000);
    expect(calm.closed).toBe('open');
    await test.connect();
    const third = await test.connect();
    test.clock.advance(2_000);
    await settled();
    expect(calm.lines.at(-1)).toMatch(/^BYE No password within \d+ seconds\.$/);
    expect(calm.closed).toBe('fin');
    expect(third.closed).toBe('open');
  });

  it('lets only so many knock at once', async () => {
    const test = new TestRoom({ password: 'x', limits: { knocking: 1 } });
    await test.connect();
    const second = await test.connect();
    expect(second.text).toContain('ERR room-full Too many knock');
    expect(second.closed).toBe('fin');
  });

  it('says goodbye to a member who is silent for hours, and to nobody who talks', async () => {
    const test = new TestRoom({ limits: { idleMs: 60_000 } });
    const [silent] = await test.join();
    const [ann] = await test.join();
    for (let minute = 0; minute < 4; minute++) {
      test.clock.advance(30_000);
      ann.say('WHO');
    }
    await settled();
    expect(silent.lines.at(-1)).not.toMatch(/^MSG/);
    expect(silent.text).toContain('BYE Nothing came from you for 1 minutes.');
    expect(ann.closed).toBe('open');
  });

  it('counts no time in which it could not listen (F11)', async () => {
    const test = new TestRoom({ password: 'x', limits: { handshakeMs: 5_000 } });
    const guest = await test.connect();
    test.clock.block(60_000);
    test.clock.advance(2_000);
    expect(guest.closed).toBe('open');
    test.clock.advance(5_000);
    expect(guest.closed).toBe('fin');
  });

  it('drops who was told goodbye and does not close', async () => {
    const test = new TestRoom();
    const [ann] = await test.join();
    ann.say('BYE');
    await settled();
    test.clock.advance(5_000);
    expect(ann.closed).toBe('destroyed');
  });

  it('tells everybody when it closes, and plans nothing afterwards', async () => {
    const test = new TestRoom({ password: 'x' });
    const [ann] = await test.join('x');
    const knocking = await test.connect();
    test.room.close('The server is stopping.');
    const late = await test.connect();
    for (const guest of [ann, knocking, late]) {
      expect(guest.lines.at(-1)).toBe('BYE The server is stopping.');
      expect(guest.closed).toBe('fin');
      guest.hangUp();
    }
    test.clock.advance(60_000);
    expect(test.clock.pending).toBe(0);
  });

  it('says when the last member has left', async () => {
    let empty = 0;
    const test = new TestRoom({
      onEmpty: () => {
        empty += 1;
      },
    });
    const [ann] = await test.join();
    const [bob] = await test.join();
    ann.hangUp();
    expect(empty).toBe(0);
    bob.hangUp('rst');
    expect(empty).toBe(1);
  });
});

describe('a room among strangers', () => {
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.string({ unit: 'binary', maxLength: 100 }).map((text) => new TextEncoder().encode(`SAY ${text}\n`)),
    fc
      .constantFrom('PASS x\n', 'WHO\n', 'say \u001b[2J\u202e\n', 'BYE', '\n', '\r\n', 'a'.repeat(1100))
      .map((text) => new TextEncoder().encode(text)),
  );

  it('never throws and lets no control character through, whatever the bytes and the pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(noise, { maxLength: 20 }),
        fc.integer({ min: 1, max: 64 }),
        fc.boolean(),
        async (parts, size, open) => {
          const test = new TestRoom(open ? {} : { password: 'x' });
          const [witness] = await test.join(open ? undefined : 'x');
          const stranger = await test.connect();
          for (const bytes of parts) {
            for (let at = 0; at < bytes.length; at += size) stranger.send(bytes.slice(at, at + size));
          }
          await settled();
          stranger.hangUp();
          await settled();
          expect(witness.text).toMatch(/^(?:\n|\t|[^\p{Cc}\u2028-\u202e\u2066-\u2069])*$/u);
          for (const line of witness.lines) {
            expect(line).toMatch(/^(?:MSG anon-\w+ .|JOIN anon-\w+$|LEFT anon-\w+$)/u);
            expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(1024);
          }
          expect(test.logged.join()).not.toMatch(/PASS|SAY/);
        },
      ),
      { numRuns: 200 },
    );
  });
});
