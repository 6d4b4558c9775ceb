import { isIPv4 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Endpoint, Service } from '../../lab/host.ts';
import { SeatLoopback } from '../class/seat-loopback.ts';
import { type PageReach, reachOfSeat } from './page-reach.ts';
import type { Seat } from './seat.ts';

const services: Service[] = [
  { name: 'lobby', kind: 'lobby', transport: 'tcp', port: 4_999 },
  { name: 'blue', kind: 'room', transport: 'tcp', port: 5_001 },
];
/** What seat 7 and seat 8 hold, by the system's addresses. */
const held = new Map<number, readonly string[]>([
  [7, ['tcp 127.7.0.1:5050', 'udp 127.7.0.1:5060', 'tcp 127.7.3.4:40123', 'tcp 127.7.0.1:5001']],
  [8, ['tcp 127.8.0.1:5050', 'tcp 127.8.0.1:5051', 'udp 127.8.0.1:5061']],
]);

const reachOf = (number: number): PageReach => {
  const seat: Seat = { number, loopback: new SeatLoopback(number), tell: () => undefined };
  return reachOfSeat(seat, {
    services: () => services,
    holds: (transport, at) => held.get(number)?.includes(`${transport} ${at.address}:${at.port}`) ?? false,
  });
};
const seven = reachOf(7);

const octet = fc.oneof(fc.integer({ min: 0, max: 260 }), fc.constantFrom(0, 1, 7, 8, 127, 255, 256));
const part = octet.chain((value) =>
  fc.constantFrom(`${value}`, `0${value}`, `0x${value.toString(16)}`, `0${value.toString(8)}`, ` ${value}`),
);
const address = fc.oneof(
  fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.')),
  fc.tuple(octet, octet, octet).map((rest) => ['127', ...rest].join('.')),
  fc.constantFrom('127.0.0.1', '127.0.3.4', '127.7.0.1', '127.8.0.1', '127.0.0.1.', '0.0.0.0', '::1', 'localhost'),
  fc.constantFrom('::ffff:127.8.0.1', '192.168.1.7', '127.0.8.0.1', '127.00.0.1', '2130706433', '127.0.0.1%lo', ''),
  fc.string({ maxLength: 20 }),
);
const port = fc.oneof(
  fc.integer({ min: -1, max: 65_536 }),
  fc.constantFrom(
    0,
    22,
    80,
    4_000,
    4_999,
    5_000,
    5_001,
    5_050,
    5_051,
    5_060,
    5_061,
    7_080,
    40_123,
    Number.NaN,
    5_000.5,
  ),
);

/** Said once more in other words: what seat 7 may make the system dial. */
const mayBeDialled = (transport: string, to: Endpoint): boolean =>
  (transport === 'tcp' && to.address === '127.0.0.1' && [4_999, 5_001].includes(to.port)) ||
  (held.get(7) ?? []).includes(`${transport} ${to.address}:${to.port}`);

describe('a page at a seat', () => {
  it('of 100,000 spellings of hosts and ports only its own sockets and the services are ever dialled', () => {
    let dialled = 0;
    fc.assert(
      fc.property(fc.constantFrom('tcp' as const, 'udp' as const), address, port, (transport, host, number) => {
        const verdict = seven.destination(transport, { address: host, port: number });
        if (!verdict.allowed) return verdict.why.length > 20;
        dialled += 1;
        return isIPv4(verdict.endpoint.address) && mayBeDialled(transport, verdict.endpoint);
      }),
      { numRuns: 100_000 },
    );
    expect(dialled).toBeGreaterThan(100);
  });

  it('listens in its own loopback network only, or at ::1, which there is once, whatever it names', () => {
    let listened = 0;
    fc.assert(
      fc.property(fc.constantFrom('tcp' as const, 'udp' as const), address, port, (transport, host, number) => {
        const verdict = seven.local(transport, { address: host, port: number });
        if (!verdict.allowed) return true;
        listened += 1;
        const { address: at } = verdict.endpoint;
        // ::1 is one for all seats; what another seat opened there is out of reach all the same.
        return at === '::1' || (isIPv4(at) && at.startsWith('127.7.'));
      }),
      { numRuns: 20_000 },
    );
    expect(listened).toBeGreaterThan(100);
  });

  it('finds its own listener first, then the service, then a refusal as a computer gives it', () => {
    const to = (number: number) => seven.destination('tcp', { address: '127.0.0.1', port: number });
    expect(to(5_050)).toMatchObject({ endpoint: { address: '127.7.0.1', port: 5_050 } });
    expect(to(5_001)).toMatchObject({ endpoint: { address: '127.7.0.1', port: 5_001 } });
    expect(reachOf(8).destination('tcp', { address: '127.0.0.1', port: 5_001 })).toMatchObject({
      endpoint: { address: '127.0.0.1', port: 5_001 },
    });
    expect(to(5_051)).toMatchObject({ allowed: false, code: 'ECONNREFUSED' });
    expect(to(22)).toMatchObject({ allowed: false, why: expect.stringContaining('outside the lab') });
  });

  it('cannot have the port of a service, and hears so in the words of a computer', () => {
    expect(seven.local('tcp', { address: '127.0.0.1', port: 5_001 })).toMatchObject({ code: 'EADDRINUSE' });
    expect(seven.local('udp', { address: '127.0.0.1', port: 5_001 })).toMatchObject({ allowed: true });
    expect(seven.local('tcp', { address: '127.0.0.2', port: 5_001 })).toMatchObject({
      endpoint: { address: '127.7.0.2', port: 5_001 },
    });
  });

  it('names every address as the course does', () => {
    expect(seven.shown({ address: '127.7.0.9', port: 1 })).toEqual({ address: '127.0.0.9', port: 1 });
    expect(seven.shown({ address: '127.0.0.1', port: 1 })).toEqual({ address: '127.0.0.1', port: 1 });
  });

  it('where the system has one loopback address, it is shared, and still only its own and the services are dialled', () => {
    const seat: Seat = { number: 3, loopback: new SeatLoopback(null), tell: () => undefined };
    const reach = reachOfSeat(seat, { services: () => services, holds: (_t, at) => at.port === 5_070 });
    const to = (number: number) => reach.destination('tcp', { address: '127.0.0.1', port: number });
    expect(to(5_070)).toMatchObject({ endpoint: { address: '127.0.0.1', port: 5_070 } });
    expect(to(5_071)).toMatchObject({ code: 'ECONNREFUSED' });
    expect(reach.local('tcp', { address: '127.0.0.1', port: 5_070 })).toMatchObject({ allowed: true });
  });
});
