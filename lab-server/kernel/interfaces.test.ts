import { expect, test } from 'vitest';
import { readInterfaces } from './interfaces.ts';

test('tells scope and prefix length of each address', () => {
  const base = { netmask: '', mac: '02:00:5e:00:53:01', internal: false };
  const rows = readInterfaces(() => ({
    lo: [{ ...base, address: '127.0.0.1', family: 'IPv4', cidr: '127.0.0.1/8', internal: true }],
    eth0: [
      { ...base, address: '192.0.2.7', family: 'IPv4', cidr: '192.0.2.7/24' },
      { ...base, address: 'fe80::1', family: 'IPv6', cidr: 'fe80::1/64', scopeid: 2 },
      { ...base, address: '169.254.3.4', family: 'IPv4', cidr: null },
    ],
    down: [],
  }));
  expect(rows).toEqual([
    {
      name: 'lo',
      mac: '02:00:5e:00:53:01',
      loopback: true,
      addresses: [{ family: 'inet', address: '127.0.0.1', prefixLength: 8, scope: 'host' }],
    },
    {
      name: 'eth0',
      mac: '02:00:5e:00:53:01',
      loopback: false,
      addresses: [
        { family: 'inet', address: '192.0.2.7', prefixLength: 24, scope: 'global' },
        { family: 'inet6', address: 'fe80::1', prefixLength: 64, scope: 'link' },
        { family: 'inet', address: '169.254.3.4', prefixLength: 32, scope: 'link' },
      ],
    },
  ]);
});

test('knows the loopback of this computer', () => {
  const loopback = readInterfaces().find((row) => row.loopback);
  expect(loopback?.addresses).toContainEqual({ family: 'inet', address: '127.0.0.1', prefixLength: 8, scope: 'host' });
});
