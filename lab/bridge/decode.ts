import type { RequestSeen, RoomEvent, ServiceEvent } from '../evidence/event.ts';
import type {
  Door,
  Endpoint,
  InterfaceAddress,
  InterfaceRow,
  Service,
  SocketErrorCode,
  SocketRow,
  SocketState,
  SocketTable,
} from '../host.ts';
import { WITNESSED_HEADERS } from '../services/web/request-seen.ts';
import type { ServerMessage } from './messages.ts';
import {
  FIRST_ACCEPTED,
  type Hello,
  MAX_CONTROL,
  MAX_RECEIVE_BUFFER,
  type PageMessage,
  type PortRange,
  type Reach,
} from './messages.ts';
import { flag, listOf, oneOf, pick, type Reader, shape, text, whole } from './schema.ts';

/** The longest control message that a page takes from its lab server, in characters: a full socket table fits. */
const MAX_ANSWER = 4 * 1024 * 1024;
const MAX_ROWS = 10_000;

const U32 = 0xffff_ffff;
const socket = whole(1, U32);
const opened = whole(1, FIRST_ACCEPTED - 1);
const call = whole(1, Number.MAX_SAFE_INTEGER);
const count = whole(0, Number.MAX_SAFE_INTEGER);
const credit = whole(1, U32);
const port = whole(0, 65_535);
const endpoint = shape<Endpoint>({ address: text(255), port });
const receiveBuffer = whole(1, MAX_RECEIVE_BUFFER);
const saying = text(1_024);
/** `tcp-reliability`, `4.3a.2`: nothing that a stranger could write to somebody with. */
const word =
  (most: number): Reader<string> =>
  (value) =>
    typeof value === 'string' && value.length <= most && /^[a-z0-9.-]*$/.test(value) ? value : undefined;

const code = oneOf<SocketErrorCode>(
  ...(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EADDRINUSE', 'EADDRNOTAVAIL'] as const),
  ...(['EACCES', 'EMSGSIZE', 'EMFILE', 'EINVAL', 'REFUSED-BY-LAB', 'NO-HOST'] as const),
  ...(['ENETUNREACH', 'EHOSTUNREACH'] as const),
);

type Of<M, T extends string> = Extract<M, { type: T }>;
const page = <T extends PageMessage['type']>(
  type: T,
  make: (type: Reader<T>) => Reader<Of<PageMessage, T>>,
): [string, Reader<PageMessage>] => [type, make(oneOf(type)) as Reader<PageMessage>];
const server = <T extends ServerMessage['type']>(
  type: T,
  make: (type: Reader<T>) => Reader<Of<ServerMessage, T>>,
): [string, Reader<ServerMessage>] => [type, make(oneOf(type)) as Reader<ServerMessage>];

const pageMessage = pick<PageMessage>(
  'type',
  new Map([
    page('connect', (type) => shape({ type, socket: opened, to: endpoint, from: text(255) }, ['from'])),
    page('listen', (type) => shape({ type, socket: opened, at: endpoint })),
    page('bind', (type) =>
      shape({ type, socket: opened, at: endpoint, peer: endpoint, onDemand: flag, receiveBuffer }, [
        'peer',
        'onDemand',
        'receiveBuffer',
      ]),
    ),
    page('end', (type) => shape({ type, socket })),
    page('reset', (type) => shape({ type, socket })),
    page('close', (type) => shape({ type, socket })),
    page('credit', (type) => shape({ type, socket, amount: credit })),
    page('ask', (type) =>
      shape({ type, call, what: oneOf('sockets', 'interfaces', 'services', 'doors', 'open-files') }),
    ),
    page('tell', (type) => shape({ type, lesson: word(64), step: word(12) })),
    page('ping', (type) => shape({ type, call })),
    page('await', (type) => shape({ type, desk: opened })),
    page('forget', (type) => shape({ type, desk: opened })),
  ]),
);

const transport = oneOf('tcp', 'udp');
const service = shape<Service>(
  {
    name: text(64),
    kind: oneOf('lobby', 'room', 'echo', 'discard', 'daytime', 'chargen', 'web'),
    transport,
    port,
    also: listOf(text(64), 64),
  },
  ['also'],
);
const reach = shape<Reach>({
  network: text(32),
  ports: listOf(shape<PortRange>({ from: port, to: port }), 64),
});

const state = oneOf<SocketState>(
  ...(['LISTEN', 'SYN-SENT', 'SYN-RECV', 'ESTAB', 'FIN-WAIT-1', 'FIN-WAIT-2'] as const),
  ...(['CLOSE-WAIT', 'CLOSING', 'LAST-ACK', 'TIME-WAIT', 'CLOSED', 'UNCONN'] as const),
);
const row = shape<SocketRow>(
  {
    transport,
    state,
    local: endpoint,
    remote: endpoint,
    receiveQueue: count,
    sendQueue: count,
    drops: count,
    owner: text(255),
  },
  ['drops'],
);
const table = shape<SocketTable>({ source: oneOf('kernel', 'lab-server'), rows: listOf(row, MAX_ROWS) });
const interfaceRow = shape<InterfaceRow>({
  name: text(255),
  mac: text(64),
  loopback: flag,
  addresses: listOf(
    shape<InterfaceAddress>({
      family: oneOf('inet', 'inet6'),
      address: text(64),
      prefixLength: whole(0, 128),
      scope: oneOf('host', 'link', 'global'),
    }),
    MAX_ROWS,
  ),
});

type What<E extends RoomEvent['event']> = Extract<RoomEvent, { event: E }>;
const roomEvent = pick<RoomEvent>(
  'event',
  new Map<string, Reader<RoomEvent>>([
    ['greeted', shape<What<'greeted'>>({ event: oneOf('greeted') })],
    ['denied', shape<What<'denied'>>({ event: oneOf('denied'), tries: count })],
    ['joined', shape<What<'joined'>>({ event: oneOf('joined'), nick: text(64), here: count })],
    ['delivered', shape<What<'delivered'>>({ event: oneOf('delivered'), to: count })],
    ['who', shape<What<'who'>>({ event: oneOf('who'), here: count })],
    ['left', shape<What<'left'>>({ event: oneOf('left'), how: oneOf('bye', 'fin', 'rst', 'dropped') })],
  ]),
);

type Served<E extends ServiceEvent['event']> = Extract<ServiceEvent, { event: E }>;
const serviceEvent = pick<ServiceEvent>(
  'event',
  new Map<string, Reader<ServiceEvent>>([
    ['connected', shape<Served<'connected'>>({ event: oneOf('connected') })],
    [
      'left',
      shape<Served<'left'>>({
        event: oneOf('left'),
        how: oneOf('fin', 'rst', 'dropped'),
        received: count,
        sent: count,
      }),
    ],
    ['datagram', shape<Served<'datagram'>>({ event: oneOf('datagram'), received: count, sent: count })],
  ]),
);
const requestSeen = shape<RequestSeen>({
  method: text(64),
  path: text(1_024),
  status: whole(100, 599),
  headers: shape<Record<string, string>>(
    Object.fromEntries(WITNESSED_HEADERS.map((name) => [name, text(256)])),
    WITNESSED_HEADERS,
  ),
});

const open = (value: unknown): 'open' | SocketErrorCode | undefined => (value === 'open' ? value : code(value));
const door = shape<Door>({ room: text(64), address: text(64), port, interface: text(255), answer: open });

const orNull =
  <T>(reader: Reader<T>): Reader<T | null> =>
  (value) =>
    value === null ? null : reader(value);

const serverMessage = pick<ServerMessage>(
  'type',
  new Map([
    server('hello', (type) =>
      shape<Hello>(
        { type, version: count, platform: text(64), services: listOf(service, MAX_ROWS), reach, seat: count },
        ['seat'],
      ),
    ),
    server('opened', (type) => shape({ type, socket, local: endpoint, remote: endpoint })),
    server('listening', (type) => shape({ type, socket, local: endpoint })),
    server('bound', (type) => shape({ type, socket, local: endpoint, receiveBuffer: count }, ['receiveBuffer'])),
    server('failed', (type) => shape({ type, socket, code, saying })),
    server('accepted', (type) => shape({ type, listener: socket, socket, local: endpoint, remote: endpoint })),
    server('end', (type) => shape({ type, socket })),
    server('closed', (type) =>
      shape({ type, socket, how: oneOf('fin', 'rst'), by: oneOf('local', 'remote'), code }, ['code']),
    ),
    server('credit', (type) => shape({ type, socket, amount: credit })),
    server('sent', (type) => shape({ type, socket, count: credit })),
    server('unsent', (type) => shape({ type, socket, code, saying })),
    server('trouble', (type) => shape({ type, socket, code, saying })),
    server('dropped', (type) => shape({ type, socket, count })),
    server('witness', (type) => shape({ type, socket, room: text(64), port, peer: endpoint, what: roomEvent })),
    server('service-witness', (type) =>
      shape({ type, socket, service: text(64), transport, port, peer: endpoint, what: serviceEvent }),
    ),
    server('http-witness', (type) => shape({ type, socket, port, peer: endpoint, request: requestSeen })),
    server('sockets', (type) => shape({ type, call, table })),
    server('interfaces', (type) => shape({ type, call, rows: listOf(interfaceRow, MAX_ROWS) })),
    server('services', (type) => shape({ type, call, services: listOf(service, MAX_ROWS) })),
    server('doors', (type) => shape({ type, call, doors: listOf(door, MAX_ROWS) })),
    server('open-files', (type) => shape({ type, call, count: orNull(count) })),
    server('unanswered', (type) => shape({ type, call, saying })),
    server('pong', (type) => shape({ type, call })),
    server('awaiting', (type) => shape({ type, desk: opened, ticket: orNull(text(64)) })),
  ]),
);

/** @returns the message, or null if this text is none. Never throws. */
export const decodePageMessage = (json: string): PageMessage | null => decode(json, MAX_CONTROL, pageMessage);

/** @returns the message, or null if this text is none. Never throws. */
export const decodeServerMessage = (json: string): ServerMessage | null => decode(json, MAX_ANSWER, serverMessage);

/**
 * The protocol version that a greeting names, whatever else it holds: a page that was opened before the lab server was
 * updated can so tell its reader to reload. Null if this is no greeting. Never throws.
 */
export function versionOf(json: string): number | null {
  const value = parse(json, MAX_ANSWER);
  if (typeof value !== 'object' || value === null) return null;
  const own = (key: string): unknown => (Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined);
  return own('type') === 'hello' ? (count(own('version')) ?? null) : null;
}

function decode<T>(json: string, most: number, reader: Reader<T>): T | null {
  return reader(parse(json, most)) ?? null;
}

function parse(json: string, most: number): unknown {
  if (json.length > most) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    // Not JSON at all: the same answer as JSON of a wrong shape.
    return undefined;
  }
}
