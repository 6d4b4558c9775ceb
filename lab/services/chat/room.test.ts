import { describe, expect, it } from 'vitest';
import { settled, TestRoom } from './test-room.ts';

describe('the door of a room', () => {
  it('greets, takes the password, and gives a random nick', async () => {
    const test = new TestRoom({ password: 'first-hop' });
    const someone = await test.connect();
    expect(someone.takeLines()).toEqual(['HELLO chat/1 room=blue auth=password']);
    someone.say('PASS first-hop');
    await settled();
    expect(someone.text).toMatch(/^OK you=anon-[0-9a-f]{3}\n$/);
    expect(test.room.size).toBe(1);
    expect(test.witnessed[1]).toMatch(/^40000 joined anon-[0-9a-f]{3} 1$/);
  });

  it('lets everybody into an open room at once', async () => {
    const guest = await new TestRoom().connect();
    expect(guest.lines).toEqual(['HELLO chat/1 room=blue auth=open', expect.stringMatching(/^OK you=anon-/)]);
  });

  it('takes verbs in any case, CRLF, and spaces around the password', async () => {
    const guest = await new TestRoom({ password: 'first-hop' }).connect();
    guest.say('pAsS  first-hop \r');
    await settled();
    expect(guest.text).toContain('OK you=');
  });

  it('closes with FIN at the third wrong password, and not before', async () => {
    const test = new TestRoom({ password: 'first-hop' });
    const guest = await test.connect();
    guest.takeLines();
    for (const word of ['a', 'first-ho', 'first-hop2']) {
      expect(guest.closed).toBe('open');
      guest.say(`PASS ${word}`);
      await settled();
    }
    expect(guest.lines).toEqual(Array(3).fill('NO wrong-password'));
    expect(guest.closed).toBe('fin');
    guest.say('PASS first-hop');
    await settled();
    expect(test.room.size).toBe(0);
    expect(test.witnessed).toEqual(['40000 greeted', '40000 denied 1', '40000 denied 2', '40000 denied 3']);
  });

  it('answers in order what came in one piece with the password', async () => {
    const test = new TestRoom({ password: 'first-hop' });
    const guest = await test.connect();
    guest.takeLines();
    guest.say('PASS wrong\nPASS first-hop\nSAY hello\nBYE');
    guest.hangUp();
    await settled();
    expect(guest.lines.map((line) => line.replace(/anon-\w+/, 'anon'))).toEqual([
      'NO wrong-password',
      'OK you=anon',
      'MSG anon hello',
      'BYE',
    ]);
    expect(guest.closed).toBe('fin');
  });

  it('says what to type to somebody who has not given the password', async () => {
    const guest = await new TestRoom({ password: 'first-hop' }).connect();
    guest.takeLines();
    guest.say('SAY hello\nWHO\nhello?\nPASS\n');
    await settled();
    const codes = guest.lines.map((line) => line.split(' ')[1]);
    expect(codes).toEqual(['need-password', 'need-password', 'unknown-command', 'empty', 'empty']);
    expect(guest.lines[0]).toContain('Type PASS');
    expect(guest.lines[2]).toContain('Type PASS');
  });

  it('does not take a second password', async () => {
    const [guest] = await new TestRoom({ password: 'first-hop' }).join('first-hop');
    guest.say('PASS first-hop');
    await settled();
    expect(guest.text).toMatch(/^ERR unknown-command You are in already/);
  });

  it('turns away who comes when the room is full, and says so', async () => {
    const test = new TestRoom({ limits: { members: 2 } });
    await test.join();
    await test.join();
    const third = await test.connect();
    expect(third.lines[1]).toMatch(/^ERR room-full 2 people/);
    expect(third.closed).toBe('fin');
    expect(test.room.size).toBe(2);
  });

  it('turns away the right password, too, when the last place went meanwhile', async () => {
    const test = new TestRoom({ password: 'x', limits: { members: 1 } });
    const slow = await test.connect();
    await test.join('x');
    slow.say('PASS x');
    await settled();
    expect(slow.text).toContain('ERR room-full');
    expect(slow.closed).toBe('fin');
  });

  it('asks for the HMAC of a nonce where there is a challenge, and the password never crosses', async () => {
    const test = new TestRoom({ password: 'pw', challenge: true });
    const guest = await test.connect();
    const nonce = /auth=challenge nonce=([0-9a-f]{32})\n/.exec(guest.text)?.[1] ?? '';
    const hex = (text: string) =>
      Array.from(text, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');
    guest.takeLines();
    guest.say('PASS pw');
    guest.say(`PROVE ${hex('other')}00${hex(nonce)}`);
    await settled();
    expect(guest.takeLines()).toEqual([expect.stringMatching(/^ERR unknown-command/), 'NO wrong-password']);
    guest.say(`PROVE ${`${hex('pw')}00${hex(nonce)}`.toUpperCase()}`);
    await settled();
    expect(guest.text).toContain('OK you=');
  });
});

describe('talking in a room', () => {
  it('delivers a message to everybody, the sender too, byte for byte', async () => {
    const test = new TestRoom();
    const [ann, nick] = await test.join();
    const [bob] = await test.join();
    await settled();
    ann.takeLines();
    ann.say('say  Grüße,\tallerseits 👋 ');
    await settled();
    expect(ann.lines).toEqual([`MSG ${nick}  Grüße,\tallerseits 👋 `]);
    expect(bob.lines).toEqual(ann.lines);
    expect(test.witnessed.at(-1)).toBe('40000 delivered 2');
  });

  it('tells the others who comes and who leaves, and the newcomer nothing of the past', async () => {
    const test = new TestRoom();
    const [ann] = await test.join();
    ann.say('SAY before');
    await settled();
    ann.takeLines();
    const bob = await test.connect();
    const nick = bob.lines[1]?.slice('OK you='.length);
    expect(bob.lines).toHaveLength(2);
    expect(ann.takeLines()).toEqual([`JOIN ${nick}`]);
    bob.hangUp('rst');
    await settled();
    expect(ann.lines).toEqual([`LEFT ${nick}`]);
    expect(test.witnessed.at(-1)).toBe('40001 left rst');
  });

  it('lists who is here', async () => {
    const test = new TestRoom();
    const [ann, one] = await test.join();
    const [, two] = await test.join();
    await settled();
    ann.takeLines();
    ann.say('who');
    await settled();
    expect(ann.lines).toEqual([`HERE 2 ${one} ${two}`]);
    expect(test.witnessed.at(-1)).toBe('40000 who 2');
  });

  it('says BYE and closes with FIN', async () => {
    const test = new TestRoom();
    const [ann] = await test.join();
    ann.say('bye\nSAY ghost');
    await settled();
    expect(ann.lines).toEqual(['BYE']);
    expect(ann.closed).toBe('fin');
    expect(test.witnessed.at(-1)).toBe('40000 left bye');
  });

  it('takes a plain FIN as a goodbye after what was said before it', async () => {
    const test = new TestRoom();
    const [ann, nick] = await test.join();
    ann.say('SAY last words');
    ann.hangUp('fin');
    await settled();
    expect(ann.lines).toEqual([`MSG ${nick} last words`]);
    expect(ann.closed).toBe('fin');
    expect(test.witnessed.at(-1)).toBe('40000 left fin');
  });

  it('never lets a member drive another one’s terminal', async () => {
    const test = new TestRoom();
    const [ann] = await test.join();
    const [bob] = await test.join();
    ann.say('SAY \u001b]0;mine\u0007\u001b[c\u009b6n\u202e\r\u2028MSG anon-000 lies');
    await settled();
    expect(bob.text).toContain('\ufffd]0;mine\ufffd\ufffd[c\ufffd6n\ufffd\ufffd\ufffdMSG');
    expect(bob.lines).toHaveLength(1);
  });

  it('answers what is no message with what to type', async () => {
    const [ann] = await new TestRoom().join();
    ann.say('hello\nSAY\nSAY   \n');
    ann.send(new Uint8Array([0x53, 0x41, 0x59, 0x20, 0xff, 0x0a]));
    await settled();
    const codes = ann.lines.map((line) => line.split(' ')[1]);
    expect(codes).toEqual(['unknown-command', 'empty', 'empty', 'empty', 'not-utf8']);
    expect(ann.lines[0]).toContain('Type SAY');
  });

  it('keeps every line it sends within 1,024 bytes, the nick included', async () => {
    const test = new TestRoom();
    const [ann, nick] = await test.join();
    const most = 1024 - `MSG ${nick} `.length;
    ann.say(`SAY ${'x'.repeat(most)}`);
    ann.say(`SAY ${'x'.repeat(most + 1)}`);
    // A control character of one byte becomes one of three.
    ann.say(`SAY ${'\u0007'.repeat(500)}`);
    ann.say(`SAY ${'x'.repeat(1021)}`);
    await settled();
    expect(ann.lines.map((line) => line.slice(0, 21))).toEqual([
      `MSG ${nick} ${'x'.repeat(8)}`,
      ...Array(3).fill('ERR line-too-long Wit').with(2, 'ERR line-too-long A l'),
    ]);
    expect(ann.lines.every((line) => line.length <= 1024)).toBe(true);
  });

  it('gives no nick to two members, also after the first has left', async () => {
    const test = new TestRoom();
    const nicks = new Set<string>();
    for (let turn = 0; turn < 3_000; turn++) {
      const [guest, nick] = await test.join();
      nicks.add(nick);
      guest.hangUp('rst');
    }
    expect(nicks.size).toBe(3_000);
  });
});
