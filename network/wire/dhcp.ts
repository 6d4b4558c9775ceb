import type { Ipv4, Mac } from './address.ts';
import { readUint16, readUint32, readUint48, writeUint16, writeUint32, writeUint48 } from './address.ts';
import {
  type DhcpOption,
  decodeDhcpOptions,
  encodeDhcpOptions,
  optionEndOfOptions,
  optionMessageType,
  optionNumber,
  optionOverload,
} from './dhcp-options.ts';
import type { Malformed } from './field.ts';

/** RFC 2131 §4.1 */
export const dhcpServerPort = 67;
export const dhcpClientPort = 68;

/** Where the fields begin, bytes. RFC 2131 figure 1. */
export const dhcpAt = {
  operation: 0,
  hardwareType: 1,
  hardwareLength: 2,
  hops: 3,
  transaction: 4,
  seconds: 8,
  flags: 10,
  clientAddress: 12,
  yourAddress: 16,
  serverAddress: 20,
  relayAddress: 24,
  clientHardware: 28,
  serverName: 44,
  file: 108,
  cookie: 236,
  options: 240,
} as const;

/** 99, 130, 83, 99: what follows are options. RFC 2131 §3. */
export const magicCookie = 0x6382_5363;
export const bootRequest = 1;
export const bootReply = 2;
/** Answer to everybody: the client cannot yet receive what is addressed to it. RFC 2131 §4.1. */
export const broadcastFlag = 0x8000;
/** Bytes below which some relays and old clients refuse a message. RFC 1542 §2.1. */
export const smallestDhcp = 300;

/** What is left out in a message to be encoded is 0, or what a message over Ethernet has there. */
export interface DhcpMessage {
  /** 1 from the client, 2 from the server. */
  readonly operation: number;
  readonly hardwareType?: number;
  readonly hardwareLength?: number;
  readonly hops?: number;
  /** `xid`: chosen by the client; the answers carry it back. */
  readonly transaction: number;
  /** s since the client began */
  readonly seconds?: number;
  readonly flags?: number;
  /** `ciaddr`: what the client already has and uses. */
  readonly clientAddress?: Ipv4;
  /** `yiaddr`: what the server gives. */
  readonly yourAddress?: Ipv4;
  /** `siaddr`: the next server in booting. */
  readonly serverAddress?: Ipv4;
  /** `giaddr`: the relay that passed it on. */
  readonly relayAddress?: Ipv4;
  /** `chaddr`: 16 bytes, the MAC address in the first six. */
  readonly clientHardware: Uint8Array;
  /** `sname`: 64 bytes. */
  readonly serverName?: Uint8Array;
  /** 128 bytes. */
  readonly file?: Uint8Array;
  readonly cookie?: number;
  readonly options: readonly DhcpOption[];
  /** After the end option, or from the first option that reaches past the end. Left out: end, and zeros up to 300. */
  readonly rest?: Uint8Array;
}

/** A message read from bytes: every field is there. */
export type ReadDhcpMessage = Required<DhcpMessage>;

/** Reads a message. Behind a wrong cookie there are no options: all of it is `rest`. */
export function decodeDhcp(bytes: Uint8Array, start = 0, end = bytes.length): ReadDhcpMessage | Malformed {
  if (end - start < dhcpAt.options)
    return { malformed: `A DHCP message needs ${dhcpAt.options} bytes and here are ${end - start}.`, at: end - start };
  const byte = (at: number) => bytes[start + at] ?? 0;
  const part = (from: number, to: number) => bytes.slice(start + from, start + to);
  const cookie = readUint32(bytes, start + dhcpAt.cookie);
  const from = start + dhcpAt.options;
  const { options, rest } = cookie === magicCookie ? decodeDhcpOptions(bytes, from, end) : { options: [], rest: from };
  return {
    operation: byte(dhcpAt.operation),
    hardwareType: byte(dhcpAt.hardwareType),
    hardwareLength: byte(dhcpAt.hardwareLength),
    hops: byte(dhcpAt.hops),
    transaction: readUint32(bytes, start + dhcpAt.transaction),
    seconds: readUint16(bytes, start + dhcpAt.seconds),
    flags: readUint16(bytes, start + dhcpAt.flags),
    clientAddress: readUint32(bytes, start + dhcpAt.clientAddress),
    yourAddress: readUint32(bytes, start + dhcpAt.yourAddress),
    serverAddress: readUint32(bytes, start + dhcpAt.serverAddress),
    relayAddress: readUint32(bytes, start + dhcpAt.relayAddress),
    clientHardware: part(dhcpAt.clientHardware, dhcpAt.serverName),
    serverName: part(dhcpAt.serverName, dhcpAt.file),
    file: part(dhcpAt.file, dhcpAt.cookie),
    cookie,
    options,
    rest: bytes.slice(rest, end),
  };
}

export function encodeDhcp(message: DhcpMessage): Uint8Array {
  const { options, rest } = message;
  const closed = rest !== undefined || options.some(({ code }) => code === optionEndOfOptions);
  const encoded = encodeDhcpOptions(
    closed ? options : [...options, { code: optionEndOfOptions, data: new Uint8Array(0) }],
  );
  const size = dhcpAt.options + encoded.length + (rest?.length ?? 0);
  const bytes = new Uint8Array(rest === undefined ? Math.max(smallestDhcp, size) : size);
  bytes[dhcpAt.operation] = message.operation;
  bytes[dhcpAt.hardwareType] = message.hardwareType ?? 1;
  bytes[dhcpAt.hardwareLength] = message.hardwareLength ?? 6;
  bytes[dhcpAt.hops] = message.hops ?? 0;
  writeUint32(bytes, dhcpAt.transaction, message.transaction);
  writeUint16(bytes, dhcpAt.seconds, message.seconds ?? 0);
  writeUint16(bytes, dhcpAt.flags, message.flags ?? 0);
  writeUint32(bytes, dhcpAt.clientAddress, message.clientAddress ?? 0);
  writeUint32(bytes, dhcpAt.yourAddress, message.yourAddress ?? 0);
  writeUint32(bytes, dhcpAt.serverAddress, message.serverAddress ?? 0);
  writeUint32(bytes, dhcpAt.relayAddress, message.relayAddress ?? 0);
  bytes.set(message.clientHardware.subarray(0, 16), dhcpAt.clientHardware);
  if (message.serverName) bytes.set(message.serverName.subarray(0, 64), dhcpAt.serverName);
  if (message.file) bytes.set(message.file.subarray(0, 128), dhcpAt.file);
  writeUint32(bytes, dhcpAt.cookie, message.cookie ?? magicCookie);
  bytes.set(encoded, dhcpAt.options);
  if (rest) bytes.set(rest, dhcpAt.options + encoded.length);
  return bytes;
}

/** `chaddr` of an Ethernet interface. */
export function hardwareOf(mac: Mac): Uint8Array {
  const bytes = new Uint8Array(16);
  writeUint48(bytes, 0, mac);
  return bytes;
}

export const macOf = (message: Pick<DhcpMessage, 'clientHardware'>): Mac => readUint48(message.clientHardware, 0);

/** 1 DISCOVER … 8 INFORM; null for plain BOOTP. */
export const messageTypeOf = (message: Pick<DhcpMessage, 'options'>): number | null =>
  optionNumber(message.options, optionMessageType);

/** What option 52 says: are there more options in `file` (1), in `sname` (2)? RFC 2132 §9.3. */
export function overloadOf(options: readonly DhcpOption[]): { file: boolean; serverName: boolean } {
  const overload = optionNumber(options, optionOverload) ?? 0;
  return { file: (overload & 1) === 1, serverName: (overload & 2) === 2 };
}

/** All options in the order in which they count: the options field, then `file`, then `sname`. RFC 2131 §4.1. */
export function allOptions(message: ReadDhcpMessage): readonly DhcpOption[] {
  const { file, serverName } = overloadOf(message.options);
  return [
    ...message.options,
    ...(file ? decodeDhcpOptions(message.file).options : []),
    ...(serverName ? decodeDhcpOptions(message.serverName).options : []),
  ];
}
