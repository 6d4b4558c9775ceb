import { SocketError } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import type { LineStream } from '../line-stream.ts';
import { showLine } from './show-line.ts';

const HELP = `A bare line goes to everybody. /say text does the same, also for a text that begins with /.
/who   who is here
/bye   say goodbye: the room answers BYE and closes (Ctrl-D does the same)
/reset drop the connection at once with a reset (RST), without a goodbye
Ctrl-C close without BYE: only a FIN
`;

type Ending = 'bye' | 'reset';

/** Talks until somebody ends it. @returns the exit status */
export async function converse(room: LineStream, you: string, context: Context): Promise<number> {
  const over = new AbortController();
  const signal = AbortSignal.any([context.signal, over.signal]);
  let ending: Ending | null = null;

  async function fromRoom(): Promise<void> {
    for (let line = await room.next(signal); line !== null; line = await room.next(signal)) {
      await showLine(line, you, context.output);
    }
    const who =
      ending === 'bye' ? 'The room closed first (FIN), as BYE asked it to.' : 'The room closed the connection (FIN).';
    await context.error.write(`${who}\n`, 'dim');
    over.abort();
  }
  async function fromKeyboard(): Promise<void> {
    while (ending === null) {
      const line = await context.input.readLine(signal);
      if (line === null) ending = 'bye';
      else ending = await obey(line, room, context);
      if (ending === 'bye') await room.send('BYE');
      if (ending === 'reset') over.abort();
    }
  }

  try {
    await Promise.all([fromRoom(), fromKeyboard()]);
  } catch (error) {
    if (error instanceof SocketError) return lost(error, context);
    if (!over.signal.aborted) throw error;
  } finally {
    over.abort();
  }
  if (ending === 'reset') {
    room.stream.reset();
    await context.error.write(
      'Your side sent a reset (RST): no goodbye, no TIME-WAIT, both ends forget at once. The room read ECONNRESET.\n',
      'dim',
    );
  }
  return 0;
}

/** @returns how it ends, or null if it goes on */
async function obey(line: string, room: LineStream, context: Context): Promise<Ending | null> {
  const [verb = '', ...words] = line.trim().split(/\s+/);
  if (verb === '') return null;
  if (!verb.startsWith('/')) {
    await room.send(`SAY ${line}`);
    return null;
  }
  switch (verb.toLowerCase()) {
    case '/say':
      await room.send(`SAY ${line.trim().slice(verb.length).trimStart()}`);
      return null;
    case '/who':
      await room.send('WHO');
      return null;
    case '/bye':
    case '/quit':
      return 'bye';
    case '/reset':
      return 'reset';
    case '/help':
      await context.output.write(HELP, 'dim');
      return null;
    default:
      await context.error.write(
        `${verb}${words.length > 0 ? ' …' : ''} is no command of this chat. /help lists them.\n`,
        'error',
      );
      return null;
  }
}

async function lost(error: SocketError, context: Context): Promise<number> {
  const saying =
    error.code === 'ECONNRESET' || error.code === 'EPIPE'
      ? `${error.code}. The room dropped this connection with a reset (RST): it closed without a goodbye, or its program ended.`
      : `${error.code}. ${error.message}`;
  await context.error.write(`chat: ${saying}\n`, 'error');
  return 1;
}
