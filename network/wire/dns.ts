import { readUint16, readUint32, writeUint16 } from './address.ts';
import { type DnsData, decodeDnsData, dnsType, push16, push32, writeDnsData } from './dns-data.ts';
import { type DnsName, DnsNameWriter, readDnsName } from './dns-name.ts';
import type { Malformed } from './field.ts';

export const dnsPort = 53;
/** Bytes of a message over UDP unless EDNS says more. RFC 1035 §2.3.4. */
export const dnsUdpLimit = 512;
export const dnsHeaderLength = 12;

/** Where the fields of the header begin, bytes. RFC 1035 §4.1.1. */
export const dnsAt = { id: 0, flags: 2, questions: 4, answers: 6, authorities: 8, additionals: 10 } as const;

export const classInternet = 1;

/** Response codes, RFC 1035 §4.1.1. */
export const dnsCode = { noError: 0, formErr: 1, servFail: 2, nxDomain: 3, notImp: 4, refused: 5 } as const;

export interface DnsQuestion {
  readonly name: DnsName;
  readonly type: number;
  readonly class: number;
}

export interface DnsRecord {
  readonly name: DnsName;
  readonly type: number;
  /** For OPT: the UDP payload size of the sender. */
  readonly class: number;
  /** s; for OPT: extended code, version and flags. */
  readonly ttl: number;
  readonly data: DnsData;
}

export interface DnsMessage {
  readonly id: number;
  /** QR */
  readonly response?: boolean;
  readonly opcode?: number;
  /** AA, TC, RD, RA */
  readonly authoritative?: boolean;
  readonly truncated?: boolean;
  readonly recursionDesired?: boolean;
  readonly recursionAvailable?: boolean;
  /** The one bit that is still reserved. */
  readonly reserved?: boolean;
  /** AD and CD, RFC 4035 §3.1.6, §3.2.2 */
  readonly authenticData?: boolean;
  readonly checkingDisabled?: boolean;
  /** The four bits of the header; EDNS may carry eight more. */
  readonly code?: number;
  readonly questions: readonly DnsQuestion[];
  readonly answers?: readonly DnsRecord[];
  readonly authorities?: readonly DnsRecord[];
  readonly additionals?: readonly DnsRecord[];
  /** The four counts of the header, only where they promise more than could be read: the message is not whole. */
  readonly promised?: readonly [number, number, number, number];
  /** What follows the last record that could be read. */
  readonly rest?: Uint8Array;
}

/** A message read from bytes: every field is there, except `promised` and `rest` where all is well. */
export type ReadDnsMessage = Required<Omit<DnsMessage, 'promised' | 'rest'>> & Pick<DnsMessage, 'promised' | 'rest'>;

const flag = (flags: number, bit: number): boolean => ((flags >>> bit) & 1) === 1;

/** Reads a message without the length that stands before it on TCP. */
export function decodeDns(bytes: Uint8Array, start = 0, end = bytes.length): ReadDnsMessage | Malformed {
  if (end - start < dnsHeaderLength)
    return { malformed: `A DNS header needs ${dnsHeaderLength} bytes and here are ${end - start}.`, at: end - start };
  const flags = readUint16(bytes, start + dnsAt.flags);
  const counts = [dnsAt.questions, dnsAt.answers, dnsAt.authorities, dnsAt.additionals].map((at) =>
    readUint16(bytes, start + at),
  ) as [number, number, number, number];
  let at = start + dnsHeaderLength;
  let whole = true;
  const section = <Item>(count: number, read: (at: number) => { item: Item; next: number } | null): Item[] => {
    const items: Item[] = [];
    while (whole && items.length < count) {
      const found = read(at);
      if (found === null) whole = false;
      else {
        items.push(found.item);
        at = found.next;
      }
    }
    return items;
  };
  const questions = section(counts[0], (from) => readQuestion(bytes, from, start, end));
  const readOne = (from: number) => readRecord(bytes, from, start, end);
  const answers = section(counts[1], readOne);
  const authorities = section(counts[2], readOne);
  const additionals = section(counts[3], readOne);
  return {
    id: readUint16(bytes, start + dnsAt.id),
    response: flag(flags, 15),
    opcode: (flags >>> 11) & 15,
    authoritative: flag(flags, 10),
    truncated: flag(flags, 9),
    recursionDesired: flag(flags, 8),
    recursionAvailable: flag(flags, 7),
    reserved: flag(flags, 6),
    authenticData: flag(flags, 5),
    checkingDisabled: flag(flags, 4),
    code: flags & 15,
    questions,
    answers,
    authorities,
    additionals,
    ...(whole ? {} : { promised: counts }),
    ...(at < end ? { rest: bytes.slice(at, end) } : {}),
  };
}

function readQuestion(bytes: Uint8Array, at: number, start: number, end: number) {
  const read = readDnsName(bytes, at, start, end);
  if (read === null || read.next + 4 > end) return null;
  const { name, next } = read;
  const item: DnsQuestion = { name, type: readUint16(bytes, next), class: readUint16(bytes, next + 2) };
  return { item, next: next + 4 };
}

function readRecord(bytes: Uint8Array, at: number, start: number, end: number) {
  const read = readDnsName(bytes, at, start, end);
  if (read === null || read.next + 10 > end) return null;
  const { name, next } = read;
  const from = next + 10;
  const to = from + readUint16(bytes, next + 8);
  if (to > end) return null;
  const type = readUint16(bytes, next);
  const item: DnsRecord = {
    name,
    type,
    class: readUint16(bytes, next + 2),
    ttl: readUint32(bytes, next + 4),
    data: decodeDnsData(bytes, type, from, to, start),
  };
  return { item, next: to };
}

/** The bytes of a message, names compressed. @throws RangeError for names that `isDnsName` refuses */
export function encodeDns(message: DnsMessage): Uint8Array {
  const { questions, answers = [], authorities = [], additionals = [] } = message;
  const into: number[] = [];
  const names = new DnsNameWriter();
  push16(into, message.id);
  push16(into, flagsOf(message));
  const counts = [questions.length, answers.length, authorities.length, additionals.length];
  for (const count of message.promised ?? counts) push16(into, count);
  for (const question of questions) {
    names.write(into, question.name);
    push16(into, question.type);
    push16(into, question.class);
  }
  for (const record of [...answers, ...authorities, ...additionals]) {
    names.write(into, record.name);
    push16(into, record.type);
    push16(into, record.class);
    push32(into, record.ttl);
    push16(into, 0);
    const from = into.length;
    writeDnsData(into, record.data, names);
    const length = into.length - from;
    into[from - 2] = length >>> 8;
    into[from - 1] = length & 255;
  }
  if (message.rest) for (const byte of message.rest) into.push(byte);
  return Uint8Array.from(into);
}

function flagsOf(message: DnsMessage): number {
  const bit = (set: boolean | undefined, place: number) => (set ? 1 << place : 0);
  return (
    bit(message.response, 15) |
    (((message.opcode ?? 0) & 15) << 11) |
    bit(message.authoritative, 10) |
    bit(message.truncated, 9) |
    bit(message.recursionDesired, 8) |
    bit(message.recursionAvailable, 7) |
    bit(message.reserved, 6) |
    bit(message.authenticData, 5) |
    bit(message.checkingDisabled, 4) |
    ((message.code ?? 0) & 15)
  );
}

/**
 * The bytes of a message, at most `most` of them. Additional records are left out first, and nobody need know; where an
 * answer does not fit, TC says so, and who wants it all asks again over TCP. OPT always stays. RFC 2181 §9, RFC 6891 §7.
 */
export function encodeDnsWithin(message: DnsMessage, most: number): Uint8Array {
  const bytes = encodeDns(message);
  if (bytes.length <= most) return bytes;
  const edns = (message.additionals ?? []).filter(({ type }) => type === dnsType.OPT);
  const required = [...(message.answers ?? []), ...(message.authorities ?? [])];
  const answers = message.answers?.length ?? 0;
  for (let kept = required.length; ; kept--) {
    const shorter = encodeDns({
      ...message,
      truncated: message.truncated || kept < required.length,
      answers: required.slice(0, Math.min(kept, answers)),
      authorities: required.slice(answers, kept),
      additionals: edns,
    });
    if (shorter.length <= most || kept === 0) return shorter;
  }
}

/** What a message's OPT record says; null without one. RFC 6891 §6.1.3. */
export function ednsOf(message: DnsMessage): { size: number; version: number; dnssec: boolean; code: number } | null {
  const record = message.additionals?.find(({ type }) => type === dnsType.OPT);
  if (record === undefined) return null;
  return {
    size: Math.max(dnsUdpLimit, record.class),
    version: (record.ttl >>> 16) & 255,
    dnssec: flag(record.ttl, 15),
    code: ((record.ttl >>> 24) << 4) | (message.code ?? 0),
  };
}

/** An OPT record that says: I can take `size` bytes over UDP. */
export const ednsRecord = (size: number): DnsRecord => ({
  name: '.',
  type: dnsType.OPT,
  class: size,
  ttl: 0,
  data: { is: 'OPT', options: [] },
});

/** A message as it goes over TCP: its length in two bytes first. RFC 1035 §4.2.2. */
export function dnsOverTcp(message: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(2 + message.length);
  writeUint16(bytes, 0, message.length);
  bytes.set(message, 2);
  return bytes;
}
