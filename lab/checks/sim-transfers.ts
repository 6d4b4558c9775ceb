import type { NetworkEvent } from '../../network/trace/event.ts';
import { readUint16 } from '../../network/wire/address.ts';
import { ethernetHeaderLength } from '../../network/wire/ethernet.ts';
import { ipv4At } from '../../network/wire/ipv4.ts';
import type { Evidence } from '../evidence/event.ts';
import { endpointText } from '../host.ts';
import { glanceAt, type SegmentGlance } from '../views/glance.ts';

type EventOf<K extends NetworkEvent['kind']> = Extract<NetworkEvent, { kind: K }>;

/** One TCP connection of a scene: what its server sent, what became of that on the way, what its client read. */
export interface Transfer {
  /** Where in the log the client's last byte was read, or the connection was opened. */
  readonly last: number;
  /** Bytes that the client's program read. */
  readonly received: number;
  /** Everything up to the server's FIN was read, and whatever the log keeps of it is what was sent. */
  readonly whole: boolean;
  /** For each segment that the server sent again: why. */
  readonly again: readonly EventOf<'tcp.retransmitted'>['why'][];
  /** For each of its frames that ended on the way: why, and whether it came from the server. */
  readonly dropped: readonly { readonly reason: EventOf<'frame.dropped'>['reason']; readonly fromServer: boolean }[];
}

export interface TransfersWanted {
  /** A host that connects, and a host that serves, and the port. */
  readonly client: string;
  readonly server: string;
  readonly port: number;
}

/** The connections of a client to a server in a scene's run under way, oldest first. */
export function simTransfers(evidence: readonly Evidence[], scene: string, wanted: TransfersWanted): Transfer[] {
  const seen = sorted(evidence, scene, wanted);
  return seen.opened.map((fact) => {
    const [here, there] = [endpointText(fact.local), endpointText(fact.remote)];
    const way = `${there} ${here}`;
    const read = readBy(evidence, fact);
    // Only what is over can be whole, and putting a stream together takes a while.
    const stream = read.finished ? assembled(seen.sent.get(way) ?? []) : new Uint8Array(0);
    const whole = read.finished && read.count === stream.length && read.pieces.every(fitsInto(stream));
    const from = (flow: string, fromServer: boolean) =>
      (seen.dropped.get(flow) ?? []).map((reason) => ({ reason, fromServer }));
    return {
      last: read.last ?? fact.seq,
      received: read.count,
      whole,
      again: seen.again.get(seen.sockets.get(way) ?? -1) ?? [],
      dropped: [...from(way, true), ...from(`${here} ${there}`, false)],
    };
  });
}

type Opened = Extract<Evidence, { kind: 'tcp.opened' }>;
type Sent = { readonly segment: SegmentGlance; readonly bytes: Uint8Array };

/** One walk through the log, which may be long; flows are `from to`. */
function sorted(evidence: readonly Evidence[], scene: string, { client, server, port }: TransfersWanted) {
  let run = 0;
  let found = nothing();
  for (const fact of evidence) {
    if (fact.kind === 'tcp.opened') {
      if (fact.host === client && fact.role === 'client' && fact.remote.port === port) found.opened.push(fact);
      continue;
    }
    if (fact.kind !== 'network' || fact.scene !== scene || fact.run < run) continue;
    if (fact.run > run) {
      run = fact.run;
      found = nothing();
    }
    const { event } = fact;
    if (event.kind === 'frame.sent' && event.from.startsWith(`${server}:`)) {
      const { segment } = glanceAt(event.bytes);
      if (segment) pushTo(found.sent, `${segment.from} ${segment.to}`, { segment, bytes: event.bytes });
    } else if (event.kind === 'frame.dropped') {
      const { segment } = glanceAt(event.bytes);
      if (segment) pushTo(found.dropped, `${segment.from} ${segment.to}`, event.reason);
    } else if (event.kind === 'tcp.retransmitted' && event.device === server) {
      pushTo(found.again, event.socket, event.why);
    } else if (event.kind === 'socket.changed' && event.device === server && event.remote !== null) {
      found.sockets.set(`${event.local} ${event.remote}`, event.socket);
    }
  }
  return found;
}

const nothing = () => ({
  opened: [] as Opened[],
  sent: new Map<string, Sent[]>(),
  dropped: new Map<string, EventOf<'frame.dropped'>['reason'][]>(),
  again: new Map<number, EventOf<'tcp.retransmitted'>['why'][]>(),
  sockets: new Map<string, number>(),
});

function pushTo<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

/** The bytes of one direction in their order, wherever a segment begins. */
function assembled(outgoing: readonly Sent[]): Uint8Array {
  const syn = outgoing.find(({ segment }) => segment.syn)?.segment;
  const place = ({ sequence }: SegmentGlance): number => ((sequence - (syn?.sequence ?? 0)) >>> 0) - 1;
  const withData = outgoing.filter(({ segment }) => segment.length > 0);
  const stream = new Uint8Array(Math.max(0, ...withData.map(({ segment }) => place(segment) + segment.length)));
  for (const { segment, bytes } of withData) {
    const end = ethernetHeaderLength + readUint16(bytes, ethernetHeaderLength + ipv4At.totalLength);
    stream.set(bytes.subarray(end - segment.length, end), place(segment));
  }
  return stream;
}

/** What the socket read from when it was opened. Another network may number a later socket of its host alike. */
function readBy(evidence: readonly Evidence[], { seq, socket, host }: Opened) {
  const pieces: { from: number; bytes: Uint8Array }[] = [];
  let count = 0;
  let finished = false;
  let last: number | null = null;
  for (const fact of evidence) {
    if (fact.seq <= seq) continue;
    if (fact.kind === 'tcp.opened' && fact.socket === socket && fact.host === host) break;
    if (fact.kind === 'tcp.received' && fact.socket === socket && fact.host === host) {
      pieces.push({ from: count, bytes: fact.bytes });
      count += fact.length ?? fact.bytes.length;
      last = fact.seq;
    } else if (fact.kind === 'tcp.finished' && fact.socket === socket && fact.host === host && fact.by === 'remote') {
      finished = true;
    }
  }
  return { pieces, count, finished, last };
}

/** Of a long piece the log keeps the beginning; that much is compared. */
const fitsInto =
  (stream: Uint8Array) =>
  ({ from, bytes }: { from: number; bytes: Uint8Array }): boolean =>
    bytes.every((byte, at) => byte === stream[from + at]);
