import { ipv6Text, parseIpv6 } from '../../network/wire/ipv6-address.ts';
import { type Endpoint, familyOf } from '../host.ts';
import { MAX_FRAME } from './messages.ts';

/**
 * Binary frames of the bridge. All numbers are big-endian, as on every network (RFC 1700, "network byte order").
 *
 * ```
 * data           01  socket:u32  payload
 * datagram       02  socket:u32  address:4 bytes   port:u16  payload     (address and port: from whom, or to whom)
 * IPv6 datagram  03  socket:u32  address:16 bytes  port:u16  payload
 * answer         04  desk:u32  number:u32  last:u8  payload         (a piece of an answer; the last one says so)
 * ```
 */
const DATA = 1;
const DATAGRAM = 2;
const DATAGRAM6 = 3;
const ANSWER = 4;
const SOCKET_AT = 1;
const DATA_PAYLOAD_AT = 5;
const ADDRESS_AT = 5;
const PORT_LENGTH = 2;
const addressLength = { [DATAGRAM]: 4, [DATAGRAM6]: 16 } as const;
const NUMBER_AT = 5;
const LAST_AT = 9;
const ANSWER_PAYLOAD_AT = 10;

/** The largest piece of a stream that fits one frame, in bytes. */
export const MAX_DATA = MAX_FRAME - DATA_PAYLOAD_AT;

/** The largest piece of an answer that fits one frame, in bytes. */
const MAX_PIECE = MAX_FRAME - ANSWER_PAYLOAD_AT;

/** The largest payload of a UDP datagram over IPv4: 65,535 less 20 (RFC 791) and 8 (RFC 768), in bytes. */
export const MAX_DATAGRAM = 65_507;

export type Frame =
  | { readonly type: 'data'; readonly socket: number; readonly payload: Uint8Array }
  | { readonly type: 'datagram'; readonly socket: number; readonly peer: Endpoint; readonly payload: Uint8Array }
  | AnswerPiece;

/** For a thread of the page that waits over HTTP: see `await` in messages.ts. */
export interface AnswerPiece {
  readonly type: 'answer';
  readonly desk: number;
  readonly number: number;
  readonly last: boolean;
  readonly payload: Uint8Array;
}

/** @returns the frame, whose payload is a view of `bytes`; null if these bytes are no frame. Never throws. */
export function decodeFrame(bytes: Uint8Array): Frame | null {
  const type = bytes[0];
  if (type === DATA && bytes.length > DATA_PAYLOAD_AT) {
    return { type: 'data', socket: u32(bytes, SOCKET_AT), payload: bytes.subarray(DATA_PAYLOAD_AT) };
  }
  if (type === ANSWER && bytes.length >= ANSWER_PAYLOAD_AT) {
    const [desk, number] = [u32(bytes, SOCKET_AT), u32(bytes, NUMBER_AT)];
    return { type: 'answer', desk, number, last: bytes[LAST_AT] === 1, payload: bytes.subarray(ANSWER_PAYLOAD_AT) };
  }
  if (type !== DATAGRAM && type !== DATAGRAM6) return null;
  const portAt = ADDRESS_AT + addressLength[type];
  if (bytes.length < portAt + PORT_LENGTH) return null;
  const octets = bytes.subarray(ADDRESS_AT, portAt);
  const address = type === DATAGRAM ? octets.join('.') : ipv6Text(octets);
  const port = u32(bytes, portAt - 2) & 0xffff;
  const payload = bytes.subarray(portAt + PORT_LENGTH);
  return { type: 'datagram', socket: u32(bytes, SOCKET_AT), peer: { address, port }, payload };
}

/** `into` makes the array to fill (lab-server takes one from Node's pool). */
export function encodeData(
  socket: number,
  payload: Uint8Array,
  into: (length: number) => Uint8Array<ArrayBuffer> = make,
): Uint8Array<ArrayBuffer> {
  const frame = into(DATA_PAYLOAD_AT + payload.length);
  frame[0] = DATA;
  putU32(frame, SOCKET_AT, socket);
  frame.set(payload, DATA_PAYLOAD_AT);
  return frame;
}

/** @param peer must be an address: judged before. */
export function encodeDatagram(
  socket: number,
  peer: Endpoint,
  payload: Uint8Array,
  into: (length: number) => Uint8Array<ArrayBuffer> = make,
): Uint8Array<ArrayBuffer> {
  const type = familyOf(peer.address) === 'IPv6' ? DATAGRAM6 : DATAGRAM;
  const portAt = ADDRESS_AT + addressLength[type];
  const frame = into(portAt + PORT_LENGTH + payload.length);
  frame[0] = type;
  putU32(frame, SOCKET_AT, socket);
  const octets = type === DATAGRAM ? peer.address.split('.', 4).map(Number) : parseIpv6(peer.address);
  frame.set(octets ?? new Uint8Array(addressLength[type]), ADDRESS_AT);
  frame[portAt] = peer.port >>> 8;
  frame[portAt + 1] = peer.port;
  frame.set(payload, portAt + PORT_LENGTH);
  return frame;
}

/** The frames that carry an answer: more than one where it is longer than a frame. */
export function encodeAnswerFrames(desk: number, number: number, answer: Uint8Array): Uint8Array<ArrayBuffer>[] {
  const frames: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < answer.length || frames.length === 0; at += MAX_PIECE) {
    const piece = answer.subarray(at, at + MAX_PIECE);
    const frame = make(ANSWER_PAYLOAD_AT + piece.length);
    frame[0] = ANSWER;
    putU32(frame, SOCKET_AT, desk);
    putU32(frame, NUMBER_AT, number);
    frame[LAST_AT] = at + piece.length === answer.length ? 1 : 0;
    frame.set(piece, ANSWER_PAYLOAD_AT);
    frames.push(frame);
  }
  return frames;
}

const make = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(length);

/** Out of range reads as 0: the callers have looked at the length. */
function u32(bytes: Uint8Array, at: number): number {
  const high = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  const low = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
  return high * 0x1_0000 + low;
}

function putU32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}
