import { ipv4Text, readUint16 } from './address.ts';
import { asciiText } from './dhcp-options.ts';
import { dnsType } from './dns-data.ts';
import { type DnsName, readDnsName } from './dns-name.ts';
import { type FieldReader, hexText, named, type Row } from './field-reader.ts';
import { ipv6Text } from './ipv6-address.ts';

const typeNames = new Map<number, string>([
  ...Object.entries(dnsType).map(([name, type]) => [type, name] as const),
  [35, 'NAPTR'],
  [43, 'DS'],
  [46, 'RRSIG'],
  [47, 'NSEC'],
  [48, 'DNSKEY'],
  [64, 'SVCB'],
  [65, 'HTTPS'],
  [257, 'CAA'],
]);

/** `A`, `AAAA`, … ; `TYPE4711` for what has no name here (RFC 3597 §5). */
export const typeText = (type: number): string => typeNames.get(type) ?? `TYPE${type}`;

/** One field over a name that stands at the reader's place; its text is the whole name, pointers followed. */
export function readName(
  read: FieldReader,
  message: number,
  end: number,
  name: string,
  key: string,
  meaning: string,
  source: string,
): DnsName {
  const found = readDnsName(read.bytes, read.at, message, end);
  if (found === null) return '?';
  const length = found.next - read.at;
  const points = endsInPointer(read.bytes, read.at, found.next);
  read.raw(length, {
    name,
    key,
    text: () => found.name,
    meaning: points ? `${meaning} Its end is a pointer to the same letters earlier in the message.` : meaning,
    source,
  });
  return found.name;
}

function endsInPointer(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && (bytes[at] ?? 0) > 0 && (bytes[at] ?? 0) < 0xc0) at += 1 + (bytes[at] ?? 0);
  return at < to && (bytes[at] ?? 0) >= 0xc0;
}

const row = (name: string, key: string, meaning: string, source: string): Row<number> => ({
  name,
  key,
  meaning,
  source,
});

/** Reads the data of a record up to `stop`, whatever is there. @returns it in short */
export function readDnsData(read: FieldReader, type: number, message: number, stop: number): string {
  const said = fits(read, type, message, stop) ? readKnown(read, type, message, stop) : '';
  const left = stop - read.at;
  if (left === 0) return said;
  const expected = typeNames.has(type) && isExplained(type);
  return hexText(
    read.raw(left, {
      name: 'RDATA',
      key: 'dns.data',
      meaning: expected ? 'The data of the record as it is.' : 'The data of a type that this course does not explain.',
      source: 'RFC 3597 §3',
      problem: () => (expected ? 'These bytes do not fit the type of the record.' : undefined),
    }),
    8,
  );
}

const isExplained = (type: number): boolean => explained.has(type);
const explained = new Set<number>([
  dnsType.A,
  dnsType.AAAA,
  dnsType.NS,
  dnsType.CNAME,
  dnsType.PTR,
  dnsType.MX,
  dnsType.SOA,
  dnsType.TXT,
  dnsType.SRV,
  dnsType.OPT,
]);

/** Do the bytes have the form that the type asks for? Then `readKnown` reads exactly up to `stop`. */
function fits(read: FieldReader, type: number, message: number, stop: number): boolean {
  const { bytes, at } = read;
  const nameEnds = (from: number) => readDnsName(bytes, from, message, stop)?.next ?? -1;
  switch (type) {
    case dnsType.A:
      return stop - at === 4;
    case dnsType.AAAA:
      return stop - at === 16;
    case dnsType.NS:
    case dnsType.CNAME:
    case dnsType.PTR:
      return nameEnds(at) === stop;
    case dnsType.MX:
      return nameEnds(at + 2) === stop;
    case dnsType.SRV:
      return nameEnds(at + 6) === stop;
    case dnsType.SOA: {
      const mailbox = nameEnds(at);
      return mailbox > 0 && nameEnds(mailbox) + 20 === stop;
    }
    case dnsType.TXT:
    case dnsType.OPT: {
      let next = at;
      while (next < stop)
        next +=
          type === dnsType.TXT ? 1 + (bytes[next] ?? 0) : next + 4 > stop ? stop : 4 + readUint16(bytes, next + 2);
      return next === stop;
    }
    default:
      return false;
  }
}

function readKnown(read: FieldReader, type: number, message: number, stop: number): string {
  const name = (title: string, key: string, meaning: string, source: string) =>
    readName(read, message, stop, title, key, meaning, source);
  switch (type) {
    case dnsType.A:
      return ipv4Text(
        read.number(32, {
          ...row('Address', 'dns.a', 'The IPv4 address of the name.', 'RFC 1035 §3.4.1'),
          text: ipv4Text,
        }),
      );
    case dnsType.AAAA:
      return ipv6Text(
        read.raw(16, {
          name: 'AAAA Address',
          key: 'dns.aaaa',
          text: ipv6Text,
          meaning: 'The IPv6 address of the name.',
          source: 'RFC 3596 §2.2',
        }),
      );
    case dnsType.NS:
      return name('Name Server', 'dns.ns', 'A server that is responsible for the zone.', 'RFC 1035 §3.3.11');
    case dnsType.CNAME:
      return name('CNAME', 'dns.cname', 'The name is only another name for this one.', 'RFC 1035 §3.3.1');
    case dnsType.PTR:
      return name('Domain Name', 'dns.ptr.domain_name', 'The name that belongs to the address.', 'RFC 1035 §3.3.12');
    case dnsType.MX: {
      const preference = read.number(
        16,
        row('Preference', 'dns.mx.preference', 'Which mail server to try first: the lowest.', 'RFC 1035 §3.3.9'),
      );
      return `${preference} ${name('Mail Exchange', 'dns.mx.mail_exchange', 'A host that takes mail for the name.', 'RFC 1035 §3.3.9')}`;
    }
    case dnsType.SRV: {
      const source = 'RFC 2782';
      const priority = read.number(
        16,
        row('Priority', 'dns.srv.priority', 'Which server to try first: the lowest.', source),
      );
      const weight = read.number(
        16,
        row('Weight', 'dns.srv.weight', 'How large a share of the clients it takes among equals.', source),
      );
      const port = read.number(16, row('Port', 'dns.srv.port', 'Where the service listens.', source));
      return `${priority} ${weight} ${port} ${name('Target', 'dns.srv.target', 'The host that offers the service.', source)}`;
    }
    case dnsType.SOA:
      return readAuthority(read, message, stop);
    case dnsType.TXT:
      return readTexts(read, stop);
    default:
      return readEdnsOptions(read, stop);
  }
}

function readAuthority(read: FieldReader, message: number, stop: number): string {
  const source = 'RFC 1035 §3.3.13';
  const primary = readName(
    read,
    message,
    stop,
    'Primary Name Server',
    'dns.soa.mname',
    'Where the zone is written.',
    source,
  );
  readName(
    read,
    message,
    stop,
    'Mailbox',
    'dns.soa.rname',
    'Who looks after the zone; the first dot stands for @.',
    source,
  );
  const serial = read.number(
    32,
    row('Serial Number', 'dns.soa.serial_number', 'Grows with every change of the zone.', source),
  );
  for (const [title, key, meaning] of [
    ['Refresh Interval', 'dns.soa.refresh_interval', 'How often other servers of the zone look for changes.'],
    ['Retry Interval', 'dns.soa.retry_interval', 'How soon they try again when that failed.'],
    ['Expire Limit', 'dns.soa.expire_limit', 'How long they may answer without having reached the primary.'],
    ['Minimum TTL', 'dns.soa.minimum_ttl', 'How long it may be remembered that a name does not exist.'],
  ] as const)
    read.number(32, {
      ...row(title, key, meaning, key.endsWith('ttl') ? 'RFC 2308 §4' : source),
      text: (value) => `${value} s`,
    });
  return `${primary} serial ${serial}`;
}

function readTexts(read: FieldReader, stop: number): string {
  const texts: string[] = [];
  while (read.at < stop) {
    const length = read.number(
      8,
      row('TXT Length', 'dns.txt.length', 'Bytes of the string that follows.', 'RFC 1035 §3.3'),
    );
    const text = asciiText(
      read.raw(length, {
        name: 'TXT',
        key: 'dns.txt',
        text: asciiText,
        meaning: 'A string for whoever knows what to do with it.',
        source: 'RFC 1035 §3.3.14',
      }),
    );
    texts.push(JSON.stringify(text));
  }
  return texts.join(' ');
}

const optionNames = named(
  new Map([
    [3, 'NSID'],
    [8, 'client subnet'],
    [10, 'cookie'],
    [11, 'TCP keep-alive'],
    [12, 'padding'],
    [15, 'extended error'],
  ]),
);

function readEdnsOptions(read: FieldReader, stop: number): string {
  const source = 'RFC 6891 §6.1.2';
  const codes: string[] = [];
  while (read.at < stop)
    read.group(
      { name: 'Option', key: 'dns.opt', meaning: 'Something more that the two sides tell each other.', source },
      () => {
        const code = read.number(16, {
          ...row('Option Code', 'dns.opt.code', 'Which option this is.', source),
          text: optionNames,
        });
        const length = read.number(16, row('Option Length', 'dns.opt.len', 'Bytes of data that follow.', source));
        read.raw(length, {
          name: 'Option Data',
          key: 'dns.opt.data',
          meaning: 'The data of the option as it is.',
          source,
        });
        codes.push(optionNames(code));
        return optionNames(code);
      },
    );
  return codes.join(', ') || 'no options';
}
