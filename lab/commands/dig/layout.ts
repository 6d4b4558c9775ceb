import { type DnsRecord, ednsOf, type ReadDnsMessage } from '../../../network/wire/dns.ts';
import { dnsType } from '../../../network/wire/dns-data.ts';
import type { Endpoint } from '../../host.ts';
import type { Exchanged } from './exchange.ts';
import { statusName } from './names.ts';
import { questionLine, recordLine } from './records.ts';

const opcodes: Readonly<Record<number, string>> = { 0: 'QUERY', 1: 'IQUERY', 2: 'STATUS', 4: 'NOTIFY', 5: 'UPDATE' };

/** An answer as dig lays it out: header, sections, and how it was got. */
export function answerLines(found: Exchanged, server: Endpoint): string[] {
  const { message, transport, size, took } = found;
  const { additionals } = message;
  const visible = additionals.filter(({ type }) => type !== dnsType.OPT);
  return [
    ';; Got answer:',
    ...headerLines(message),
    '',
    ...ednsLines(message),
    ';; QUESTION SECTION:',
    ...message.questions.map(questionLine),
    '',
    ...section('ANSWER', message.answers),
    ...section('AUTHORITY', message.authorities),
    ...section('ADDITIONAL', visible),
    `;; Query time: ${Math.round(took)} msec`,
    `;; SERVER: ${server.address}#${server.port}(${server.address}) (${transport})`,
    `;; MSG SIZE  rcvd: ${size}`,
  ];
}

function headerLines(message: ReadDnsMessage): string[] {
  const { id, opcode, questions, answers, authorities, additionals } = message;
  const flags = [
    message.response && 'qr',
    message.authoritative && 'aa',
    message.truncated && 'tc',
    message.recursionDesired && 'rd',
    message.recursionAvailable && 'ra',
    message.authenticData && 'ad',
    message.checkingDisabled && 'cd',
  ].filter((flag) => flag !== false);
  const counts = `QUERY: ${questions.length}, ANSWER: ${answers.length}, AUTHORITY: ${authorities.length}, ADDITIONAL: ${additionals.length}`;
  return [
    `;; ->>HEADER<<- opcode: ${opcodes[opcode] ?? opcode}, status: ${statusName(message)}, id: ${id}`,
    `;; flags: ${flags.join(' ')}; ${counts}`,
    ...(message.recursionDesired && !message.recursionAvailable
      ? [';; WARNING: recursion requested but not available']
      : []),
  ];
}

function ednsLines(message: ReadDnsMessage): string[] {
  const edns = ednsOf(message);
  if (edns === null) return [];
  return [
    ';; OPT PSEUDOSECTION:',
    `; EDNS: version: ${edns.version}, flags:${edns.dnssec ? ' do' : ''}; udp: ${edns.size}`,
  ];
}

const section = (name: string, records: readonly DnsRecord[]): string[] =>
  records.length === 0 ? [] : [`;; ${name} SECTION:`, ...records.map(recordLine), ''];
