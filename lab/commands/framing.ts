import type { Command, Context } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { readPort } from './address.ts';
import { fuzz } from './framing/fuzz.ts';
import { readFrames } from './framing/read-frames.ts';
import { sendLines } from './framing/send-lines.ts';
import { withSockets } from './places.ts';
import { tellSocketError } from './socket-errors.ts';

const LINES_PORT = 5060;
const FRAMES_PORT = 5061;

export const framing: Command = {
  name: 'framing',
  summary: 'sends lines in awkward pieces, and reads messages that say how long they are',
  where: withSockets,
  usage: ['framing send [port]', 'framing fuzz [port]', 'framing read [port]'],
  about: `
For servers that answer every line with GOT and its length in bytes, on port ${LINES_PORT} unless you say. send sends
three lines as fast as it can, then one line of 300,000 bytes, and shows what came back. fuzz leaves one connection in
the middle of a line, then sends lines over another one in 50 rounds, each cut in other places: glued together, torn
apart, byte by byte.

read is a server itself, on port ${FRAMES_PORT} unless you say. It takes messages of four bytes that hold a length, biggest first,
and then so many bytes of UTF-8. It shows what it got, answers, and refuses a length over 65,536.`,
  examples: [
    { line: 'framing send 5060', says: 'three lines at once, then a very long one' },
    { line: 'framing fuzz 5060', says: 'the same lines, cut in every way' },
    { line: 'framing read', says: 'waits for messages with a length in front' },
  ],
  complete: () => ['send', 'fuzz', 'read'],
  async run(context) {
    const [verb, port] = context.args;
    switch (verb) {
      case 'send':
        return told(context, port, LINES_PORT, sendLines);
      case 'fuzz':
        return told(context, port, LINES_PORT, fuzz);
      case 'read':
        return told(context, port, FRAMES_PORT, readFrames);
      default:
        throw new WrongUsage(verb === undefined ? 'Say what: send, fuzz or read.' : `framing does not know "${verb}".`);
    }
  },
};

async function told(
  context: Context,
  word: string | undefined,
  usual: number,
  run: (at: { address: string; port: number }, context: Context) => Promise<number>,
): Promise<number> {
  const at = { address: '127.0.0.1', port: word === undefined ? usual : readPort(word) };
  try {
    return await run(at, context);
  } catch (problem) {
    if (context.signal.aborted) throw problem;
    await tellSocketError(context.error, 'framing', problem, at);
    return 1;
  }
}
