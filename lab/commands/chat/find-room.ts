import type { Endpoint } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { nearest } from '../../shell/suggest.ts';
import { LobbyProblem, listRooms } from '../lobby.ts';

/** Where a room is: `blue` (the lobby knows), `5009` or `127.0.0.1:5009`. @throws LobbyProblem, SocketError */
export async function findRoom(word: string, context: Context): Promise<Endpoint> {
  const place = /^(?:(localhost|[\d.]+):)?(\d{1,5})$/.exec(word);
  if (place !== null) {
    const address = place[1] === undefined || place[1] === 'localhost' ? '127.0.0.1' : place[1];
    return { address, port: Number(place[2]) };
  }
  const rooms = await listRooms(context);
  const room = rooms.find((each) => each.name === word.toLowerCase());
  if (room !== undefined) return { address: '127.0.0.1', port: room.port };
  const names = rooms.map((each) => each.name);
  const near = nearest(word, names);
  const hint = near === null ? `The lobby knows ${names.join(', ') || 'none'}.` : `Did you mean \`chat ${near}\`?`;
  throw new LobbyProblem(`No room is called ${word}. ${hint}`);
}
