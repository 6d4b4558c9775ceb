import type { Context } from '../../shell/command.ts';
import type { LineStream } from '../line-stream.ts';
import type { Greeting } from './greeting.ts';
import { showLine } from './show-line.ts';

/** No password can be this: it holds a line end. */
const HUNG_UP = '\n';

/** Gives the password, as often as the room allows. @returns the nickname, or null if the room did not let us in */
export async function enterRoom(room: LineStream, greeting: Greeting, context: Context): Promise<string | null> {
  if (greeting.auth === 'open') return answer(room, context);
  for (;;) {
    const word = await askPassword(room, context);
    if (word === null) return null;
    if (word === '') continue;
    if (word !== HUNG_UP) await room.send(await proofOf(word, greeting, context));
    const you = await answer(room, context);
    if (you !== 'wrong') return you;
    await context.output.write('NO, that is not the password of this room.\n', 'error');
  }
}

/** Asks the person while watching the room: it may lose patience and hang up. */
async function askPassword(room: LineStream, context: Context): Promise<string | null> {
  const asked = new AbortController();
  const gone = new AbortController();
  const watched = room.ended(AbortSignal.any([context.signal, asked.signal])).then(() => gone.abort());
  try {
    return await context.input.ask('password: ', { secret: true }, AbortSignal.any([context.signal, gone.signal]));
  } catch (error) {
    if (context.signal.aborted || !gone.signal.aborted) throw error;
    return HUNG_UP;
  } finally {
    asked.abort();
    await watched;
  }
}

/** `PASS word`; or, asked for a proof, the HMAC of the room's nonce, so that the word itself never crosses. */
async function proofOf(word: string, greeting: Greeting, context: Context): Promise<string> {
  if (greeting.auth !== 'challenge') return `PASS ${word}`;
  const encoder = new TextEncoder();
  const mac = await context.hmac(encoder.encode(word), encoder.encode(greeting.nonce));
  return `PROVE ${Array.from(mac, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

async function answer(room: LineStream, context: Context): Promise<string | 'wrong' | null> {
  for (;;) {
    const line = await room.next(context.signal);
    if (line === null) return null;
    if (line.startsWith('NO')) return 'wrong';
    const ok = /^OK you=(\S+)/.exec(line);
    if (ok !== null) return ok[1] ?? '';
    await showLine(line, '', context.output);
    if (line.startsWith('ERR empty')) return 'wrong';
  }
}
