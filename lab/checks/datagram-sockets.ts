import type { Evidence } from '../evidence/event.ts';
import type { Endpoint, SocketErrorCode } from '../host.ts';

/** A datagram that one socket sent or received; `other` is the far end. */
export interface SeenDatagram {
  readonly seq: number;
  readonly other: Endpoint;
  /** The first 2,048 bytes of it at most. */
  readonly bytes: Uint8Array;
}

/** All that the log tells of one UDP socket. */
export interface SeenDatagramSocket {
  readonly socket: number;
  /** The virtual host that had it; undefined for this computer. */
  readonly host: string | undefined;
  /** Where in the log it was bound. */
  readonly bound: number;
  readonly local: Endpoint;
  /** Who it was connected to, if to anybody. */
  readonly peer: Endpoint | undefined;
  readonly sent: readonly SeenDatagram[];
  readonly received: readonly SeenDatagram[];
  readonly failed: readonly { readonly seq: number; readonly code: SocketErrorCode }[];
  /** Where in the log it was let go, or null. */
  readonly closed: number | null;
}

type Growing = {
  -readonly [Key in keyof SeenDatagramSocket]: SeenDatagramSocket[Key] extends readonly (infer Item)[]
    ? Item[]
    : SeenDatagramSocket[Key];
};

const known = new WeakMap<readonly Evidence[], readonly SeenDatagramSocket[]>();

/** Every UDP socket of the log, oldest first. A log's snapshot is read once, however many checks ask. */
export function datagramSockets(evidence: readonly Evidence[]): readonly SeenDatagramSocket[] {
  const before = known.get(evidence);
  if (before) return before;
  const sockets = read(evidence);
  known.set(evidence, sockets);
  return sockets;
}

function read(evidence: readonly Evidence[]): readonly SeenDatagramSocket[] {
  const sockets: Growing[] = [];
  const byName = new Map<string, Growing>();
  for (const fact of evidence) {
    if (fact.kind === 'udp.bound') {
      const { socket, host, local, peer, seq } = fact;
      const found = { socket, host, local, peer, bound: seq, sent: [], received: [], failed: [], closed: null };
      sockets.push(found);
      byName.set(`${host} ${socket}`, found);
    }
    if (fact.kind === 'udp.sent') {
      const { seq, to: other, bytes } = fact;
      byName.get(`${fact.host} ${fact.socket}`)?.sent.push({ seq, other, bytes });
    }
    if (fact.kind === 'udp.received') {
      const { seq, from: other, bytes } = fact;
      byName.get(`${fact.host} ${fact.socket}`)?.received.push({ seq, other, bytes });
    }
    if (fact.kind === 'udp.failed')
      byName.get(`${fact.host} ${fact.socket}`)?.failed.push({ seq: fact.seq, code: fact.code });
    if (fact.kind === 'udp.closed') {
      const found = byName.get(`${fact.host} ${fact.socket}`);
      if (found) found.closed = fact.seq;
    }
  }
  return sockets;
}

const decoder = new TextDecoder();

/** Its bytes as text, without the end of the line. */
export const textOf = ({ bytes }: SeenDatagram): string => decoder.decode(bytes).trimEnd();

/** How many different datagrams there are, by their bytes. */
export const distinct = (datagrams: readonly SeenDatagram[]): number => new Set(datagrams.map(textOf)).size;
