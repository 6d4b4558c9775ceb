import { isIPv4 } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Endpoint, Service } from '../../lab/host.ts';
import { judgeDestination, judgeLocal, type Standing } from './reach.ts';

const services: Service[] = [
  { name: 'lobby', kind: 'lobby', transport: 'tcp', port: 4_999 },
  { name: 'blue', kind: 'room', transport: 'tcp', port: 6_001 },
];
const held: Endpoint = { address: '127.0.0.1', port: 40_123 };
const standing: Standing = {
  services: () => services,
  holds: (transport, at) => transport === 'tcp' && at.address === held.address && at.port === held.port,
};

/** Said once more in other words, without a line of the code under test. */
function mayBeDialled(address: string, port: number): boolean {
  if (address !== '::1' && (!isIPv4(address) || address.split('.')[0] !== '127')) return false;
  if ((port >= 5_000 && port <= 5_999) || (port >= 7_000 && port <= 7_999)) return true;
  return address === '127.0.0.1' && [4_999, 6_001, 40_123].includes(port);
}

const octet = fc.oneof(fc.integer({ min: 0, max: 260 }), fc.constantFrom(0, 1, 127, 255, 256));
const part = octet.chain((value) =>
  fc.constantFrom(
    `${value}`,
    `0${value}`,
    `0x${value.toString(16)}`,
    `0${value.toString(8)}`,
    ` ${value}`,
    `+${value}`,
  ),
);
const dotted = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'));
const loopback = fc.tuple(octet, octet, octet).map((rest) => ['127', ...rest].join('.'));
const known = fc.constantFrom(
  ...[
    '127.0.0.1',
    'localhost',
    '127.1',
    '127.0.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '017700000001',
    '127.0.0.1.',
  ],
  ...[
    '0.0.0.0',
    '0',
    '',
    '::1',
    '::ffff:127.0.0.1',
    '[::1]',
    '0:0:0:0:0:0:0:1',
    '::0001',
    '0::1',
    '::1%lo',
    '::1%1',
    '::1/128',
    '::1 ',
    '::1\0',
    '::１',
    '::',
    '::2',
    '1::',
    '::7f00:1',
    '::ffff:7f00:1',
    '::127.0.0.1',
    'fe80::1',
    '64:ff9b::7f00:1',
    '127.0.0.1\0',
    '127.0.0.1\n',
    '127.0.0.1/8',
    '127.0.0.1:80',
  ],
  ...[
    '127.0.0.1@10.0.0.1',
    '127。0。0。1',
    '１２７.0.0.1',
    '127.0.0.01',
    '127.0.0.1%lo',
    '10.0.0.1',
    '169.254.169.254',
  ],
  ...[
    'example.org',
    '127.0.0.1.nip.io',
    '127.0.0.1 ',
    '\t127.0.0.1',
    '255.255.255.255',
    '224.0.0.1',
    '128.0.0.1',
    '126.0.0.1',
  ],
);
const wrapped = fc
  .tuple(
    fc.constantFrom('', ' ', '.', '0', '[', '::ffff:'),
    loopback,
    fc.constantFrom('', '.', ' ', ']', '\0', '%1', '/'),
  )
  .map((pieces) => pieces.join(''));
/** What looks like IPv6: groups, colons, zones, and other spellings of ::1 among them. */
const colons = fc
  .array(fc.constantFrom('', '', '0', '1', '00', '0001', 'ffff', '7f00', '127.0.0.1', '1%lo', 'fe80'), {
    minLength: 2,
    maxLength: 9,
  })
  .map((groups) => groups.join(':'));
const address = fc.oneof(dotted, loopback, known, wrapped, colons, fc.constant('::1'), fc.string({ maxLength: 20 }));
const port = fc.oneof(
  fc.integer({ min: -1, max: 65_536 }),
  fc.constantFrom(0, 22, 80, 4_999, 5_000, 5_001, 5_999, 6_000, 6_001, 7_000, 7_999, 8_000, 40_123, 65_535),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 5_000.5, -5_001, 5_001 + 65_536),
);

test('of 100,000 spellings of hosts and ports only allowed pairs are ever dialled', () => {
  let dialled = 0;
  let refused = 0;
  const dial = (to: Endpoint): void => {
    dialled += 1;
    if (!mayBeDialled(to.address, to.port)) throw new Error(`dialled ${JSON.stringify(to)}`);
  };
  fc.assert(
    fc.property(address, port, (host, number) => {
      const verdict = judgeDestination('tcp', { address: host, port: number }, standing);
      if (verdict.allowed) dial(verdict.endpoint);
      else refused += verdict.why.length > 20 ? 1 : 0;
      return verdict.allowed === (mayBeDialled(host, number) && Number.isInteger(number));
    }),
    { numRuns: 100_000 },
  );
  expect(dialled).toBeGreaterThan(1_000);
  expect(dialled + refused).toBeGreaterThanOrEqual(100_000);
});

test('every refusal is a sentence about its own reason', () => {
  const why = (host: string, number = 5_001): string => {
    const verdict = judgeDestination('tcp', { address: host, port: number }, standing);
    return verdict.allowed ? 'allowed' : verdict.why;
  };
  expect(why('10.0.0.1')).toContain('not loopback');
  expect(why('example.org')).toContain('is a name');
  expect(why('0x7f.0.0.1')).toContain('hexadecimal, octal');
  expect(why('127.1')).toContain('four decimal');
  expect(why('::1')).toBe('allowed');
  for (const other of ['::2', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '::1%lo', '[::1]', 'fe80::1', '::'])
    expect(why(other), other).toContain('written ::1');
  expect(why('0.0.0.0')).toContain('every address');
  expect(why('127.0.0.1', 22)).toContain('Port 22 is outside the lab');
  expect(why('127.0.0.1', 22)).toContain('lobby on 4999');
  expect(why('\u001b[2J\u202e')).not.toMatch(/[^\x20-\x7e]/);
});

test('a service outside the ranges is reached on its own address and over TCP only', () => {
  const allowed = (transport: 'tcp' | 'udp', host: string) =>
    judgeDestination(transport, { address: host, port: 6_001 }, standing).allowed;
  expect(allowed('tcp', '127.0.0.1')).toBe(true);
  expect(allowed('tcp', '127.0.0.2')).toBe(false);
  expect(allowed('udp', '127.0.0.1')).toBe(false);
  expect(allowed('tcp', '::1')).toBe(false);
});

test('a service that stands on ::1 as well is reached there, too', () => {
  const six = {
    ...standing,
    services: () => services.map((service) => ({ ...service, also: ['::1', '192.168.1.7'] })),
  };
  const allowed = (transport: 'tcp' | 'udp', address: string) =>
    judgeDestination(transport, { address, port: 6_001 }, six).allowed;
  expect([allowed('tcp', '::1'), allowed('udp', '::1'), allowed('tcp', '127.0.0.2')]).toEqual([true, false, false]);
  expect(allowed('tcp', '192.168.1.7')).toBe(false);
});

test('listening: lab ports, port 0, and taken ones, which the operating system refuses by itself', () => {
  const allowed = (host: string, number: number) => judgeLocal({ address: host, port: number }, standing).allowed;
  expect([5_000, 7_999, 0, 6_001].map((number) => allowed('127.0.0.1', number))).toEqual([true, true, true, true]);
  expect([80, 4_000, 8_000, 40_123].map((number) => allowed('127.0.0.1', number))).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(allowed('0.0.0.0', 5_001)).toBe(false);
  expect(allowed('127.0.0.2', 5_001)).toBe(true);
  expect(['::1', '::', '0:0:0:0:0:0:0:1'].map((address) => allowed(address, 5_001))).toEqual([true, false, false]);
  expect([0, 80, 40_123].map((number) => allowed('::1', number))).toEqual([true, false, false]);
  // Where rooms were moved, lesson 4.1 still asks for a room's number at another address.
  expect(allowed('127.0.0.2', 6_001)).toBe(true);
  expect(allowed('127.0.0.2', 6_002)).toBe(false);
});
