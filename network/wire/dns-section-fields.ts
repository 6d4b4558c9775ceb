import { readUint16 } from './address.ts';
import { dnsAt } from './dns.ts';
import { dnsType } from './dns-data.ts';
import { readDnsData, readName, typeText } from './dns-data-fields.ts';
import { dnsHeaderSource } from './dns-header-fields.ts';
import { readDnsName } from './dns-name.ts';
import { type FieldReader, hexNumber, named, setOrNot } from './field-reader.ts';

const classText = named(
  new Map([
    [1, 'IN'],
    [3, 'CH'],
    [254, 'NONE'],
    [255, 'ANY'],
  ]),
);

/**
 * Reads the questions and records that the header promises.
 * @param partial the message goes on elsewhere, so that it is no fault when it ends early
 * @returns false where the counts of the header promise more than could be read
 */
export function readDnsSections(read: FieldReader, message: number, end: number, partial: boolean): boolean {
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
    source: dnsHeaderSource,
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
