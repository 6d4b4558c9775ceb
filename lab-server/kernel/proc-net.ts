import { endianness } from 'node:os';
import type { Endpoint, SocketState } from '../../lab/host.ts';

/** A line of /proc/net/{tcp,tcp6,udp,udp6}, see proc_net_tcp(5) and Documentation/networking/proc_net_tcp.rst. */
export interface ProcNetRow {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly state: SocketState;
  readonly receiveQueue: number;
  readonly sendQueue: number;
  /** UDP: datagrams that found the receive buffer full. The last column. */
  readonly drops?: number;
}

/** include/net/tcp_states.h of Linux, from 1. `NEW_SYN_RECV` (12) is a handshake without a full socket yet. */
const TCP_STATES: readonly SocketState[] = [
  'CLOSED',
  'ESTAB',
  'SYN-SENT',
  'SYN-RECV',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'TIME-WAIT',
  'CLOSED',
  'CLOSE-WAIT',
  'LAST-ACK',
  'LISTEN',
  'CLOSING',
  'SYN-RECV',
];
const UNCONNECTED = 7;
/** Up to `drops`, which Linux 2.6.27 added. */
const UDP_COLUMNS = 13;

/** Reads every well-formed row; a line of another shape is left out. Never throws. */
export function parseProcNet(text: string, transport: 'tcp' | 'udp'): ProcNetRow[] {
  const rows: ProcNetRow[] = [];
  for (const line of text.split('\n')) {
    const columns = line.trim().split(/\s+/);
    const [, local, remote, state, queues] = columns;
    const row = rowOf(local, remote, state, queues, transport);
    if (!row) continue;
    const drops = transport === 'udp' && columns.length >= UDP_COLUMNS ? Number(columns.at(-1)) : Number.NaN;
    rows.push(Number.isSafeInteger(drops) ? { ...row, drops } : row);
  }
  return rows;
}

function rowOf(
  localText: string | undefined,
  remoteText: string | undefined,
  stateText: string | undefined,
  queues: string | undefined,
  transport: 'tcp' | 'udp',
): ProcNetRow | null {
  const local = endpointOf(localText);
  const remote = endpointOf(remoteText);
  const queue = /^([0-9A-F]{8}):([0-9A-F]{8})$/i.exec(queues ?? '');
  const number = Number.parseInt(stateText ?? '', 16);
  const state = transport === 'udp' && number === UNCONNECTED ? 'UNCONN' : TCP_STATES[number];
  if (!local || !remote || !queue || state === undefined) return null;
  const [, send = '', receive = ''] = queue;
  return {
    local,
    remote,
    state,
    sendQueue: Number.parseInt(send, 16),
    receiveQueue: Number.parseInt(receive, 16),
  };
}

/** `0100007F:1389` → 127.0.0.1:5001. The address is printed as 32-bit words in the machine's own byte order. */
function endpointOf(text: string | undefined): Endpoint | null {
  const match = /^((?:[0-9A-F]{8}){1,4}):([0-9A-F]{4})$/i.exec(text ?? '');
  if (!match) return null;
  const [, words = '', port = ''] = match;
  const octets = (words.match(/.{8}/g) ?? []).flatMap(octetsOf);
  const address = octets.length === 4 ? octets.join('.') : octets.length === 16 ? ipv6Text(octets) : null;
  return address === null ? null : { address, port: Number.parseInt(port, 16) };
}

function octetsOf(word: string): number[] {
  const octets = (word.match(/../g) ?? []).map((octet) => Number.parseInt(octet, 16));
  return endianness() === 'LE' ? octets.reverse() : octets;
}

/** An IPv4-mapped address (RFC 4291 §2.5.5.2) as the IPv4 address it is; `::` and `::1` short; the rest in full. */
function ipv6Text(octets: readonly number[]): string {
  const zeroUpTo = octets.findIndex((octet) => octet !== 0);
  if (zeroUpTo === -1) return '::';
  if (zeroUpTo === 15 && octets[15] === 1) return '::1';
  if (zeroUpTo === 10 && octets[10] === 255 && octets[11] === 255) return octets.slice(12).join('.');
  const groups: string[] = [];
  for (let at = 0; at < 16; at += 2) groups.push((((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0)).toString(16));
  return groups.join(':');
}
