import { type FieldReader, hexNumber, named, type Row, setOrNot } from './field-reader.ts';

export const dnsHeaderSource = 'RFC 1035 §4.1.1';
/** RFC 6895 §2.2 */
export const dnsOpcodes = new Map([
  [0, 'query'],
  [1, 'inverse query'],
  [2, 'status'],
  [4, 'notify'],
  [5, 'update'],
  [6, 'stateful operation'],
]);
/** RFC 1035 §4.1.1 */
export const dnsCodes = new Map([
  [0, 'no error'],
  [1, 'format error'],
  [2, 'server failure'],
  [3, 'no such name'],
  [4, 'not implemented'],
  [5, 'refused'],
]);
const bit = (name: string, key: string, meaning: string, source = dnsHeaderSource): Row<number> => ({
  name,
  key,
  meaning,
  source,
  text: setOrNot,
});

/** Reads the twelve bytes with which a message begins. */
export function readDnsHeader(read: FieldReader, response: boolean): void {
  read.number(16, {
    name: 'ID',
    key: 'dns.id',
    text: (value) => hexNumber(value, 4),
    meaning: 'Chosen by who asks; the answer carries it back.',
    source: dnsHeaderSource,
    important: true,
  });
  read.group(
    { name: 'Flags', key: 'dns.flags', meaning: 'Question or answer, and how it went.', source: dnsHeaderSource },
    () => {
      read.number(1, {
        name: 'QR',
        key: 'dns.flags.response',
        text: (value) => (value ? 'response' : 'query'),
        meaning: 'Is this a question or an answer?',
        source: dnsHeaderSource,
      });
      read.number(4, {
        name: 'Opcode',
        key: 'dns.flags.opcode',
        text: named(dnsOpcodes),
        meaning: 'What is asked for; nearly always a query.',
        source: dnsHeaderSource,
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
        text: named(dnsCodes),
        meaning: 'How it went.',
        source: dnsHeaderSource,
        important: true,
      });
      return response ? `response, ${dnsCodes.get(code) ?? `code ${code}`}` : 'query';
    },
  );
  for (const [name, key, what] of [
    ['QDCOUNT', 'dns.count.queries', 'questions'],
    ['ANCOUNT', 'dns.count.answers', 'answers'],
    ['NSCOUNT', 'dns.count.auth_rr', 'records that name the responsible servers'],
    ['ARCOUNT', 'dns.count.add_rr', 'records that may help further'],
  ] as const)
    read.number(16, { name, key, meaning: `How many ${what} follow.`, source: dnsHeaderSource });
}
