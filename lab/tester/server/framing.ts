import { glued } from '../glued.ts';
import type { ServerCheck } from './server-check.ts';

const encoder = new TextEncoder();
/** Half a line stands alone for so long, ms: long enough for the room to have read it. */
const PAUSE_MS = 60;
const A_READ = 'A read gives you what has come so far. Keep it until the line is whole.';

export const oneByte: ServerCheck = {
  id: 'one-byte',
  title: 'It waits for the end of a line, however small the pieces',
  lesson: '5.4',
  safety: false,
  needs: ['message'],
  async run(bench) {
    const { peer, nick } = await bench.join();
    await peer.dribble('SAY naïve 👋\n');
    await peer.expect(`MSG ${nick} naïve 👋`, A_READ);
    return undefined;
  },
};

export const gluedLines: ServerCheck = {
  id: 'glued',
  title: 'Three lines in one piece are three lines',
  lesson: '5.4',
  safety: false,
  needs: ['message'],
  async run(bench) {
    const { peer, nick } = await bench.join();
    await peer.write(encoder.encode('SAY one\nSAY two\nSAY three\n'));
    for (const word of ['one', 'two', 'three'])
      await peer.expect(`MSG ${nick} ${word}`, 'One read may bring several lines. Go on until none is left.');
    return undefined;
  },
};

export const separateBuffers: ServerCheck = {
  id: 'separate-buffers',
  title: 'The halves of two people’s lines do not mix',
  lesson: '5.4',
  safety: false,
  needs: ['message'],
  async run(bench) {
    const one = await bench.join();
    const other = await bench.join();
    const { clock } = bench;
    await one.peer.write(encoder.encode('SAY left '));
    await clock.sleep(PAUSE_MS);
    await other.peer.write(encoder.encode('SAY right '));
    await clock.sleep(PAUSE_MS);
    await one.peer.write(encoder.encode('shoe\n'));
    one.peer.sent = 'SAY left … shoe\\n, while another sends SAY right … sock\\n';
    const because = 'Every connection needs a buffer of its own for the line that is not whole yet.';
    await one.peer.expect(`MSG ${one.nick} left shoe`, because);
    await other.peer.write(encoder.encode('sock\n'));
    await one.peer.expect(`MSG ${other.nick} right sock`, because);
    return undefined;
  },
};

export const crlf: ServerCheck = {
  id: 'crlf',
  title: 'Lines may end with \\r\\n, and commands may be in small letters',
  lesson: '5.4',
  safety: false,
  needs: ['message'],
  async run(bench) {
    const { peer, nick } = await bench.join();
    await peer.write(encoder.encode('say from Windows\r\n'));
    await peer.expect(`MSG ${nick} from Windows`, (came) =>
      came.startsWith('ERR unknown-command')
        ? 'Is say a command for your room? Small letters are as good as SAY.'
        : undefined,
    );
    return undefined;
  },
};

export const longLine: ServerCheck = {
  id: 'long-line',
  title: 'A line of 10,000 bytes is refused, and the room goes on',
  lesson: '5.4',
  safety: true,
  needs: ['message'],
  async run(bench) {
    const other = await bench.join();
    const { peer } = await bench.join();
    await peer.write(encoder.encode(`SAY ${'x'.repeat(9_996)}\n`), 'SAY xxxx… (10,000 bytes)\\n');
    await peer.await('ERR line-too-long <sentence>', 'A line has at most 1,024 bytes, so nobody can fill the memory.');
    await other.peer.say('SAY still well');
    other.peer.sent = 'SAY xxxx… (10,000 bytes)\\n by another member, then SAY still well\\n';
    await other.peer.expect(`MSG ${other.nick} still well`);
    return undefined;
  },
};

export const notUtf8: ServerCheck = {
  id: 'not-utf8',
  title: 'Bytes that are no UTF-8 are refused, and the connection stays',
  lesson: '5.4',
  safety: false,
  needs: ['message'],
  async run(bench) {
    const other = await bench.join();
    const { peer, nick } = await bench.join();
    await peer.write(glued([encoder.encode('SAY caf'), Uint8Array.of(0xe9), encoder.encode('\n')]));
    await peer.expect('ERR not-utf8 <sentence>', 'Decoding can fail. Catch it, for this line only.');
    await peer.say('SAY café');
    await peer.expect(`MSG ${nick} café`);
    other.peer.sent = 'SAY caf\\xe9\\n, then SAY café\\n, by another member';
    await other.peer.expect(`MSG ${nick} café`);
    return undefined;
  },
};

export const controlCharacters: ServerCheck = {
  id: 'control-characters',
  title: 'Control characters reach nobody: each becomes U+FFFD',
  lesson: '5.4',
  safety: true,
  needs: ['message'],
  async run(bench) {
    const other = await bench.join();
    const { peer, nick } = await bench.join();
    await peer.say('SAY a\x1b[2Jb\x07c\x7fd\x9be\tf');
    other.peer.sent = `${peer.sent}, by another member`;
    await other.peer.expect(
      `MSG ${nick} a\ufffd[2Jb\ufffdc\ufffdd\ufffde\tf`,
      'They could drive another’s terminal: \\x1b[2J clears its screen. They are U+0000 to U+001F and U+007F to U+009F (as \\xc2\\x9b); only the tab stays.',
    );
    return undefined;
  },
};
