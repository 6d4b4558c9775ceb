import type { Endpoint, Host } from '../host.ts';
import type { Context } from '../shell/command.ts';
import { LineStream } from './line-stream.ts';
import { held } from './open-streams.ts';

export interface RoomEntry {
  readonly name: string;
  readonly port: number;
  readonly auth: string;
  readonly here: number;
}

/** What went wrong with the lobby, for a person. */
export class LobbyProblem extends Error {}

/** Where a lobby listens unless it was moved. */
const lobbyPort = 4999;

/** The host that a virtual host's hosts file calls its lobby, or its server. No question is sent for that. */
function serverOf({ device }: Host): string | null {
  const part = device?.part;
  if (part?.kind !== 'host' && part?.kind !== 'router') return null;
  return part.hosts.get('lobby') ?? part.hosts.get('server') ?? null;
}

/** Rooms seen on a host, so that Tab can complete their names without opening a connection. */
const seen = new WeakMap<Host, readonly string[]>();

export async function roomNames(host: Host): Promise<readonly string[]> {
  const started = (await host.services()).filter((service) => service.kind === 'room').map((service) => service.name);
  return [...new Set([...started, ...(seen.get(host) ?? [])])];
}

/** Asks lobby/1 for the rooms. @throws LobbyProblem, SocketError */
export async function listRooms(context: Context): Promise<readonly RoomEntry[]> {
  return withLobby(context, async (lobby) => {
    await lobby.send('ROOMS');
    const rooms: RoomEntry[] = [];
    for (;;) {
      const line = await answer(lobby, context.signal);
      if (line === 'END') break;
      const match = /^ROOM (\S+) port=(\d+) auth=(\S+) here=(\d+)/.exec(line);
      if (match === null) throw new LobbyProblem(`The lobby said something this command does not know: ${line}`);
      const [, name = '', port, auth = '', here] = match;
      rooms.push({ name, port: Number(port), auth, here: Number(here) });
    }
    seen.set(
      context.host,
      rooms.map((room) => room.name),
    );
    return rooms;
  });
}

/** Has the lobby open a room. @returns its port @throws LobbyProblem, SocketError */
export async function openRoom(context: Context, name: string, password: string | undefined): Promise<number> {
  return withLobby(context, async (lobby) => {
    await lobby.send(password === undefined ? `OPEN ${name}` : `OPEN ${name} ${password}`);
    const line = await answer(lobby, context.signal);
    const match = /^OK room=\S+ port=(\d+)/.exec(line);
    if (match === null) throw new LobbyProblem(`The lobby said something this command does not know: ${line}`);
    return Number(match[1]);
  });
}

async function withLobby<T>(context: Context, use: (lobby: LineStream) => Promise<T>): Promise<T> {
  const stream = held(
    context.host,
    await context.host.connect(await lobbyAt(context.host), { signal: context.signal }),
  );
  try {
    const lobby = new LineStream(stream);
    const hello = await answer(lobby, context.signal);
    if (!hello.startsWith('HELLO lobby/1')) throw new LobbyProblem(`That is no lobby/1: it said ${hello}`);
    const result = await use(lobby);
    await lobby.send('BYE');
    while ((await lobby.next(context.signal)) !== null);
    return result;
  } finally {
    stream.close();
  }
}

export async function lobbyAt(host: Host): Promise<Endpoint> {
  const service = (await host.services()).find((each) => each.kind === 'lobby');
  if (service !== undefined) return { address: '127.0.0.1', port: service.port };
  const elsewhere = serverOf(host);
  if (elsewhere !== null) return { address: elsewhere, port: lobbyPort };
  throw new LobbyProblem(
    host.kind === 'virtual'
      ? `${host.name} runs no lobby and its hosts file has no “lobby”. Join a room by its place: \`chat 192.168.1.20 5001\`.`
      : 'This host runs no lobby, so there is no list of rooms.',
  );
}

async function answer(lobby: LineStream, signal: AbortSignal): Promise<string> {
  const line = await lobby.next(signal);
  if (line === null) throw new LobbyProblem('The lobby closed the connection before it had answered. Try again.');
  if (line.startsWith('ERR ')) throw new LobbyProblem(line.replace(/^ERR \S+ /, ''));
  if (line.startsWith('BYE')) throw new LobbyProblem(`The lobby said goodbye${line.replace(/^BYE ?/, ': ')}`);
  return line;
}
