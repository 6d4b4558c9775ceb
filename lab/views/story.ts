// A short log made by hand for the tests of the views: known bytes at known moments, through no code of ours.

import type { NetworkEvent, NetworkFact } from '../../network/trace/event.ts';

const macs = { pc1: '00005e005310', pc2: '00005e005320' } as const;
const addresses = { pc1: '0a000002', pc2: '0a000009' } as const;
type Name = keyof typeof macs;

const bytesOfHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hex = (value: number, digits: number): string => (value >>> 0).toString(16).padStart(digits, '0');
const padded = (text: string): Uint8Array => bytesOfHex(text.padEnd(120, '0'));

interface SegmentParts {
  readonly from: Name;
  readonly sequence: number;
  readonly acknowledgment?: number;
  /** FIN 1, SYN 2, RST 4, PSH 8, ACK 16. */
  readonly flags: number;
  readonly window?: number;
  readonly data?: string;
}

const sum = (bytes: Uint8Array, start: number): number => {
  let total = start;
  for (let at = 0; at < bytes.length; at += 2) total += ((bytes[at] ?? 0) << 8) + (bytes[at + 1] ?? 0);
  while (total > 0xffff) total = (total & 0xffff) + (total >>> 16);
  return ~total & 0xffff;
};

/** A TCP segment between pc1 (10.0.0.2:49152) and pc2 (10.0.0.9:5001), checksums right. */
export function segment(parts: SegmentParts): Uint8Array {
  const { from, sequence, acknowledgment = 0, flags, window = 64_240, data = '' } = parts;
  const to: Name = from === 'pc1' ? 'pc2' : 'pc1';
  const ports = from === 'pc1' ? 'c0001389' : '1389c000';
  const body = [...data].map((letter) => hex(letter.charCodeAt(0), 2)).join('');
  const length = 20 + data.length;
  const pseudo = `${addresses[from]}${addresses[to]}0006${hex(length, 4)}`;
  const head = (check: number): string =>
    `${ports}${hex(sequence, 8)}${hex(acknowledgment, 8)}50${hex(flags, 2)}${hex(window, 4)}${hex(check, 4)}0000`;
  const check = sum(bytesOfHex(pseudo + head(0) + body + (data.length % 2 ? '00' : '')), 0);
  const ip = (ipCheck: number): string =>
    `4500${hex(20 + length, 4)}000040004006${hex(ipCheck, 4)}${addresses[from]}${addresses[to]}`;
  return padded(`${macs[to]}${macs[from]}0800${ip(sum(bytesOfHex(ip(0)), 0))}${head(check)}${body}`);
}

/** `pc1` asks for, or (as `pc2`) answers with, the MAC of 10.0.0.9. */
export const arp = (from: Name): Uint8Array =>
  from === 'pc1'
    ? padded(`ffffffffffff${macs.pc1}08060001080006040001${macs.pc1}${addresses.pc1}000000000000${addresses.pc2}`)
    : padded(`${macs.pc1}${macs.pc2}08060001080006040002${macs.pc2}${addresses.pc2}${macs.pc1}${addresses.pc1}`);

/** ns: on the cable, and in all until the last bit is at the other end. */
const onWire = 5_000;
export const perCable = 25_000;

/** Builds a log for `pc1 – sw1 – pc2`, cables `left` and `right`. */
export class Story {
  readonly events: NetworkEvent[] = [];
  #frame = 0;

  tell(at: number, fact: NetworkFact): void {
    this.events.push({ at, ...fact });
  }

  /** Sends over one cable. @returns the number of the transmission */
  hop(at: number, from: string, to: string, link: string, bytes: Uint8Array, after?: number, arrives = true): number {
    this.#frame += 1;
    const frame = this.#frame;
    const times = { starts: at, ends: at + onWire, arrives: at + perCable };
    const more = after === undefined ? {} : { after };
    this.tell(at, { kind: 'frame.sent', frame, ...more, link, from, to, bytes, ...times, queued: 0 });
    if (arrives) this.tell(at + perCable, { kind: 'frame.received', frame, point: to });
    return frame;
  }

  /** From host to host through the switch; `lost` on the second cable. @returns the first transmission */
  across(at: number, from: Name, bytes: Uint8Array, lost = false): number {
    const to: Name = from === 'pc1' ? 'pc2' : 'pc1';
    const [near, far] = from === 'pc1' ? ['left', 'right'] : ['right', 'left'];
    const inPort = from === 'pc1' ? 'p1' : 'p2';
    const outPort = from === 'pc1' ? 'p2' : 'p1';
    const first = this.hop(at, `${from}:eth0`, `sw1:${inPort}`, near ?? '', bytes);
    const second = this.hop(at + perCable, `sw1:${outPort}`, `${to}:eth0`, far ?? '', bytes, first, !lost);
    if (lost)
      this.tell(at + perCable + 12_500, {
        kind: 'frame.dropped',
        frame: second,
        where: far ?? '',
        reason: 'loss',
        bytes,
        says: 'Lost on the cable.',
      });
    this.sort();
    return first;
  }

  sort(): void {
    this.events.sort((one, other) => one.at - other.at);
  }

  state(at: number, device: Name, state: string, cause: string): void {
    const [local, remote] =
      device === 'pc1' ? ['10.0.0.2:49152', '10.0.0.9:5001'] : ['10.0.0.9:5001', '10.0.0.2:49152'];
    this.tell(at, {
      kind: 'socket.changed',
      device,
      socket: 1,
      transport: 'tcp',
      local: local ?? '',
      remote: remote ?? '',
      state,
      cause,
    });
    this.sort();
  }
}

const one = perCable * 2;

/** Opened, one line lost and sent again, answered. Starts: pc1 1000, pc2 9000. */
export function conversation(): Story {
  const story = new Story();
  story.across(0, 'pc1', arp('pc1'));
  story.across(100_000, 'pc2', arp('pc2'));
  story.tell(150_000, {
    ...{ kind: 'arp.changed', device: 'pc1', interface: 'eth0', address: '10.0.0.9' },
    ...{ mac: '00:00:5e:00:53:20', state: 'reachable', how: 'reply' },
  });
  story.tell(25_000, { kind: 'mac.changed', device: 'sw1', mac: '00:00:5e:00:53:10', port: 'p1', how: 'learned' });
  story.tell(125_000, { kind: 'mac.changed', device: 'sw1', mac: '00:00:5e:00:53:20', port: 'p2', how: 'learned' });
  story.state(200_000, 'pc1', 'SYN-SENT', 'connect()');
  story.across(200_000, 'pc1', segment({ from: 'pc1', sequence: 1000, flags: 2 }));
  story.state(200_000 + one, 'pc2', 'SYN-RECV', 'SYN arrived');
  story.across(300_000, 'pc2', segment({ from: 'pc2', sequence: 9000, acknowledgment: 1001, flags: 18 }));
  story.state(300_000 + one, 'pc1', 'ESTAB', 'SYN, ACK arrived');
  story.across(400_000, 'pc1', segment({ from: 'pc1', sequence: 1001, acknowledgment: 9001, flags: 16 }));
  story.state(400_000 + one, 'pc2', 'ESTAB', 'ACK arrived');
  const hi = segment({ from: 'pc1', sequence: 1001, acknowledgment: 9001, flags: 24, data: 'SAY hi\r\n' });
  story.across(500_000, 'pc1', hi, true);
  story.tell(900_000, {
    ...{ kind: 'tcp.retransmitted', device: 'pc1', socket: 1, sequence: 1001, length: 8, why: 'timeout' },
  });
  story.across(900_000, 'pc1', Uint8Array.from(hi));
  story.across(
    1_000_000,
    'pc2',
    segment({ from: 'pc2', sequence: 9001, acknowledgment: 1009, flags: 24, data: 'MSG anon-7 hi\r\n' }),
  );
  return story;
}
