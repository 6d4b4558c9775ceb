import { ipv4Text, macText, readUint32 } from './address.ts';
import { type KnownOption, messageTypes, optionText } from './dhcp-option-names.ts';
import { asciiText } from './dhcp-options.ts';
import { readDnsName } from './dns-name.ts';
import { type FieldReader, hexText, named, type Row } from './field-reader.ts';

/** The data as it is, in one field. @returns it in short */
export function readRaw(
  read: FieldReader,
  length: number,
  key: string,
  name: string,
  source: string,
  problem?: string,
): string {
  return hexText(
    read.raw(length, { name, key, meaning: 'The data of the option as it is.', source, problem: () => problem }),
    16,
  );
}

/** Reads the `length` bytes of data of an option, which are there. @returns what they say, in short */
export function readOptionData(read: FieldReader, found: KnownOption, length: number, source: string): string {
  const { form, name, meaning } = found;
  const key = `dhcp.option.${found.key}`;
  const row = { name, key, meaning, source };
  const each = (width: number, text: (value: number) => string): string => {
    const texts: string[] = [];
    for (let left = length; left > 0; left -= width) texts.push(text(read.number(8 * width, { ...row, text })));
    return texts.join(', ');
  };
  const wrong = (expected: string) =>
    readRaw(read, length, 'dhcp.option.value', name, source, `This option has ${expected}.`);
  switch (form) {
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
    case 'client':
      return readClientId(read, length, source);
    case 'names':
      return readNames(read, row, length) ?? wrong('domain names');
    case 'routes':
      return readRoutes(read, row, length) ?? wrong('routes: a length, a network, a router');
  }
}

/** RFC 3397 §2: pointers count from the first byte of the data. @returns null, and reads nothing, where it is no list of names */
function readNames(read: FieldReader, row: Row<Uint8Array>, length: number): string | null {
  const { at, bytes } = read;
  const names: { name: string; size: number }[] = [];
  for (let next = at; next < at + length; ) {
    const found = readDnsName(bytes, next, at, at + length);
    if (found === null) return null;
    names.push({ name: found.name, size: found.next - next });
    next = found.next;
  }
  for (const { name, size } of names) read.raw(size, { ...row, text: () => name });
  return names.map(({ name }) => name).join(', ');
}

/** RFC 3442: as many bytes of the network as its length needs. @returns null, and reads nothing, where these are no routes */
function readRoutes(read: FieldReader, row: Row<Uint8Array>, length: number): string | null {
  const { at, bytes } = read;
  const routes: { text: string; size: number }[] = [];
  for (let next = at; next < at + length; ) {
    const width = bytes[next] ?? 0;
    const significant = Math.ceil(width / 8);
    const size = 1 + significant + 4;
    if (width > 32 || next + size > at + length) return null;
    const network = new Uint8Array(4);
    network.set(bytes.subarray(next + 1, next + 1 + significant));
    const router = ipv4Text(readUint32(bytes, next + 1 + significant));
    routes.push({ text: `${ipv4Text(readUint32(network, 0))}/${width} via ${router}`, size });
    next += size;
  }
  for (const { text, size } of routes) read.raw(size, { ...row, text: () => text });
  return routes.map(({ text }) => text).join(', ');
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
  return length > 1 ? readRaw(read, length - 1, 'dhcp.client_id', 'Identifier', source) : String(type);
}
