import { ipv4Text, readUint16 } from './address.ts';
import { decodeDns, dnsAt, dnsHeaderLength } from './dns.ts';
import { dnsType } from './dns-data.ts';
import { readDnsData, readName, typeText } from './dns-data-fields.ts';
import { readDnsName } from './dns-name.ts';
import type { Dissector } from './field.ts';
import { isMalformed } from './field.ts';
import { FieldReader, hexNumber, named, type Row, setOrNot } from './field-reader.ts';

const header = 'RFC 1035 §4.1.1';
const opcodes = new Map([
  [0, 'query'],
  [1, 'inverse query'],
  [2, 'status'],
  [4, 'notify'],
  [5, 'update'],
]);
const codes = new Map([
  [0, 'no error'],
  [1, 'format error'],
  [2, 'server failure'],
  [3, 'no such name'],
  [4, 'not implemented'],
  [5, 'refused'],
]);
const classText = named(
  new Map([
    [1, 'IN'],
    [3, 'CH'],
    [254, 'NONE'],
    [255, 'ANY'],
  ]),
);

const bit = (name: string, key: string, meaning: string, source = header): Row<number> => ({
  name,
  key,
  meaning,
  source,
  text: setOrNot,
});

export const dissectDns: Dissector = (bytes, start, end, below) => {
  const read = new FieldReader(bytes, start, end);
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
  readHeader(within, response);
  let broken = within.cut;
  if (!broken) broken = !readSections(within, message, stop, partial);
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

function readHeader(read: FieldReader, response: boolean): void {
  read.number(16, {
    name: 'ID',
    key: 'dns.id',
    text: (value) => hexNumber(value, 4),
    meaning: 'Chosen by who asks; the answer carries it back.',
    source: header,
    important: true,
  });
  read.group(
    { name: 'Flags', key: 'dns.flags', meaning: 'Question or answer, and how it went.', source: header },
    () => {
      read.number(1, {
        name: 'QR',
        key: 'dns.flags.response',
        text: (value) => (value ? 'response' : 'query'),
        meaning: 'Is this a question or an answer?',
        source: header,
      });
      read.number(4, {
        name: 'Opcode',
        key: 'dns.flags.opcode',
        text: named(opcodes),
        meaning: 'What is asked for; nearly always a query.',
        source: header,
      });
      read.number(1, bit('AA', 'dns.flags.authoritative', 'The answering server owns this name.'));
      read.number(1, bit('TC', 'dns.flags.truncated', 'Not all of it fitted: ask again over TCP.'));
      read.number(1, bit('RD', 'dns.flags.recdesired', 'Please find the answer for me, whoever has it.'));
      read.number(1, bit('RA', 'dns.flags.recavail', 'This server finds answers for others.'));
      read.number(1, {
        ...bit('Z', 'dns.flags.z', 'Reserved: zero.'),
        problem: (value) => (value ? 'This bit should be zero.' : undefined),
      });
      read.number(1, bit('AD', 'dns.flags.authenticated', 'The server checked the signatures.', 'RFC 4035 §3.2.3'));
      read.number(1, bit('CD', 'dns.flags.checkdisable', 'Do not check signatures for me.', 'RFC 4035 §3.2.2'));
      const code = read.number(4, {
        name: 'RCODE',
        key: 'dns.flags.rcode',
        text: named(codes),
        meaning: 'How it went.',
        source: header,
        important: true,
      });
      return response ? `response, ${codes.get(code) ?? `code ${code}`}` : 'query';
    },
  );
  for (const [name, key, what] of [
    ['QDCOUNT', 'dns.count.queries', 'questions'],
    ['ANCOUNT', 'dns.count.answers', 'answers'],
    ['NSCOUNT', 'dns.count.auth_rr', 'records that name the responsible servers'],
    ['ARCOUNT', 'dns.count.add_rr', 'records that may help further'],
  ] as const)
    read.number(16, { name, key, meaning: `How many ${what} follow.`, source: header });
}

/** @returns false where the counts of the header promise more than could be read */
function readSections(read: FieldReader, message: number, end: number, partial: boolean): boolean {
  const count = (at: number) => readUint16(read.bytes, message + at);
  for (let index = count(dnsAt.questions); index > 0; index--) {
    const name = readDnsName(read.bytes, read.at, message, end);
    if (name === null || name.next + 4 > end) return lose(read, partial);
    read.group(
      { name: 'Question', key: 'dns.qry', meaning: 'What is asked.', source: 'RFC 1035 §4.1.2', important: true },
      () => {
        const asked = readName(
          read,
          message,
          end,
          'Name',
          'dns.qry.name',
          'The name that is asked about.',
          'RFC 1035 §4.1.2',
        );
        const type = read.number(16, {
          name: 'Type',
          key: 'dns.qry.type',
          text: typeText,
          meaning: 'Which kind of record is wanted.',
          source: 'RFC 1035 §3.2.2',
        });
        read.number(16, {
          name: 'Class',
          key: 'dns.qry.class',
          text: classText,
          meaning: 'Which kind of network; always IN, the Internet.',
          source: 'RFC 1035 §3.2.4',
        });
        return `${asked} ${typeText(type)}`;
      },
    );
  }
  for (const [at, title, meaning] of [
    [dnsAt.answers, 'Answer', 'A record that answers the question.'],
    [dnsAt.authorities, 'Authority', 'A record about who is responsible.'],
    [dnsAt.additionals, 'Additional', 'A record that may help further.'],
  ] as const)
    for (let index = count(at); index > 0; index--)
      if (!readRecord(read, message, end, title, meaning)) return lose(read, partial);
  read.rest({
    name: 'Rest',
    key: 'dns.rest',
    meaning: 'Bytes after the last record.',
    source: header,
    problem: () => 'The counts of the header end before these bytes.',
  });
  return true;
}

function readRecord(read: FieldReader, message: number, end: number, title: string, meaning: string): boolean {
  const name = readDnsName(read.bytes, read.at, message, end);
  if (name === null || name.next + 10 > end) return false;
  const type = readUint16(read.bytes, name.next);
  const stop = name.next + 10 + readUint16(read.bytes, name.next + 8);
  if (stop > end) return false;
  const edns = type === dnsType.OPT;
  const source = edns ? 'RFC 6891 §6.1.2' : 'RFC 1035 §4.1.3';
  const important = title === 'Answer' ? ({ important: true } as const) : {};
  read.group(
    {
      name: title,
      key: edns ? 'dns.resp.opt' : 'dns.resp',
      meaning: edns ? 'Extends DNS: how much the sender can take, and options.' : meaning,
      source,
      ...important,
    },
    () => {
      const owner = readName(
        read,
        message,
        end,
        'Name',
        'dns.resp.name',
        'The name that the record belongs to.',
        source,
      );
      read.number(16, { name: 'Type', key: 'dns.resp.type', text: typeText, meaning: 'What the data is.', source });
      if (edns) readEdns(read);
      else {
        read.number(16, {
          name: 'Class',
          key: 'dns.resp.class',
          text: classText,
          meaning: 'Which kind of network; always IN, the Internet.',
          source,
        });
        read.number(32, {
          name: 'TTL',
          key: 'dns.resp.ttl',
          text: (value) => `${value} s`,
          meaning: 'How long it may be remembered.',
          source,
        });
      }
      read.number(16, { name: 'RDLENGTH', key: 'dns.resp.len', meaning: 'Bytes of data that follow.', source });
      return `${owner} ${typeText(type)} ${readDnsData(read, type, message, stop)}`;
    },
  );
  return true;
}

function readEdns(read: FieldReader): void {
  const source = 'RFC 6891 §6.1.3';
  read.number(16, {
    name: 'UDP Payload Size',
    key: 'dns.rr.udp_payload_size',
    text: (value) => `${value} bytes`,
    meaning: 'The largest answer over UDP that the sender can take.',
    source: 'RFC 6891 §6.2.3',
  });
  read.number(8, {
    name: 'Extended RCODE',
    key: 'dns.resp.ext_rcode',
    meaning: 'Eight more bits in front of the response code.',
    source,
  });
  read.number(8, { name: 'Version', key: 'dns.resp.edns0_version', meaning: 'Of EDNS: 0.', source });
  read.group({ name: 'Z', key: 'dns.resp.z', meaning: 'Flags of EDNS.', source }, () => {
    const dnssec = read.number(1, {
      name: 'DO',
      key: 'dns.resp.z.do',
      text: setOrNot,
      meaning: 'Send signatures with the answer.',
      source: 'RFC 3225 §3',
    });
    read.number(15, {
      name: 'Reserved',
      key: 'dns.resp.z.reserved',
      text: (value) => hexNumber(value, 4),
      meaning: 'Zero.',
      source,
    });
    return dnssec ? 'DO' : 'none';
  });
}

/** What cannot be read on: one field to the end, so that every byte is somewhere. @returns false */
function lose(read: FieldReader, partial: boolean): false {
  read.rest({
    name: partial ? 'Continues' : 'Unreadable',
    key: 'dns.unreadable',
    meaning: partial
      ? 'The message goes on in another segment or fragment.'
      : 'From here on the records cannot be read.',
    source: 'RFC 1035 §4.1',
    problem: () =>
      partial
        ? undefined
        : 'A name, a length or a count leads past the end of the message, or a name points in a circle.',
  });
  return false;
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
      : (codes.get(message.code) ?? `code ${message.code}`);
  return `Response ${asked}: ${how}`;
}
