import { expect, it } from 'vitest';
import type { NetworkEvent } from '../../network/trace/event.ts';
import { ruling, windowMoments } from './window-moments.ts';

it('knows no moment where nobody has sent', () => {
  expect(windowMoments([], 'server')).toEqual([]);
  expect(windowMoments([sample(1, 0)], 'server')).toEqual([]);
});

it('says which of the two windows holds a sender back', () => {
  const moment = { at: 0, acknowledged: 0, flight: 0 };
  expect(ruling({ ...moment, congestionWindow: 14_480, receiveWindow: 65_535 })).toBe('road');
  expect(ruling({ ...moment, congestionWindow: 14_480, receiveWindow: 0 })).toBe('reader');
});

it('counts what is acknowledged from the SYN on, when the acknowledgment arrives and not when it leaves', () => {
  const events: NetworkEvent[] = [
    named,
    sent(10, 20, segment({ port: [80, 4000], sequence: 1000, flags: 0x12 })),
    sent(30, 50, segment({ port: [4000, 80], acknowledgment: 1001 + 1448, flags: 0x10 })),
    sample(40, 1448),
    sample(50, 0),
  ];
  expect(windowMoments(events, 'server').map(({ acknowledged, flight }) => [acknowledged, flight])).toEqual([
    [0, 1448],
    [1448, 0],
  ]);
});

const ends = ['198.51.100.20', '192.168.1.10'] as const;
const named: NetworkEvent = {
  ...{ at: 0, kind: 'socket.changed', device: 'server', socket: 7, transport: 'tcp', state: 'ESTAB', cause: 'ACK' },
  ...{ local: `${ends[0]}:80`, remote: `${ends[1]}:4000` },
} as NetworkEvent;

function sample(at: number, flight: number): NetworkEvent {
  return {
    ...{ at, kind: 'tcp.sampled', device: 'server', socket: 7, flight, congestionWindow: 14_480, sendWindow: 65_535 },
    ...{ slowStartThreshold: 2 ** 31 - 1, smoothedRtt: null, retransmissionTimeout: 1e9 },
  } as NetworkEvent;
}

function sent(at: number, arrives: number, bytes: Uint8Array): NetworkEvent {
  const way = { link: 'yard', from: 'r1:eth1', to: 'server:eth0' };
  return { kind: 'frame.sent', frame: at, ...way, at, starts: at, ends: at, arrives, queued: 0, bytes };
}

function segment(said: {
  port: readonly [number, number];
  sequence?: number;
  acknowledgment?: number;
  flags: number;
}): Uint8Array {
  const bytes = new Uint8Array(60);
  const view = new DataView(bytes.buffer);
  view.setUint16(12, 0x0800);
  view.setUint8(14, 0x45);
  view.setUint16(16, 40);
  view.setUint8(23, 6);
  const addresses = said.port[0] === 80 ? ends : ends.toReversed();
  for (const [place, address] of addresses.entries()) bytes.set(address.split('.').map(Number), 26 + place * 4);
  view.setUint16(34, said.port[0]);
  view.setUint16(36, said.port[1]);
  view.setUint32(38, said.sequence ?? 0);
  view.setUint32(42, said.acknowledgment ?? 0);
  view.setUint8(46, 0x50);
  view.setUint8(47, said.flags);
  return bytes;
}
