import { ipv4Text, macText } from './address.ts';
import { decodeDhcp, dhcpAt, magicCookie, messageTypeOf, overloadOf } from './dhcp.ts';
import { readDhcpOption } from './dhcp-option-fields.ts';
import { messageTypeName } from './dhcp-option-names.ts';
import { asciiText } from './dhcp-options.ts';
import { type Dissector, isMalformed } from './field.ts';
import { FieldReader, hexNumber, named, setOrNot } from './field-reader.ts';

const rfc = 'RFC 2131 §2';

export const dissectDhcp: Dissector = (bytes, start, end) => {
  const read = new FieldReader(bytes, start, end);
  const message = decodeDhcp(bytes, start, end);
  const overload = isMalformed(message) ? { file: false, serverName: false } : overloadOf(message.options);
  const operation = read.number(8, {
    name: 'op',
    key: 'dhcp.type',
    text: named(
      new Map([
        [1, 'request'],
        [2, 'reply'],
      ]),
    ),
    meaning: 'From the client (1) or from the server (2).',
    source: rfc,
  });
  const hardware = read.number(8, {
    name: 'htype',
    key: 'dhcp.hw.type',
    text: named(new Map([[1, 'Ethernet']])),
    meaning: 'What kind of hardware address the client has.',
    source: rfc,
  });
  const length = read.number(8, {
    name: 'hlen',
    key: 'dhcp.hw.len',
    meaning: 'Bytes of the hardware address.',
    source: rfc,
  });
  read.number(8, { name: 'hops', key: 'dhcp.hops', meaning: 'How many relays passed it on.', source: rfc });
  read.number(32, {
    name: 'xid',
    key: 'dhcp.id',
    text: (value) => hexNumber(value, 8),
    meaning: 'Chosen by the client; the answers carry it back.',
    source: rfc,
    important: true,
  });
  read.number(16, {
    name: 'secs',
    key: 'dhcp.secs',
    text: (value) => `${value} s`,
    meaning: 'Since when the client has been trying.',
    source: rfc,
  });
  read.group(
    { name: 'flags', key: 'dhcp.flags', meaning: 'One flag is in use.', source: 'RFC 2131 §2 figure 2' },
    () => {
      const broadcast = read.number(1, {
        name: 'Broadcast',
        key: 'dhcp.flags.bc',
        text: setOrNot,
        meaning: 'Answer to everybody: this client cannot hear its new address yet.',
        source: 'RFC 2131 §4.1',
      });
      read.number(15, {
        name: 'Reserved',
        key: 'dhcp.flags.reserved',
        text: (value) => hexNumber(value, 4),
        meaning: 'Zero.',
        source: 'RFC 2131 §2 figure 2',
        problem: (value) => (value ? 'These bits should be zero.' : undefined),
      });
      return broadcast ? 'broadcast' : 'unicast';
    },
  );
  const address = (name: string, key: string, meaning: string) =>
    read.number(32, {
      name,
      key,
      text: ipv4Text,
      meaning,
      source: rfc,
      ...(name === 'yiaddr' ? { important: true as const } : {}),
    });
  address('ciaddr', 'dhcp.ip.client', 'The address that the client already uses.');
  const given = address('yiaddr', 'dhcp.ip.your', 'The address that the server gives: your address.');
  address('siaddr', 'dhcp.ip.server', 'The next server, for clients that boot over the network.');
  address('giaddr', 'dhcp.ip.relay', 'The relay that passed this on.');
  readHardware(read, hardware === 1 && length === 6);
  readNames(
    read,
    start + dhcpAt.file,
    overload.serverName,
    'sname',
    'dhcp.server',
    'The name of the server; mostly empty.',
  );
  readNames(read, start + dhcpAt.cookie, overload.file, 'file', 'dhcp.file', 'What to boot from; mostly empty.');
  const cookie = read.number(32, {
    name: 'Magic Cookie',
    key: 'dhcp.cookie',
    text: (value) => hexNumber(value, 8),
    meaning: 'Says that options follow.',
    source: 'RFC 2131 §3',
    problem: (value) =>
      value === magicCookie ? undefined : `It should be ${hexNumber(magicCookie, 8)}: what follows are no options.`,
  });
  if (cookie === magicCookie) readOptions(read, end);
  read.rest({
    name: cookie === magicCookie ? 'Padding' : 'Data',
    key: 'dhcp.option.padding',
    meaning: 'Bytes after the options.',
    source: 'RFC 2132 §2',
  });
  const type = isMalformed(message) ? null : messageTypeOf(message);
  const kind = (type === null ? null : messageTypeName(type)) ?? (operation === 2 ? 'BOOTP reply' : 'BOOTP request');
  return read.last('DHCP', given === 0 ? kind : `${kind} ${ipv4Text(given)}`);
};

function readHardware(read: FieldReader, ethernet: boolean): void {
  if (!ethernet) {
    read.raw(16, { name: 'chaddr', key: 'dhcp.hw.addr', meaning: 'The hardware address of the client.', source: rfc });
    return;
  }
  read.number(48, {
    name: 'chaddr',
    key: 'dhcp.hw.mac_addr',
    text: macText,
    meaning: 'The MAC address of the client.',
    source: rfc,
    important: true,
  });
  read.raw(10, {
    name: 'chaddr padding',
    key: 'dhcp.hw.addr_padding',
    meaning: 'The field has room for 16 bytes.',
    source: rfc,
  });
}

/** `sname` and `file`: text up to the first zero, or options where option 52 says so. */
function readNames(
  read: FieldReader,
  limit: number,
  overloaded: boolean,
  name: string,
  key: string,
  meaning: string,
): void {
  if (!overloaded) {
    read.raw(limit - read.at, {
      name,
      key,
      text: (bytes) => asciiText(bytes).replace(/\0.*$/s, '') || 'empty',
      meaning,
      source: rfc,
    });
    return;
  }
  read.group(
    { name, key, meaning: 'Holds more options, because they did not fit behind the cookie.', source: 'RFC 2132 §9.3' },
    () => {
      readOptions(read, limit);
      read.raw(limit - read.at, {
        name: 'Padding',
        key: `${key}.padding`,
        meaning: 'Bytes after the options.',
        source: 'RFC 2132 §2',
      });
      return 'options';
    },
  );
}

function readOptions(read: FieldReader, limit: number): void {
  let more = true;
  while (more && read.at < limit && !read.cut) more = readDhcpOption(read, limit);
}
