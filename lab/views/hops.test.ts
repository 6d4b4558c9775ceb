import { expect, it } from 'vitest';
import type { NetworkEvent } from '../../network/trace/event.ts';
import { headersOf, hopsOfLastPing } from './hops.ts';

const mac = (last: number): number[] => [0, 0, 0x5e, 0, 0x53, last];

/** An echo request from 192.168.1.10 to 198.51.100.20 in a frame. */
const ping = (from: number, to: number, ttl: number, sequence: number): Uint8Array =>
  Uint8Array.from([
    ...mac(to),
    ...mac(from),
    ...[0x08, 0],
    ...[0x45, 0, 0, 28, 0, sequence, 0, 0, ttl, 1, 0, 0],
    ...[192, 168, 1, 10, 198, 51, 100, 20],
    ...[8, 0, 0, 0, 0, 7, 0, sequence],
  ]);

const sent = (frame: number, from: string, to: string, bytes: Uint8Array): NetworkEvent => ({
  at: frame,
  kind: 'frame.sent',
  frame,
  link: 'cable1',
  from,
  to,
  bytes,
  starts: frame,
  ends: frame,
  arrives: frame,
  queued: 0,
});

it('follows the last ping from cable to cable, and tells envelope from letter', () => {
  const hops = hopsOfLastPing([
    sent(1, 'pc1:eth0', 'r1:eth0', ping(0x10, 1, 64, 1)),
    sent(2, 'pc1:eth0', 'r1:eth0', ping(0x10, 1, 64, 2)),
    sent(3, 'r1:eth1', 'r2:eth0', ping(2, 3, 63, 2)),
  ]);
  expect(hops).toEqual([
    {
      frame: 2,
      from: 'pc1',
      to: 'r1',
      envelope: { sourceMac: '00:00:5e:00:53:10', destinationMac: '00:00:5e:00:53:01' },
      letter: { source: '192.168.1.10', destination: '198.51.100.20', ttl: 64 },
    },
    {
      frame: 3,
      from: 'r1',
      to: 'r2',
      envelope: { sourceMac: '00:00:5e:00:53:02', destinationMac: '00:00:5e:00:53:03' },
      letter: { source: '192.168.1.10', destination: '198.51.100.20', ttl: 63 },
    },
  ]);
});

it('leaves out what is no ping, and what is no IPv4', () => {
  const reply = ping(2, 3, 64, 1);
  reply[34] = 0;
  const arp = ping(2, 3, 64, 1);
  arp[13] = 6;
  expect(hopsOfLastPing([sent(1, 'a:eth0', 'b:eth0', reply), sent(2, 'a:eth0', 'b:eth0', arp)])).toEqual([]);
  expect(headersOf(arp)).toBeNull();
  expect(headersOf(new Uint8Array())).toBeNull();
});
