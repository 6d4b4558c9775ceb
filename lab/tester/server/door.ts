import type { ServerCheck } from './server-check.ts';

const WRONG = 'not-the-password';
/** Visitors who say nothing at all. */
const SILENT = 3;

export const greeting: ServerCheck = {
  id: 'greeting',
  title: 'It greets first: HELLO chat/1, its name, and whether it wants a password',
  lesson: '5.2',
  safety: false,
  needs: [],
  async run(bench) {
    const peer = await bench.connect();
    const { auth } = await peer.expect('HELLO chat/1 room=<name> auth=<auth>');
    const { password } = bench.options;
    if (auth === 'open' && password !== undefined)
      throw peer.failed('auth=password', 'The greeting says auth=open, and the tester was given a password.');
    if (auth !== 'open' && auth !== 'password') throw peer.failed('auth=password, or auth=open');
    return undefined;
  },
};

export const join: ServerCheck = {
  id: 'join',
  title: 'It lets in who has the password, and gives a nickname',
  lesson: '5.2',
  safety: false,
  needs: ['greeting'],
  async run(bench) {
    await bench.join();
    return undefined;
  },
};

export const silent: ServerCheck = {
  id: 'silent',
  title: 'Somebody who connects and says nothing keeps nobody waiting',
  lesson: '5.6',
  safety: true,
  needs: ['join'],
  async run(bench) {
    for (let at = 0; at < SILENT; at += 1) await bench.connect();
    const peer = await bench.connect();
    peer.sent = `nothing: the ${SILENT} connections before this one are silent`;
    await peer.expect(
      'HELLO chat/1 room=<name> auth=<auth>',
      'Your program seems to wait for one visitor, and the others wait with it.',
    );
    await bench.enter(peer);
    return undefined;
  },
};

export const password: ServerCheck = {
  id: 'password',
  title: 'Without the password nobody is heard, and the third wrong one closes',
  lesson: '4.1',
  safety: true,
  needs: ['message'],
  password: true,
  async run(bench) {
    const { peer: inside, nick } = await bench.join();
    const stranger = await bench.greeted();
    await stranger.say('SAY let me in');
    await stranger.expect('ERR need-password <sentence>');
    await inside.say('SAY nobody but me');
    inside.sent = 'SAY let me in\\n, by a stranger without a password';
    await inside.expect(`MSG ${nick} nobody but me`);
    for (let tries = 1; tries <= 3; tries += 1) {
      await stranger.say(`PASS ${WRONG}`);
      await stranger.expect('NO wrong-password');
    }
    stranger.sent = `PASS ${WRONG}\\n, three times`;
    await stranger.expectEnd('Who may guess without end will guess right in the end.');
    return undefined;
  },
};
