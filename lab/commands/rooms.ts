import type { Command } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { aligned } from './columns.ts';
import { listRooms } from './lobby.ts';
import { readOptions } from './options.ts';
import { withSockets } from './places.ts';
import { showDoors } from './rooms/doors.ts';
import { tellProblem } from './tell-problem.ts';

export const rooms: Command = {
  name: 'rooms',
  summary: 'lists the chat rooms and their ports',
  where: withSockets,
  usage: ['rooms', 'rooms --lan'],
  flags: [{ name: '--lan', says: 'who could come in: calls the rooms at each address of this computer' }],
  about: `
Opens a TCP connection to the lobby (port 4999 unless it was moved), sends ROOMS, and prints the answer: the name of
each room, the port on which it listens, whether it asks for a password, and how many are in it now.

--lan asks another question: at which addresses of this computer do the rooms answer? The lab server calls its own
rooms at each of them, as a neighbour in your network would. (This page itself may call loopback addresses only.)`,
  examples: [
    { line: 'rooms', says: 'what is open now' },
    { line: 'rooms | grep open', says: 'rooms without a password' },
    { line: 'nc 127.0.0.1 4999', says: 'the same by hand: type ROOMS, then BYE' },
  ],
  complete: () => ['--lan'],
  async run(context) {
    const options = readOptions(context.args, { long: ['--lan'] });
    if (options.words.length > 0) throw new WrongUsage('rooms takes no words behind it.');
    try {
      if (options.has('--lan')) return await showDoors(context);
      const found = await listRooms(context);
      if (found.length === 0) {
        await context.output.write('No room is open. `room open tea-house` opens one.\n', 'dim');
        return 0;
      }
      const rows = found.map((room) => [room.name, String(room.port), room.auth, String(room.here)]);
      const [header = '', ...lines] = aligned([['ROOM', 'PORT', 'ENTRY', 'HERE'], ...rows], [1, 3]);
      await context.output.write(`${header}\n`, 'dim');
      for (const line of lines) await context.output.write(`${line}\n`);
      return 0;
    } catch (error) {
      return tellProblem(context, 'rooms', error);
    }
  },
};
