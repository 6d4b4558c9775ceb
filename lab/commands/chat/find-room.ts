import type { Endpoint } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { nearest } from '../../shell/suggest.ts';
import { readPort } from '../address.ts';
import { LobbyProblem, listRooms, lobbyAt } from '../lobby.ts';
import { resolved } from '../resolve.ts';

/** Where a room is: `blue` (the lobby knows), `5009` (here), `192.168.1.20:5009`, `pc2:5009`, `[::1]:5009`. @throws LobbyProblem, SocketError */
export async function findRoom(word: string, context: Context): Promise<Endpoint> {
  const place = /^(?:(?:\[([^\s\]]+)\]|([^\s:]+)):)?(\d{1,5})$/.exec(word);
  if (place !== null) {
    const [, ipv6, host = 'localhost', port] = place;
    return { port: readPort(port), address: await resolved(context, ipv6 ?? host) };
  }
  const rooms = await listRooms(context);
  const room = rooms.find((each) => each.name === word.toLowerCase());
  if (room !== undefined) return { address: (await lobbyAt(context.host)).address, port: room.port };
  const names = rooms.map((each) => each.name);
  const near = nearest(word, names);
  const hint = near === null ? `The lobby knows ${names.join(', ') || 'none'}.` : `Did you mean \`chat ${near}\`?`;
  throw new LobbyProblem(`No room is called ${word}. ${hint}`);
}
