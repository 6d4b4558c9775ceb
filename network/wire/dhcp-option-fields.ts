import { ipv4Text, macText } from './address.ts';
import { asciiText, dhcpOptionSize, optionClientId, optionEndOfOptions, optionPad } from './dhcp-options.ts';
import { type FieldReader, hexText, named } from './field-reader.ts';

/** How the data of an option is read. */
type Form = 'address' | 'addresses' | 'text' | 'seconds' | 'size' | 'type' | 'codes' | 'overload' | 'bytes';

interface Known {
  readonly name: string;
  /** tshark’s name, after `dhcp.option.`. */
  readonly key: string;
  readonly form: Form;
  readonly meaning: string;
  /** In RFC 2132 unless it begins with RFC. */
  readonly section: string;
}

const option = (name: string, key: string, form: Form, meaning: string, section: string): Known => ({
  name,
  key,
  form,
  meaning,
  section,
});

const known = new Map<number, Known>([
  [1, option('Subnet Mask', 'subnet_mask', 'address', 'Which part of the address is the network.', '§3.3')],
  [3, option('Router', 'router', 'addresses', 'Where to send what is for other networks.', '§3.5')],
  [6, option('Domain Name Server', 'domain_name_server', 'addresses', 'Who answers questions about names.', '§3.8')],
  [12, option('Host Name', 'hostname', 'text', 'The name of the client.', '§3.14')],
  [15, option('Domain Name', 'domain_name', 'text', 'What to add to a short name.', '§3.17')],
  [26, option('Interface MTU', 'interface_mtu', 'size', 'The largest packet on this network, bytes.', '§5.1')],
  [
    28,
    option(
      'Broadcast Address',
      'broadcast_address',
      'address',
      'The address that all hosts of the network hear.',
      '§5.3',
    ),
  ],
  [42, option('NTP Server', 'ntp_server', 'addresses', 'Who knows what time it is.', '§8.3')],
  [
    50,
    option(
      'Requested IP Address',
      'requested_ip_address',
      'address',
      'The address that the client would like.',
      '§9.1',
    ),
  ],
  [51, option('Lease Time', 'ip_address_lease_time', 'seconds', 'How long the address may be used.', '§9.2')],
  [52, option('Option Overload', 'option_overload', 'overload', 'The fields for names hold more options.', '§9.3')],
  [53, option('DHCP Message Type', 'dhcp', 'type', 'What kind of DHCP message this is.', '§9.6')],
  [54, option('Server Identifier', 'dhcp_server_id', 'address', 'Which server speaks or is meant.', '§9.7')],
  [55, option('Parameter Request List', 'request_list_item', 'codes', 'What else the client wants to know.', '§9.8')],
  [56, option('Message', 'message', 'text', 'Why the answer is no, for people.', '§9.9')],
  [
    57,
    option(
      'Maximum Message Size',
      'dhcp_max_message_size',
      'size',
      'The largest message the client can take, bytes.',
      '§9.10',
    ),
  ],
  [
    58,
    option('Renewal Time (T1)', 'renewal_time_value', 'seconds', 'When to ask the same server for more time.', '§9.11'),
  ],
  [
    59,
    option('Rebinding Time (T2)', 'rebinding_time_value', 'seconds', 'When to ask any server for more time.', '§9.12'),
  ],
  [60, option('Vendor Class', 'vendor_class_id', 'text', 'Which kind of client this is.', '§9.13')],
  [61, option('Client Identifier', 'client_id', 'bytes', 'By what the server remembers this client.', '§9.14')],
  [
    119,
    option(
      'Domain Search',
      'domain_search',
      'bytes',
      'Where to look for short names, written as in DNS.',
      'RFC 3397 §2',
    ),
  ],
  [
    121,
    option(
      'Classless Static Routes',
      'classless_static_route',
      'bytes',
      'Networks and the routers that lead there.',
      'RFC 3442',
    ),
  ],
]);

const messageTypes = new Map([
  [1, 'DISCOVER'],
  [2, 'OFFER'],
  [3, 'REQUEST'],
  [4, 'DECLINE'],
  [5, 'ACK'],
  [6, 'NAK'],
  [7, 'RELEASE'],
  [8, 'INFORM'],
]);

/** `DISCOVER`; null for a number without a name. */
export const messageTypeName = (type: number): string | null => messageTypes.get(type) ?? null;

const optionText = named(new Map([...known].map(([code, { name }]) => [code, name])));

const general = 'RFC 2132 §2';

/**
 * Reads one option, its code and length included, and never past `limit`.
 * @returns false when nothing after it can be read: the end option, or a length past the end
 */
export function readDhcpOption(read: FieldReader, limit: number): boolean {
  const { at, bytes } = read;
  const code = bytes[at] ?? 0;
  if (code === optionPad || code === optionEndOfOptions) return readBare(read, code, limit);
  const size = dhcpOptionSize(bytes, at, limit);
  const found = known.get(code);
  const source =
    found === undefined ? general : found.section.startsWith('RFC') ? found.section : `RFC 2132 ${found.section}`;
  const name = found?.name ?? `Option ${code}`;
  const important = code >= 50 && code <= 54 && code !== 52 ? ({ important: true } as const) : {};
  read.group(
    {
      name,
      key: 'dhcp.option',
      meaning: found?.meaning ?? 'An option that this course does not explain.',
      source,
      ...important,
    },
    () => {
      read.number(8, {
        name: 'Code',
        key: 'dhcp.option.type',
        text: optionText,
        meaning: 'Which option this is.',
        source: general,
      });
      if (read.at < limit)
        read.number(8, {
          name: 'Length',
          key: 'dhcp.option.length',
          meaning: 'Bytes of data that follow.',
          source: general,
          problem: (length) =>
            size === 0 ? `It promises ${length} bytes, and ${limit - at - 2} are left.` : undefined,
        });
      const length = (size === 0 ? limit : at + size) - read.at;
      if (length <= 0) return name;
      return found && size > 0
        ? readData(read, code, found, length, source)
        : raw(read, length, 'dhcp.option.value', name, source);
    },
  );
  return size > 0;
}

function readBare(read: FieldReader, code: number, limit: number): boolean {
  if (code === optionEndOfOptions) {
    read.number(8, { name: 'End', key: 'dhcp.option.end', meaning: 'No options follow.', source: 'RFC 2132 §3.2' });
    return false;
  }
  let count = 1;
  while (read.at + count < limit && read.bytes[read.at + count] === optionPad) count += 1;
  read.raw(count, { name: 'Pad', key: 'dhcp.option.padding', meaning: 'Nothing: fills up.', source: 'RFC 2132 §3.1' });
  return true;
}

function raw(read: FieldReader, length: number, key: string, name: string, source: string, problem?: string): string {
  return hexText(
    read.raw(length, { name, key, meaning: 'The data of the option as it is.', source, problem: () => problem }),
    16,
  );
}

function readData(read: FieldReader, code: number, found: Known, length: number, source: string): string {
  const { name, meaning } = found;
  const key = `dhcp.option.${found.key}`;
  const row = { name, key, meaning, source };
  const each = (width: number, text: (value: number) => string): string => {
    const texts: string[] = [];
    for (let left = length; left > 0; left -= width) texts.push(text(read.number(8 * width, { ...row, text })));
    return texts.join(', ');
  };
  const wrong = (expected: string) =>
    raw(read, length, 'dhcp.option.value', name, source, `This option has ${expected}.`);
  switch (found.form) {
    case 'address':
      return length === 4 ? each(4, ipv4Text) : wrong('4 bytes');
    case 'addresses':
      return length % 4 === 0 ? each(4, ipv4Text) : wrong('4 bytes for each address');
    case 'seconds':
      return length === 4 ? each(4, (value) => (value === 0xffff_ffff ? 'for ever' : `${value} s`)) : wrong('4 bytes');
    case 'size':
      return length === 2 ? each(2, (value) => `${value} bytes`) : wrong('2 bytes');
    case 'type':
      return length === 1 ? each(1, named(messageTypes)) : wrong('1 byte');
    case 'overload':
      return length === 1
        ? each(
            1,
            named(
              new Map([
                [1, 'file'],
                [2, 'sname'],
                [3, 'file and sname'],
              ]),
            ),
          )
        : wrong('1 byte');
    case 'codes':
      return each(1, optionText);
    case 'text':
      return asciiText(read.raw(length, { ...row, text: asciiText }));
    case 'bytes':
      return code === optionClientId
        ? readClientId(read, length, source)
        : raw(read, length, 'dhcp.option.value', name, source);
  }
}

function readClientId(read: FieldReader, length: number, source: string): string {
  const type = read.number(8, {
    name: 'Hardware Type',
    key: 'dhcp.hw.type',
    text: named(
      new Map([
        [0, 'not an address'],
        [1, 'Ethernet'],
        [255, 'DUID'],
      ]),
    ),
    meaning: 'What kind of identifier follows.',
    source,
  });
  if (type === 1 && length === 7)
    return macText(
      read.number(48, {
        name: 'Client Hardware Address',
        key: 'dhcp.hw.mac_addr',
        text: macText,
        meaning: 'The MAC address of the client.',
        source,
      }),
    );
  return length > 1 ? raw(read, length - 1, 'dhcp.client_id', 'Identifier', source) : String(type);
}
