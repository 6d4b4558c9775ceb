import type { Evidence } from '../evidence/event.ts';
import type { CloseReason, Endpoint } from '../host.ts';
import { RunningCommands } from './running-commands.ts';

/** Bytes that crossed one socket at one moment. */
export interface Piece {
  readonly seq: number;
  readonly bytes: Uint8Array;
}

/** All that the log tells of one end of a TCP connection. */
export interface SeenSocket {
  readonly socket: number;
  /** Where in the log it was established. */
  readonly opened: number;
  readonly role: 'client' | 'server';
  readonly local: Endpoint;
  readonly remote: Endpoint;
  /** The terminal whose command opened it, as far as it can be told. */
  readonly terminal: string | null;
  readonly sent: readonly Piece[];
  readonly received: readonly Piece[];
  readonly closed: { readonly seq: number; readonly how: CloseReason; readonly by: 'local' | 'remote' } | null;
}

type Growing = { -readonly [Key in keyof SeenSocket]: SeenSocket[Key] } & { sent: Piece[]; received: Piece[] };

const known = new WeakMap<readonly Evidence[], readonly SeenSocket[]>();

/** Every TCP socket of the log, oldest first. A log's snapshot is read once, however many checks ask. */
export function socketsSeen(evidence: readonly Evidence[]): readonly SeenSocket[] {
  const before = known.get(evidence);
  if (before) return before;
  const sockets = read(evidence);
  known.set(evidence, sockets);
  return sockets;
}

function read(evidence: readonly Evidence[]): readonly SeenSocket[] {
  const sockets: Growing[] = [];
  const byId = new Map<number, Growing>();
  const commands = new RunningCommands();
  const listeners = new Map<number, string | null>();
  for (const fact of evidence) {
    commands.take(fact);
    switch (fact.kind) {
      case 'tcp.listening':
        listeners.set(fact.socket, commands.newest);
        break;
      case 'tcp.opened': {
        const { socket, role, local, remote, seq, listener } = fact;
        const terminal = listener === undefined ? commands.newest : (listeners.get(listener) ?? null);
        const end: Growing = {
          socket,
          opened: seq,
          role,
          local,
          remote,
          terminal,
          sent: [],
          received: [],
          closed: null,
        };
        sockets.push(end);
        byId.set(socket, end);
        break;
      }
      case 'tcp.sent':
        byId.get(fact.socket)?.sent.push({ seq: fact.seq, bytes: fact.bytes });
        break;
      case 'tcp.received':
        byId.get(fact.socket)?.received.push({ seq: fact.seq, bytes: fact.bytes });
        break;
      case 'tcp.closed': {
        const end = byId.get(fact.socket);
        if (end) end.closed = { seq: fact.seq, how: fact.how, by: fact.by };
        break;
      }
      default:
    }
  }
  return sockets;
}

export const sameEndpoint = (one: Endpoint, other: Endpoint): boolean =>
  one.port === other.port && one.address === other.address;

/** The port a connection goes to: the far one for whoever connected, the near one for whoever accepted. */
export const servicePort = (socket: SeenSocket): number =>
  socket.role === 'client' ? socket.remote.port : socket.local.port;
