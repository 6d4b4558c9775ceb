import { endpointText, SocketError } from '../host.ts';
import type { Command, Context } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { converse } from './chat/converse.ts';
import { enterRoom } from './chat/enter-room.ts';
import { findRoom } from './chat/find-room.ts';
import { type Greeting, readGreeting } from './chat/greeting.ts';
import { LineStream } from './line-stream.ts';
import { roomNames } from './lobby.ts';
import { held } from './open-streams.ts';
import { readOptions } from './options.ts';
import { withSockets } from './places.ts';
import { teach } from './socket-errors.ts';
import { tellProblem } from './tell-problem.ts';

export const chat: Command = {
  name: 'chat',
  summary: 'joins a chat room',
  where: withSockets,
  usage: ['chat [join] room', 'chat [join] [host] port'],
  about: `
Asks the lobby for the room's port, opens a TCP connection to it and speaks chat/1: it reads the greeting, gives the
password you type, and sends every line as SAY. In the room: /who, /say text, /bye, /reset, /help. A room that the
lobby does not know (room serve) is joined by its port, or by host and port.

If the greeting says auth=challenge, the password itself is not sent: the answer is PROVE and an HMAC-SHA-256 of the
room's nonce with the password as the key.`,
  examples: [
    { line: 'chat blue', says: 'joins the room blue; it asks for the password' },
    { line: 'chat 5009', says: 'joins whatever room listens on port 5009' },
    { line: 'chat 192.168.1.20 5001', says: 'joins the room on that port of another host' },
    { line: 'nc 127.0.0.1 5001', says: 'the same by hand: you type PASS, SAY, WHO and BYE yourself' },
  ],
  complete: async (args, host) => (args.length === 1 ? ['join', ...(await roomNames(host))] : roomNames(host)),
  async run(context) {
    const { words } = readOptions(context.args, {});
    const [first, port, tooMany] = words[0] === 'join' ? words.slice(1) : words;
    // Two words are a host and a port; a password after a room's name is a mistake people make.
    const isPlace = port !== undefined && /^\d{1,5}$/.test(port);
    const name = isPlace ? endpointText({ address: first ?? '', port: Number(port) }) : first;
    if (name === undefined) throw new WrongUsage('Say which room: `rooms` lists them.');
    if (tooMany !== undefined || (port !== undefined && !isPlace))
      throw new WrongUsage('One room at a time; its password is asked for.');
    try {
      return await join(name, context);
    } catch (error) {
      return tellProblem(context, 'chat', error);
    }
  },
};

async function join(name: string, context: Context): Promise<number> {
  const at = await findRoom(name, context);
  const stream = await context.host.connect(at, { signal: context.signal }).catch((error: unknown) => {
    throw error instanceof SocketError ? new SocketError(error.code, teach(error, at)) : error;
  });
  held(context.host, stream);
  const room = new LineStream(stream);
  try {
    const first = await room.next(context.signal);
    const greeting = first === null ? null : readGreeting(first);
    if (greeting === null) {
      const said = first === null ? 'closed without a word' : `said: ${first.slice(0, 80)}`;
      await context.error.write(`chat: Port ${at.port} does not greet as a chat/1 room does. It ${said}\n`, 'error');
      return 1;
    }
    await welcome(greeting, at.port, context);
    const you = await enterRoom(room, greeting, context);
    if (you === null) {
      await context.error.write('The room closed the connection (FIN) before you were in.\n', 'error');
      return 1;
    }
    await context.output.write(`You are ${you}. Type and press Enter; /who, /bye and /help are commands.\n`, 'dim');
    return await converse(room, you, context);
  } catch (error) {
    if (context.signal.aborted)
      await context.error.write('You left without BYE: your side closed with a FIN.\n', 'dim');
    throw error;
  } finally {
    stream.close();
  }
}

async function welcome(greeting: Greeting, port: number, context: Context): Promise<void> {
  const door = {
    open: 'open to all',
    password: 'asks for a password',
    challenge: 'asks for a proof that you know the password',
  }[greeting.auth];
  await context.output.write(`Room ${greeting.room} on port ${port}: ${door}.\n`, 'dim');
}
