import { Port } from '../link/port.ts';
import { type World, worldOf } from '../link/world.ts';
import type { Hook, HookVerdict, PacketHooks } from '../stack/hooks.ts';
import { Clock } from '../time/clock.ts';
import { Random } from '../time/random.ts';
import type { NetworkEvent } from '../trace/event.ts';
import { type Ipv4, ipv4Text, parseIpv4, readUint16, readUint32, writeUint16, writeUint32 } from '../wire/address.ts';
import { checksum, pseudoHeaderSum } from '../wire/checksum.ts';

/** For tests: packets written byte by byte, and a router that is nothing but its five hooks. */

export const ip = (text: string): Ipv4 => parseIpv4(text) ?? 0;

/** `tcp 192.168.1.10:40000 > 203.0.113.9:80 S`, `udp …`, `icmp a > b echo 7`, `icmp a > b reply 7` */
export function packet(line: string, payload: readonly number[] = [1, 2, 3, 4, 5]): Uint8Array {
  const [protocol = '', from = '', , to = '', what = '', id = '0'] = line.split(' ');
  const [source = '', sourcePort = '0'] = from.split(':');
  const [destination = '', destinationPort = '0'] = to.split(':');
  if (protocol === 'icmp') {
    const head = new Uint8Array([what === 'echo' ? 8 : 0, 0, 0, 0, 0, 0, 0, 1]);
    writeUint16(head, 4, Number(id));
    return datagram(1, ip(source), ip(destination), Uint8Array.from([...head, ...payload]));
  }
  const head = new Uint8Array(protocol === 'tcp' ? 20 : 8);
  writeUint16(head, 0, Number(sourcePort));
  writeUint16(head, 2, Number(destinationPort));
  if (protocol === 'tcp') {
    head[12] = 0x50;
    const flags: Record<string, number> = { F: 1, S: 2, R: 4, A: 16 };
    head[13] = [...what].reduce((sum, letter) => sum + (flags[letter] ?? 0), 0);
  } else writeUint16(head, 4, 8 + payload.length);
  return datagram(protocol === 'tcp' ? 6 : 17, ip(source), ip(destination), Uint8Array.from([...head, ...payload]));
}

/** An ICMP error from `source` that quotes the header and `length` bytes of `about`. */
export function errorAbout(about: Uint8Array, source: string, destination: string, length = 8): Uint8Array {
  const quote = about.slice(14, 34 + length);
  return datagram(1, ip(source), ip(destination), Uint8Array.from([3, 1, 0, 0, 0, 0, 0, 0, ...quote]));
}

function datagram(protocol: number, source: Ipv4, destination: Ipv4, transport: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.max(60, 34 + transport.length));
  bytes[14] = 0x45;
  writeUint16(bytes, 16, 20 + transport.length);
  writeUint16(bytes, 18, 77);
  bytes[22] = 64;
  bytes[23] = protocol;
  writeUint32(bytes, 26, source);
  writeUint32(bytes, 30, destination);
  bytes.set(transport, 34);
  writeUint16(bytes, 24, checksum(bytes, 14, 34));
  const end = 34 + transport.length;
  const at = 34 + (protocol === 6 ? 16 : protocol === 17 ? 6 : 2);
  const pseudo = protocol === 1 ? 0 : pseudoHeaderSum(source, destination, protocol, transport.length);
  writeUint16(bytes, at, checksum(bytes, 34, end, pseudo));
  return bytes;
}

/** Two fragments of it, cut after `length` bytes (a multiple of 8) of IP payload. */
export function fragments(whole: Uint8Array, length: number): [Uint8Array, Uint8Array] {
  const end = 14 + readUint16(whole, 16);
  const first = whole.slice(0, 34 + length);
  const later = Uint8Array.from([...whole.slice(0, 34), ...whole.slice(34 + length, end)]);
  const finish = (bytes: Uint8Array, word: number): Uint8Array => {
    writeUint16(bytes, 16, bytes.length - 14);
    writeUint16(bytes, 20, word);
    writeUint16(bytes, 24, 0);
    writeUint16(bytes, 24, checksum(bytes, 14, 34));
    return bytes;
  };
  return [finish(first, 0x2000), finish(later, length / 8)];
}

/** `tcp 192.168.1.10:40000 > 203.0.113.9:80`, and `!` at the end of it when a checksum is wrong. */
export function ends(bytes: Uint8Array): string {
  const protocol = bytes[23] ?? 0;
  const name = { 1: 'icmp', 6: 'tcp', 17: 'udp' }[protocol] ?? String(protocol);
  const ports = protocol !== 1;
  const port = (at: number): string => (ports ? `:${readUint16(bytes, at)}` : '');
  const id = ports ? '' : ` ${readUint16(bytes, 38)}`;
  const addresses = `${ipv4Text(readUint32(bytes, 26))}${port(34)} > ${ipv4Text(readUint32(bytes, 30))}${port(36)}`;
  return `${name} ${addresses}${id}${checksumsRight(bytes) ? '' : ' !'}`;
}

export function checksumsRight(bytes: Uint8Array): boolean {
  const end = 14 + readUint16(bytes, 16);
  const protocol = bytes[23] ?? 0;
  const length = end - 34;
  const pseudo = protocol === 1 ? 0 : pseudoHeaderSum(readUint32(bytes, 26), readUint32(bytes, 30), protocol, length);
  return checksum(bytes, 14, 34) === 0 && checksum(bytes, 34, end, pseudo) === 0;
}

export interface FakeRouter {
  readonly world: World;
  readonly name: string;
  readonly hooks: PacketHooks;
  readonly interfaces: Map<string, { port: Port; addresses: { address: Ipv4; prefixLength: number }[] }>;
  readonly events: NetworkEvent[];
  /** What went out, in `ends` words or `drop`. */
  readonly log: string[];
  /** Takes a packet through the router. @returns `ends` of what leaves, or the verdict that stopped it */
  pass(bytes: Uint8Array, from: string, to: string): string;
}

/** `lan` 192.168.1.1/24, `wan` 203.0.113.1/24. */
export function fakeRouter(): FakeRouter {
  const events: NetworkEvent[] = [];
  const world = worldOf(new Clock(), new Random('test'), (event) => events.push(event));
  const hooks: PacketHooks = { prerouting: [], input: [], forward: [], output: [], postrouting: [] };
  const interfaces: FakeRouter['interfaces'] = new Map();
  const log: string[] = [];
  const run = (chain: readonly Hook[], bytes: Uint8Array, from: string | null, out: string | null): HookVerdict => {
    for (const hook of chain) {
      const verdict = hook({ bytes, ip: 14, end: 14 + readUint16(bytes, 16), in: from, out, frame: 5 });
      if (verdict !== 'accept') return verdict;
    }
    return 'accept';
  };
  const isOurs = (address: Ipv4): boolean =>
    [...interfaces.values()].some(({ addresses }) => addresses.some((own) => own.address === address));
  const pass = (bytes: Uint8Array, from: string, to: string): string => {
    const early = run(hooks.prerouting, bytes, from, null);
    if (early !== 'accept') return early;
    if (isOurs(readUint32(bytes, 30))) {
      const verdict = run(hooks.input, bytes, from, null);
      return verdict === 'accept' ? `own ${ends(bytes)}` : verdict;
    }
    const verdict = run(hooks.forward, bytes, from, to);
    if (verdict !== 'accept') return verdict;
    const late = run(hooks.postrouting, bytes, from, to);
    return late === 'accept' ? ends(bytes) : late;
  };
  for (const [label, address] of [
    ['lan', '192.168.1.1'],
    ['wan', '203.0.113.1'],
  ] as const) {
    const other = label === 'lan' ? 'wan' : 'lan';
    const port = new Port('router', label, {
      receive: ({ bytes }) => void log.push(pass(bytes.slice(), label, other)),
    });
    interfaces.set(label, { port, addresses: [{ address: ip(address), prefixLength: 24 }] });
  }
  return { world, name: 'router', hooks, interfaces, events, log, pass };
}
