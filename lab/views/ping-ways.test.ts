import { expect, it } from 'vitest';
import type { NetworkEvent } from '../../network/trace/event.ts';
import { pingWays } from './ping-ways.ts';

/** An echo message in a frame; MAC and IP addresses do not matter here. */
const echo = (type: 8 | 0, sequence: number): Uint8Array =>
  Uint8Array.from([
    ...[0, 0, 0x5e, 0, 0x53, 1, 0, 0, 0x5e, 0, 0x53, 2, 0x08, 0],
    ...[0x45, 0, 0, 28, 0, sequence, 0, 0, 64, 1, 0, 0, 203, 0, 113, 10, 198, 51, 100, 20],
    ...[type, 0, 0, 0, 0, 7, 0, sequence],
  ]);

let frame = 0;
const sent = (at: number, from: string, link: string, bytes: Uint8Array): NetworkEvent => {
  frame += 1;
  return {
    at,
    kind: 'frame.sent',
    frame,
    link,
    from,
    to: 'x:eth0',
    bytes,
    starts: at,
    ends: at,
    arrives: at,
    queued: 0,
  };
};
const arrived = (at: number, point: string): NetworkEvent => ({ at, kind: 'frame.received', frame, point });

it('tells the cables that each ping crossed, and when its reply was back', () => {
  const ways = pingWays(
    [
      sent(10, 'pc1:eth0', 'home', echo(8, 1)),
      sent(20, 'r1:eth1', 'street', echo(8, 1)),
      sent(30, 'r1:eth1', 'street', Uint8Array.from([...echo(8, 1).slice(0, 12), 0x08, 0x06])),
      sent(40, 'server:eth0', 'street', echo(0, 1)),
      sent(50, 'r1:eth0', 'home', echo(0, 1)),
      arrived(55, 'pc1:eth0'),
      sent(60, 'pc1:eth0', 'home', echo(8, 2)),
    ],
    'pc1',
  );
  expect(ways).toEqual([
    { cables: ['home', 'street'], roundTrip: 45 },
    { cables: ['home'], roundTrip: null },
  ]);
});

it('does not take a reply that passed by, or somebody else’s ping, for its own', () => {
  const events = [
    sent(10, 'pc2:eth0', 'home', echo(8, 1)),
    sent(20, 'r1:eth0', 'home', echo(0, 1)),
    arrived(25, 'pc1:eth0'),
  ];
  expect(pingWays(events, 'pc1')).toEqual([]);
  expect(pingWays(events, 'pc2')).toEqual([{ cables: ['home'], roundTrip: null }]);
});
