import { ipv4Text, readUint32 } from './address.ts';
import { type FieldReader, hexText, named, type Summed } from './field-reader.ts';

/** Option types with their copied flag and class. RFC 791 §3.1, RFC 2113. */
export const ipv4Option = {
  end: 0,
  noOperation: 1,
  recordRoute: 7,
  timestamp: 68,
  security: 130,
  looseSourceRoute: 131,
  strictSourceRoute: 137,
  routerAlert: 148,
} as const;

const names = new Map<number, string>([
  [ipv4Option.end, 'End of Option List'],
  [ipv4Option.noOperation, 'No Operation'],
  [ipv4Option.recordRoute, 'Record Route'],
  [ipv4Option.timestamp, 'Timestamp'],
  [ipv4Option.security, 'Security'],
  [ipv4Option.looseSourceRoute, 'Loose Source Route'],
  [ipv4Option.strictSourceRoute, 'Strict Source Route'],
  [ipv4Option.routerAlert, 'Router Alert'],
]);

const meanings = new Map<number, string>([
  [ipv4Option.end, 'No options follow; what is left of the header is filling.'],
  [ipv4Option.noOperation, 'One byte of nothing, to place the next option on a better boundary.'],
  [ipv4Option.recordRoute, 'Every router on the way writes its address into the next free slot.'],
  [ipv4Option.timestamp, 'Every router on the way writes down when the packet passed.'],
  [ipv4Option.looseSourceRoute, 'The sender names routers to pass; others may lie between. Most networks refuse it.'],
  [ipv4Option.strictSourceRoute, 'The sender names every router on the way. Most networks refuse it.'],
  [ipv4Option.routerAlert, 'Asks every router on the way to look inside, although the packet is not for it.'],
]);

const rfc = 'RFC 791 §3.1';
const rfcOf = (type: number): string => (type === ipv4Option.routerAlert ? 'RFC 2113 §2.1' : rfc);

/** @param stop byte offset where the header ends */
export function readIpv4Options(read: FieldReader, stop: number): void {
  const list: string[] = [];
  read.group(
    { name: 'Options', key: 'ip.options', meaning: 'Extra requests to the routers on the way; rare.', source: rfc },
    () => {
      while (read.at < stop && read.left > 0) {
        const type = read.bytes[read.at] ?? 0;
        list.push(names.get(type) ?? `option ${type}`);
        readOption(read, stop, type);
        if (type === ipv4Option.end) break;
      }
      read.raw(Math.min(stop - read.at, read.left), {
        name: 'Padding',
        key: 'ip.options.padding',
        text: hexText,
        meaning: 'Fills the header up to a multiple of four bytes.',
        source: rfc,
      });
      return list.join(', ');
    },
  );
}

function readOption(read: FieldReader, stop: number, type: number): void {
  const name = names.get(type) ?? `Option ${type}`;
  const meaning = meanings.get(type) ?? 'An option this page cannot read further.';
  const typeRow = { name: 'Type', key: 'ip.opt.type', text: named(names), meaning, source: rfcOf(type) } as const;
  if (type === ipv4Option.end || type === ipv4Option.noOperation) {
    read.number(8, { ...typeRow, name });
    return;
  }
  read.group({ name, key: 'ip.opt', meaning, source: rfcOf(type) }, (): Summed => {
    const begin = read.at;
    read.number(8, typeRow);
    if (read.at >= stop) return { value: 'cut short', problem: 'The header ends before the length of this option.' };
    const room = stop - begin;
    const length = read.number(8, {
      name: 'Length',
      key: 'ip.opt.len',
      meaning: 'Bytes of this option, type and length included.',
      source: rfc,
    });
    if (length < 2 || length > room) {
      read.raw(stop - read.at, { name: 'Rest', key: 'ip.opt.data', meaning: 'Cannot be read further.', source: rfc });
      return { value: 'malformed', problem: `Its length is ${length}; between 2 and ${room} bytes are possible.` };
    }
    return readValue(read, type, begin + length);
  });
}

function readValue(read: FieldReader, type: number, end: number): Summed {
  const route = type === ipv4Option.recordRoute || isSourceRoute(type);
  if (route && read.at < end) return readRoute(read, end);
  if (type === ipv4Option.timestamp && end - read.at >= 2) return readTimestamps(read, end);
  if (type === ipv4Option.routerAlert && end - read.at === 2) {
    const value = read.number(16, {
      name: 'Value',
      key: 'ip.opt.ra',
      text: named(new Map([[0, 'every router shall examine the packet']])),
      meaning: 'Only 0 is defined.',
      source: 'RFC 2113 §2.1',
    });
    return String(value);
  }
  const value = read.raw(end - read.at, {
    name: 'Value',
    key: 'ip.opt.data',
    text: hexText,
    meaning: 'The bytes of the option, as they are.',
    source: rfc,
  });
  return hexText(value);
}

const isSourceRoute = (type: number): boolean =>
  type === ipv4Option.looseSourceRoute || type === ipv4Option.strictSourceRoute;

function readPointer(read: FieldReader, least: number): number {
  return read.number(8, {
    name: 'Pointer',
    key: 'ip.opt.ptr',
    meaning: 'Where the next free slot is, counted from 1 at the type.',
    source: rfc,
    problem: (pointer) =>
      pointer < least ? `The least is ${least}: before it are the option's own fields.` : undefined,
  });
}

function readRoute(read: FieldReader, end: number): Summed {
  const begin = read.at - 2;
  const pointer = readPointer(read, 4);
  const route: string[] = [];
  while (pointer >= 4 && end - read.at >= 4) {
    const used = read.at - begin + 1 < pointer;
    const address = read.number(32, {
      name: used ? 'Recorded' : 'Free Slot',
      key: used ? 'ip.rec_rt' : 'ip.empty_rt',
      text: ipv4Text,
      meaning: used ? 'A router (or the other host) wrote its address here.' : 'Room for one more address.',
      source: rfc,
    });
    if (used) route.push(ipv4Text(address));
  }
  leftOver(read, end);
  return route.length > 0 ? route.join(', ') : 'nobody yet';
}

/** RFC 791 §3.1, flag of the timestamp option. */
const timestampFlags = new Map([
  [0, 'time stamps only'],
  [1, 'address and time stamp'],
  [3, 'addresses given by the sender'],
]);

function readTimestamps(read: FieldReader, end: number): Summed {
  const begin = read.at - 2;
  const pointer = readPointer(read, 5);
  const overflow = read.number(4, {
    name: 'Overflow',
    key: 'ip.opt.overflow',
    meaning: 'Hosts that found no free slot any more.',
    source: rfc,
  });
  const flag = read.number(4, {
    name: 'Flag',
    key: 'ip.opt.flag',
    text: named(timestampFlags),
    meaning: 'What each of them writes.',
    source: rfc,
  });
  let stamps = 0;
  while (end - read.at >= (flag === 0 ? 4 : 8)) {
    const used = read.at - begin + 1 < pointer;
    if (flag !== 0) {
      read.number(32, {
        name: 'Address',
        key: 'ip.opt.addr',
        text: ipv4Text,
        meaning: flag === 3 ? 'Only this host may write the time beside it.' : 'Who wrote the time beside it.',
        source: rfc,
      });
    }
    if (used) stamps += 1;
    // The highest bit says that the clock is not one of milliseconds since midnight.
    const standard = readUint32(read.bytes, read.at) >>> 31 === 0;
    read.number(32, {
      name: 'Time Stamp',
      key: 'ip.opt.time_stamp',
      text: (value) => (standard ? `${value} ms` : `${value} (not milliseconds since midnight)`),
      meaning: used ? 'Milliseconds since midnight, universal time.' : 'Room for one more time.',
      source: rfc,
    });
  }
  leftOver(read, end);
  return `${stamps} written${overflow > 0 ? `, ${overflow} found no room` : ''}`;
}

function leftOver(read: FieldReader, end: number): void {
  read.raw(end - read.at, {
    name: 'Rest',
    key: 'ip.opt.data',
    text: hexText,
    meaning: 'Bytes of the option that make no whole slot.',
    source: rfc,
  });
}
