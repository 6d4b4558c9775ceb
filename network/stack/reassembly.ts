import type { World } from '../link/world.ts';
import { second } from '../time/clock.ts';
import { readUint16, readUint32, writeUint16 } from '../wire/address.ts';
import { ethernetHeaderLength } from '../wire/ethernet.ts';
import {
  fragmentOffsetOf,
  headerLengthOf,
  ipv4At,
  ipv4HeaderChecksum,
  largestIpv4Length,
  moreFragments,
} from '../wire/ipv4.ts';
import { dropped } from './drops.ts';

/** How long the pieces of one datagram are waited for (Linux: 30 s; RFC 1122 §3.3.2 allows more). ns */
export const reassemblyTime = 30 * second;
/** Bytes that all unfinished datagrams may take: sixteen of the largest. The oldest makes room. */
export const mostUnfinishedBytes = 1_048_576;

interface Piece {
  /** Of the payload, bytes. */
  readonly from: number;
  readonly to: number;
  readonly bytes: Uint8Array;
  readonly frame: number;
}

interface Unfinished {
  readonly key: string;
  /** In order of `from`, none overlapping. */
  pieces: Piece[];
  held: number;
  /** Of the payload; -1 until the last fragment came. */
  length: number;
  have: number;
  /** Pieces overlapped: somebody plays tricks, and the datagram is lost whatever comes (as RFC 5722 §4 for IPv6). */
  spoiled: boolean;
}

/** Puts fragments together. RFC 791 §3.2, RFC 815; overlaps are refused. */
export class Reassembler {
  readonly #world: World;
  readonly #device: string;
  readonly #unfinished = new Map<string, Unfinished>();
  /** The time is over and the first fragment is there: somebody may tell the sender. RFC 1122 §3.3.2. */
  expired: ((firstFragment: Uint8Array) => void) | null = null;
  #held = 0;

  constructor(world: World, device: string) {
    this.#world = world;
    this.#device = device;
  }

  /** Datagrams that wait for pieces. */
  get waiting(): number {
    return this.#unfinished.size;
  }

  /**
   * @param bytes a frame whose IPv4 header begins at byte 14 and whose datagram ends at `end`
   * @returns the whole datagram in a frame with the first fragment's headers, or null while pieces are missing
   */
  add(bytes: Uint8Array, end: number, frame: number): Uint8Array | null {
    const ip = ethernetHeaderLength;
    const flagsAndOffset = readUint16(bytes, ip + ipv4At.flagsAndOffset);
    const from = fragmentOffsetOf(flagsAndOffset);
    const to = from + end - ip - headerLengthOf(bytes, ip);
    const isLast = (flagsAndOffset & moreFragments) === 0;
    if (to > largestIpv4Length - 20 || to === from || (!isLast && to % 8 !== 0)) {
      const says = () => 'A fragment with a length or an offset that no datagram can have.';
      dropped(this.#world, frame, this.#device, 'malformed', bytes, says);
      return null;
    }
    const datagram = this.#datagram(keyOf(bytes, ip));
    const problem = datagram.spoiled ? 'it belongs to a datagram whose fragments overlap' : place(datagram, isLast, to);
    if (problem === null && insert(datagram, { from, to, bytes, frame })) {
      datagram.held += bytes.length;
      this.#held += bytes.length;
      if (datagram.have === datagram.length) return this.#whole(datagram);
      this.#makeRoom(datagram);
    } else if (problem !== null || !isRepeated(datagram, from, to)) this.#spoil(datagram, bytes, frame, problem);
    return null;
  }

  #datagram(key: string): Unfinished {
    const known = this.#unfinished.get(key);
    if (known) return known;
    const fresh: Unfinished = { key, pieces: [], held: 0, length: -1, have: 0, spoiled: false };
    this.#unfinished.set(key, fresh);
    this.#world.clock.after(reassemblyTime, () => {
      if (this.#unfinished.get(key) === fresh) this.#expire(fresh);
    });
    return fresh;
  }

  #whole(datagram: Unfinished): Uint8Array | null {
    this.#forget(datagram);
    const first = datagram.pieces[0];
    if (!first) return null;
    const ip = ethernetHeaderLength;
    const headerLength = headerLengthOf(first.bytes, ip);
    const payload = ip + headerLength;
    const whole = new Uint8Array(Math.max(60, payload + datagram.length));
    whole.set(first.bytes.subarray(0, payload));
    for (const { from, to, bytes } of datagram.pieces) {
      const at = ip + headerLengthOf(bytes, ip);
      whole.set(bytes.subarray(at, at + to - from), payload + from);
    }
    writeUint16(whole, ip + ipv4At.totalLength, headerLength + datagram.length);
    writeUint16(whole, ip + ipv4At.flagsAndOffset, readUint16(whole, ip + ipv4At.flagsAndOffset) & 0xc000);
    writeUint16(whole, ip + ipv4At.checksum, 0);
    writeUint16(whole, ip + ipv4At.checksum, ipv4HeaderChecksum(whole, ip, headerLength));
    return whole;
  }

  #expire(datagram: Unfinished): void {
    this.#lose(datagram, `pieces of the datagram were still missing after ${reassemblyTime / second} s`);
    const first = datagram.pieces[0];
    if (first?.from === 0 && !datagram.spoiled) this.expired?.(first.bytes);
  }

  #makeRoom(except: Unfinished): void {
    for (const datagram of this.#unfinished.values()) {
      if (this.#held <= mostUnfinishedBytes) return;
      if (datagram !== except) this.#lose(datagram, 'too many unfinished datagrams, and this one was the oldest');
    }
  }

  #lose(datagram: Unfinished, why: string): void {
    this.#forget(datagram);
    for (const { bytes, frame } of datagram.pieces) {
      dropped(this.#world, frame, this.#device, 'reassembly-timeout', bytes, () => `Never put together: ${why}.`);
    }
  }

  #spoil(datagram: Unfinished, bytes: Uint8Array, frame: number, problem: string | null): void {
    datagram.spoiled = true;
    this.#held -= datagram.held;
    datagram.held = 0;
    const why = problem ?? 'it overlaps another fragment of the same datagram';
    for (const piece of [...datagram.pieces, { bytes, frame }]) {
      dropped(this.#world, piece.frame, this.#device, 'malformed', piece.bytes, () => `Not put together: ${why}.`);
    }
    datagram.pieces = [];
  }

  #forget(datagram: Unfinished): void {
    this.#unfinished.delete(datagram.key);
    this.#held -= datagram.held;
  }
}

/** Source, destination, protocol and identification together. RFC 791 §3.2. */
const keyOf = (bytes: Uint8Array, ip: number): string =>
  `${readUint32(bytes, ip + ipv4At.source)}>${readUint32(bytes, ip + ipv4At.destination)}/${bytes[ip + ipv4At.protocol]}#${readUint16(bytes, ip + ipv4At.identification)}`;

/** Checks a fragment's end against what is known of the datagram's. */
function place(datagram: Unfinished, isLast: boolean, to: number): string | null {
  const last = datagram.pieces[datagram.pieces.length - 1];
  if (isLast && datagram.length >= 0 && datagram.length !== to) return 'two fragments say where the datagram ends';
  if (isLast && last && last.to > to) return 'a fragment lies behind the one that says it is the last';
  if (!isLast && datagram.length >= 0 && to > datagram.length) return 'a fragment lies behind the last one';
  if (isLast) datagram.length = to;
  return null;
}

const isRepeated = (datagram: Unfinished, from: number, to: number): boolean =>
  datagram.pieces.some((piece) => piece.from === from && piece.to === to);

/** @returns false when it overlaps a piece that is there; most arrive in order, so it looks from the end */
function insert(datagram: Unfinished, piece: Piece): boolean {
  const { pieces } = datagram;
  let at = pieces.length;
  while (at > 0 && (pieces[at - 1]?.from ?? 0) >= piece.from) at -= 1;
  if ((pieces[at - 1]?.to ?? 0) > piece.from || (pieces[at]?.from ?? largestIpv4Length) < piece.to) return false;
  pieces.splice(at, 0, piece);
  datagram.have += piece.to - piece.from;
  return true;
}
