import { glued } from '../glued.ts';
import type { ClientCheck, ClientSession } from './client-check.ts';

const encoder = new TextEncoder();
const PAUSE_MS = 60;
const SHOWS = 'Your client did not show the message, or showed something else.';

const saysBack = async ({ peer, ask }: ClientSession, word: string, sent: string, because: string): Promise<void> => {
  await ask('A member called anon-bee names a word in your client. Say it there.');
  peer.sent = sent;
  await peer.expect(`SAY ${word}`, because);
};

/** Of the first connection. */
export const firstVisit: readonly ClientCheck[] = [
  {
    id: 'greeting',
    title: 'It waits for the whole greeting, and gives the password as one line',
    lesson: '5.2',
    async run({ peer, ask }) {
      await peer.dribble('HELLO chat/1 room=tester auth=password\n');
      await ask('Your client is connected. Give it a password, any word.');
      await peer.expect('PASS <word>', 'A read may bring a part of a line: wait for its end.');
    },
  },
  {
    id: 'wrong-password',
    title: 'It lets you try again when the password was wrong',
    lesson: '5.7',
    async run({ peer, ask }) {
      await peer.say('NO wrong-password');
      await ask('The tester has said NO. Give the password once more.');
      await peer.expect('PASS <word>');
    },
  },
  {
    id: 'glued',
    title: 'It takes three lines in one piece',
    lesson: '5.4',
    async run(session) {
      const word = session.word('plain');
      const lines = `OK you=anon-ant\nJOIN anon-bee\nMSG anon-bee The word is ${word}\n`;
      await session.peer.write(encoder.encode(lines));
      await saysBack(session, word, session.peer.sent, 'One read may bring several lines. Show them all.');
    },
  },
  {
    id: 'cut-letter',
    title: 'It shows a letter whose two bytes came one after the other',
    lesson: '5.4',
    async run(session) {
      const { peer } = session;
      const word = session.word('umlaut');
      const bytes = encoder.encode(`MSG anon-bee The word is ${word}\n`);
      const middle = bytes.findIndex((byte) => byte > 0x7f) + 1;
      await peer.write(bytes.subarray(0, middle));
      await session.sleep(PAUSE_MS);
      await peer.write(bytes.subarray(middle));
      await saysBack(session, word, `MSG anon-bee The word is ${word}\\n, cut inside a letter`, SHOWS);
    },
  },
  {
    id: 'new-line',
    title: 'A line it does not know makes it no trouble',
    lesson: '5.4',
    async run(session) {
      const word = session.word('plain');
      const lines = ['NEWS of a later version\n', `MSG anon-bee The word is ${word}\n`].map((line) =>
        encoder.encode(line),
      );
      await session.peer.write(glued(lines));
      await saysBack(session, word, session.peer.sent, 'Pass over what you do not know: the room may learn new words.');
    },
  },
  {
    id: 'end',
    title: 'It closes when the room has said BYE and closed',
    lesson: '4.3',
    async run({ peer }) {
      await peer.say('BYE The tester is done with this connection.');
      peer.stream.end();
      peer.sent = 'BYE, and a FIN';
      await peer.expectEnd('An empty read says that the other side has finished. Close your side, too.');
    },
  },
];

/** Of the second. */
export const secondVisit: readonly ClientCheck[] = [
  {
    id: 'open-room',
    title: 'It gives no password to a room that wants none',
    lesson: '5.2',
    async run(session) {
      const word = session.word('plain');
      const lines = `HELLO chat/1 room=tester auth=open\nOK you=anon-ant\nMSG anon-bee The word is ${word}\n`;
      await session.peer.write(encoder.encode(lines));
      await saysBack(session, word, session.peer.sent, 'Read in the greeting what the room asks for.');
    },
  },
  {
    id: 'leave',
    title: 'It says goodbye, and is not cut off',
    lesson: '4.3',
    async run({ peer, ask }) {
      await ask('Leave the room.');
      peer.sent = '(nothing: you were asked to leave)';
      await peer.leaves();
    },
  },
];
