import type { Evidence } from '../../lab/evidence/event.ts';
import type { Endpoint } from '../../lab/host.ts';
import type { LabState } from '../lab-session/lab-context.ts';

/** The three legs between a key and the other members, in the order in which a message crosses them. */
export const legs = ['websocket', 'tcp', 'membership'] as const;
export type Leg = (typeof legs)[number];

/** A TCP connection to a room. */
interface ChatSocket {
  readonly id: number;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly open: boolean;
}

/** What the evidence says of each leg now. */
export interface PathFacts {
  /** The page's WebSocket to lab-server stands. */
  readonly online: boolean;
  /** The latest TCP connection to a room, and whether it is still open. */
  readonly socket: ChatSocket | null;
  /** `blue`; the port in words when the room's name is not known. */
  readonly room: string;
  /** The name under which the room has taken us in, or null: not yet, or not any more. */
  readonly nick: string | null;
  /** How many members the room has counted, when it last said so. */
  readonly here: number | null;
}

/** Reads the path from the evidence. A connection to the lobby is no chat, so it is passed over. */
export function pathFacts(
  state: LabState,
  evidence: readonly Evidence[],
  ports: Readonly<Record<string, number>>,
): PathFacts {
  const { lobby, ...rooms } = ports;
  let socket = null as ChatSocket | null;
  let room = '';
  let nick: string | null = null;
  let here: number | null = null;
  const names = new Map(Object.entries(rooms).map(([name, port]) => [port, name]));
  for (const fact of evidence) if (fact.kind === 'room.witness') names.set(fact.port, fact.room);

  for (const fact of evidence) {
    if (fact.kind === 'tcp.opened' && fact.role === 'client' && fact.remote.port !== lobby) {
      if (!names.has(fact.remote.port) || (socket?.open && nick !== null)) continue;
      socket = { id: fact.socket, local: fact.local, remote: fact.remote, open: true };
      room = names.get(fact.remote.port) ?? '';
      nick = null;
      here = null;
    } else if (socket && fact.kind === 'tcp.closed' && fact.socket === socket.id) {
      socket = { ...socket, open: false };
      nick = null;
      here = null;
    } else if (socket && fact.kind === 'room.witness' && isOurs(fact.peer, socket.local)) {
      if (fact.what.event === 'joined') nick = fact.what.nick;
      if (fact.what.event === 'left') nick = null;
      // Who has left is told nothing more, so the count of then is no count of now.
      if (fact.what.event === 'left') here = null;
      else if ('here' in fact.what) here = fact.what.here;
    } else if (socket && fact.kind === 'host.lost') {
      socket = { ...socket, open: false };
      nick = null;
      here = null;
    }
  }
  return { online: state === 'online', socket, room, nick, here };
}

const isOurs = (peer: Endpoint, local: Endpoint): boolean => peer.port === local.port && peer.address === local.address;

/** `on` and `off`: as observed. `cut`: the leg that we imagine broken. `dead`: beyond the cut, so it goes too. */
export type Light = 'on' | 'off' | 'cut' | 'dead';

/** The light of every leg; with `broken`, what would be left of a path on which everything worked. */
export function lightsOf(facts: PathFacts, broken: Leg | null): Readonly<Record<Leg, Light>> {
  const open = facts.online && facts.socket?.open === true;
  const observed: Record<Leg, boolean> = {
    websocket: facts.online,
    tcp: open,
    membership: open && facts.nick !== null,
  };
  const cutAt = broken ? legs.indexOf(broken) : -1;
  const light = (leg: Leg, index: number): Light => {
    if (cutAt < 0) return observed[leg] ? 'on' : 'off';
    if (index < cutAt) return 'on';
    return index === cutAt ? 'cut' : 'dead';
  };
  return Object.fromEntries(legs.map((leg, index) => [leg, light(leg, index)])) as Record<Leg, Light>;
}
