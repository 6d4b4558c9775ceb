import { ipv4Text, readUint16 } from './address.ts';
import { classInternet, decodeDns, dnsAt, dnsHeaderLength } from './dns.ts';
import { typeText } from './dns-data-fields.ts';
import { dnsCodes, dnsOpcodes, readDnsHeader } from './dns-header-fields.ts';
import { readDnsName } from './dns-name.ts';
import { readDnsSections } from './dns-section-fields.ts';
import type { Dissected, Dissector } from './field.ts';
import { isMalformed } from './field.ts';
import { FieldReader } from './field-reader.ts';

export const dissectDns: Dissector = (bytes, start, end, below) => {
  const read = new FieldReader(bytes, start, end);
  if (below.stream && isContinuation(bytes, start, end)) return dissectContinuation(read);
  let stop = end;
  let partial = below.fragment;
  if (below.stream) {
    const length = read.number(16, {
      name: 'Length',
      key: 'dns.length',
      text: (value) => `${value} bytes`,
      meaning: 'Bytes of the message: TCP keeps no borders, so DNS writes its own.',
      source: 'RFC 1035 §4.2.2',
    });
    partial ||= read.at + length > end;
    stop = Math.min(end, read.at + length);
  }
  const message = read.at;
  const within = new FieldReader(bytes, message, stop);
  const flags = readUint16(bytes, message + dnsAt.flags);
  const response = stop - message >= dnsAt.questions && flags >= 0x8000;
  readDnsHeader(within, response);
  let broken = within.cut;
  if (!broken) broken = !readDnsSections(within, message, stop, partial);
  const summary = summaryOf(bytes, message, stop, response);
  const fields = [...read.fields, ...within.fields];
  const layer = {
    name: 'DNS' as const,
    summary: broken && !partial ? `${summary} [cut short]` : summary,
    bits: { start: start * 8, end: within.at * 8 },
    fields,
  };
  const more = below.stream && !partial && stop < end && stop > start;
  return { layer, payload: more ? { start: stop, end, as: 'DNS', below } : null };
};

/** Bytes of the length that stands before a message on TCP. RFC 1035 §4.2.2. */
const lengthBytes = 2;

/**
 * A segment alone does not say whether a message begins in it. One that fills the segment does. Of others it is said
 * only where length, flags, counts and the first question could be a message's: text taken for a header would show
 * fields that nobody sent.
 */
function isContinuation(bytes: Uint8Array, start: number, end: number): boolean {
  const length = readUint16(bytes, start);
  const there = end - start - lengthBytes;
  if (there < 0 || length === there) return false;
  if (length < dnsHeaderLength) return true;
  if (there < dnsHeaderLength) return false;
  const message = start + lengthBytes;
  const flags = readUint16(bytes, message + dnsAt.flags);
  const isReserved = (flags & reservedFlag) !== 0;
  if (isReserved || !dnsOpcodes.has((flags >>> 11) & 15)) return true;
  const questions = readUint16(bytes, message + dnsAt.questions);
  const records = [dnsAt.answers, dnsAt.authorities, dnsAt.additionals].map((at) => readUint16(bytes, message + at));
  const smallest = questions * smallestQuestion + records.reduce((sum, count) => sum + count * smallestRecord, 0);
  if (questions > 1 || smallest > length - dnsHeaderLength) return true;
  const stop = Math.min(end, message + length);
  const name = questions === 0 ? null : readDnsName(bytes, message + dnsHeaderLength, message, stop);
  if (questions === 0 || (name === null && stop < message + length)) return false;
  if (name === null) return true;
  const found = readUint16(bytes, name.next + 2);
  return name.next + 4 <= stop && found !== classInternet && found !== classChaos && found < classNone;
}

const reservedFlag = 0x40;
/** A name of one byte, type and class; and with TTL and length. RFC 1035 §4.1.2, §4.1.3. */
const smallestQuestion = 5;
const smallestRecord = 11;
/** RFC 6895 §3.2. Above NONE there is only ANY. */
const classChaos = 3;
const classNone = 254;

function dissectContinuation(read: FieldReader): Dissected {
  const { length } = read.rest({
    name: 'Continuation',
    key: 'dns.continuation',
    meaning: 'The message began in an earlier segment: what these bytes mean is only known together with it.',
    source: 'RFC 1035 §4.2.2',
  });
  return read.last('DNS', `Goes on with a message: ${length} ${length === 1 ? 'byte' : 'bytes'}`);
}

function summaryOf(bytes: Uint8Array, start: number, end: number, response: boolean): string {
  const message = end - start < dnsHeaderLength ? null : decodeDns(bytes, start, end);
  if (message === null || isMalformed(message)) return response ? 'Response' : 'Query';
  const asked = message.questions.map(({ name, type }) => `${typeText(type)} ${name}`).join(', ');
  if (!message.response) return `Query ${asked}`;
  const said = message.answers.map(({ data }) => {
    if (data.is === 'A') return ipv4Text(data.address);
    return 'name' in data ? `${data.is} ${data.name}` : data.is;
  });
  const how =
    message.code === 0
      ? said.join(', ') || (message.truncated ? 'truncated' : 'no answer')
      : (dnsCodes.get(message.code) ?? `code ${message.code}`);
  return `Response ${asked}: ${how}`;
}
