import { type DatagramSocket, type Endpoint, endpointText, type Host, SocketError } from '../host.ts';
import type { Command } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { findRoom } from './chat/find-room.ts';
import { roomNames } from './lobby.ts';
import { readOptions } from './options.ts';
import { listensAt } from './own-address.ts';
import { withSockets } from './places.ts';
import { tellProblem } from './tell-problem.ts';
import { talk } from './udpchat/talk.ts';

const MOST_LINES = 200;

export const udpchat: Command = {
  name: 'udpchat',
  summary: 'chats over UDP, and with --ack makes up for what UDP leaves out',
  where: withSockets,
  usage: ['udpchat [--ack] [--say n] room|port', 'udpchat [--ack] [--say n] host port'],
  flags: [
    { name: '--ack', says: 'number each line, and send it again until it is acknowledged' },
    { name: '--say', value: 'n', says: 'say so many numbered lines by itself, then end' },
  ],
  about: `
Each line is one datagram. Whoever comes first holds the UDP port: the others meet there, and what one says is passed
on to the rest. A room's name stands for the UDP port with the number of the room's TCP port.

With --ack each line carries a number and waits for its acknowledgment: 0.1 s, then twice as long, up to 0.8 s. A
line that came already is acknowledged again, and not shown again. Both ends understand both kinds; --ack says what
your own lines are. That you joined is said once, without a number.`,
  examples: [
    { line: 'udpchat 5011', says: 'the first holds UDP port 5011, the next joins' },
    { line: 'udpchat --ack --say 30 7101', says: 'says thirty lines, until all have arrived' },
  ],
  complete: async (_args, host) => ['--ack', '--say', ...(await roomNames(host))],
  async run(context) {
    const options = readOptions(context.args, { long: ['--ack', '--say='] });
    const [first, port, tooMany] = options.words;
    if (first === undefined) throw new WrongUsage('Say where: udpchat 5011');
    if (tooMany !== undefined) throw new WrongUsage(`What is ${tooMany}? A room or a port is enough.`);
    const said = options.value('--say');
    const lines = said === undefined ? null : /^\d{1,4}$/.test(said) ? Number(said) : Number.NaN;
    if (lines !== null && !(lines >= 1 && lines <= MOST_LINES))
      throw new WrongUsage(`--say wants a whole number from 1 to ${MOST_LINES}.`);
    try {
      const at = await findRoom(port === undefined ? first : `${first}:${port}`, context);
      const { socket, joined } = await enter(at, port === undefined, context.host);
      try {
        if (lines !== null && !joined) {
          await context.output.write(nobodyAt(at, lines), 'error');
          return 1;
        }
        await context.output.write(`${greeting(socket, joined, at)}\n`, 'dim');
        return await talk({ socket, at: joined ? at : null, acks: options.has('--ack'), lines }, context);
      } finally {
        socket.close();
      }
    } catch (error) {
      return tellProblem(context, 'udpchat', error);
    }
  },
};

/** The port itself, or, where somebody of this host holds it, a socket connected to it. */
async function enter(at: Endpoint, mayHold: boolean, host: Host): Promise<{ socket: DatagramSocket; joined: boolean }> {
  if (mayHold) {
    try {
      return { socket: await host.bind({ address: listensAt(host), port: at.port }), joined: false };
    } catch (error) {
      if (!(error instanceof SocketError) || error.code !== 'EADDRINUSE') throw error;
    }
  }
  return { socket: await host.bind({ address: listensAt(host), port: 0 }, at), joined: true };
}

const nobodyAt = (at: Endpoint, lines: number): string =>
  `Nobody holds UDP ${endpointText(at)}, so ${lines} lines would be said to nobody. Who holds it comes first: udpchat ${at.port}, or a relay.\n`;

const greeting = ({ local }: DatagramSocket, joined: boolean, at: Endpoint): string =>
  joined
    ? `You are ${local.port}, and talk to UDP ${endpointText(at)}. Type and press Enter; Ctrl-D or Ctrl-C ends it.`
    : `You are the first: you hold UDP port ${local.port}, and the others meet here. Ctrl-D or Ctrl-C ends it.`;
