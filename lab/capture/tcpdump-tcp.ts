import { ipv4Text, writeUint16 } from '../../network/wire/address.ts';
import { checksum as checksumOf, pseudoHeaderSum } from '../../network/wire/checksum.ts';
import { isMalformed } from '../../network/wire/field.ts';
import { type Ipv4Packet, ipv4HeaderLength } from '../../network/wire/ipv4.ts';
import {
  decodeTcp,
  flagAck,
  flagSyn,
  protocolTcp,
  type TcpSegment,
  tcpAt,
  tcpChecksumRight,
} from '../../network/wire/tcp.ts';
import type { TcpOption } from '../../network/wire/tcp-options.ts';

/** For each direction of each connection, the sequence number that counts as 0. */
export type TcpFlows = Map<string, number>;

const flagLetters: readonly (readonly [bit: number, letter: string])[] = [
  [0x01, 'F'],
  [0x02, 'S'],
  [0x04, 'R'],
  [0x08, 'P'],
  [0x20, 'U'],
  [0x40, 'E'],
  [0x80, 'W'],
  [0x10, '.'],
];

/** `10.0.0.1.49152 > 10.0.0.2.80: Flags [S], seq 17, win 64240, options [mss 1460], length 0`. */
export function tcpText(
  packet: Required<Ipv4Packet>,
  flows: TcpFlows,
  options: { readonly absolute?: boolean; readonly verbose?: boolean },
): string {
  const from = ipv4Text(packet.source);
  const to = ipv4Text(packet.destination);
  const segment = decodeTcp(packet.payload);
  if (isMalformed(segment)) return `${from} > ${to}: [|tcp]`;
  const source = `${from}.${segment.sourcePort}`;
  const destination = `${to}.${segment.destinationPort}`;
  const { sequence, acknowledgment } = options.absolute ? segment : relative(segment, source, destination, flows);
  const { flags, payload } = segment;
  const letters = flagLetters.map(([bit, letter]) => (flags & bit ? letter : '')).join('');
  const words = [`Flags [${letters === '' ? 'none' : letters}]`];
  if (options.verbose) words.push(checksumText(packet, segment));
  // As tcpdump has it: a plain acknowledgment shows no sequence number.
  if (payload.length > 0 || flags & 0x07)
    words.push(payload.length > 0 ? `seq ${sequence}:${(sequence + payload.length) % 2 ** 32}` : `seq ${sequence}`);
  if (flags & flagAck) words.push(`ack ${acknowledgment}`);
  words.push(`win ${segment.window}`);
  if (flags & 0x20) words.push(`urg ${segment.urgentPointer ?? 0}`);
  const shown = (segment.options ?? []).map(optionText);
  if (shown.length > 0) words.push(`options [${shown.join(',')}]`);
  words.push(`length ${payload.length}`);
  return `${source} > ${destination}: ${words.join(', ')}${httpText(segment, options.verbose ?? false)}`;
}

function checksumText(
  { source, destination, payload, totalLength }: Required<Ipv4Packet>,
  { checksum }: TcpSegment,
): string {
  const hex = (value: number): string => `0x${value.toString(16).padStart(4, '0')}`;
  if (totalLength - ipv4HeaderLength > payload.length) return `cksum ${hex(checksum ?? 0)} (unverified)`;
  if (tcpChecksumRight(payload, 0, payload.length, source, destination)) return `cksum ${hex(checksum ?? 0)} (correct)`;
  const zeroed = payload.slice();
  writeUint16(zeroed, tcpAt.checksum, 0);
  const right = checksumOf(zeroed, 0, zeroed.length, pseudoHeaderSum(source, destination, protocolTcp, zeroed.length));
  return `cksum ${hex(checksum ?? 0)} (incorrect -> ${hex(right)})`;
}

/**
 * Numbers counted from the first segment that carried an ACK, which is shown whole; so does tcpdump, and so a SYN, which
 * begins a conversation, and its answer show the numbers that were really sent.
 */
function relative(
  { sequence, acknowledgment, flags }: TcpSegment,
  source: string,
  destination: string,
  flows: TcpFlows,
): { sequence: number; acknowledgment: number } {
  if (!(flags & flagAck)) return { sequence, acknowledgment };
  const out = `${source}>${destination}`;
  const back = `${destination}>${source}`;
  const start = flows.get(out);
  const other = flows.get(back);
  if (start === undefined || other === undefined || flags & flagSyn) {
    flows.set(out, sequence);
    flows.set(back, (acknowledgment - 1) >>> 0);
    return { sequence, acknowledgment };
  }
  return { sequence: (sequence - start) >>> 0, acknowledgment: (acknowledgment - other) >>> 0 };
}

function optionText(option: TcpOption): string {
  switch (option.is) {
    case 'end':
      return 'eol';
    case 'nop':
      return 'nop';
    case 'mss':
      return `mss ${option.size}`;
    case 'window-scale':
      return `wscale ${option.shift}`;
    case 'sack-permitted':
      return 'sackOK';
    case 'sack':
      return `sack ${option.blocks.length} ${option.blocks.map(({ left, right }) => `{${left}:${right}}`).join('')}`;
    case 'timestamps':
      return `TS val ${option.value} ecr ${option.echo}`;
    case 'other':
      return `unknown-${option.kind} 0x${Array.from(option.data, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
    case 'broken':
      return 'bad opt';
  }
}

const httpPorts = new Set([80, 8080]);
/** Bytes of a segment in which the head is looked for. */
const mostHead = 1500;

/** What tcpdump adds at the web's ports: the first line of a request or response, with -v its whole head. */
function httpText({ sourcePort, destinationPort, payload }: TcpSegment, verbose: boolean): string {
  if (payload.length === 0 || (!httpPorts.has(sourcePort) && !httpPorts.has(destinationPort))) return '';
  const text = new TextDecoder().decode(payload.subarray(0, mostHead));
  const first = /^((?:[A-Z]+ \S+ )?HTTP\/1\.[01][^\r\n]*)\r?\n/.exec(text)?.[1];
  if (first === undefined) return ': HTTP';
  if (!verbose) return `: HTTP: ${first}`;
  const [head = ''] = text.split(/\r?\n\r?\n/);
  return `: HTTP, length: ${payload.length}\n\t${head.split(/\r?\n/).join('\n\t')}\n\t`;
}
