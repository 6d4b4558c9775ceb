import { expect, it } from 'vitest';
import { parseIpv4 } from '../network/wire/address.ts';
import { addressUse, specialBlocks } from './special-blocks.ts';

const use = (text: string): string => addressUse(parseIpv4(text) ?? 0);

it('knows where each block begins and ends', () => {
  expect(['9.255.255.255', '10.0.0.0', '10.255.255.255', '11.0.0.0'].map(use)).toEqual([
    'public',
    'private',
    'private',
    'public',
  ]);
  expect(['172.15.255.255', '172.16.0.0', '172.31.255.255', '172.32.0.0'].map(use)).toEqual([
    'public',
    'private',
    'private',
    'public',
  ]);
  expect(['192.167.255.255', '192.168.0.0', '192.168.255.255', '192.169.0.0'].map(use)).toEqual([
    'public',
    'private',
    'private',
    'public',
  ]);
  expect(['100.63.255.255', '100.64.0.0', '100.127.255.255', '100.128.0.0'].map(use)).toEqual([
    'public',
    'shared',
    'shared',
    'public',
  ]);
});

it('knows loopback, link-local, documentation and multicast', () => {
  expect(
    ['127.0.0.2', '169.254.9.9', '192.0.2.1', '198.51.100.20', '203.0.113.9', '224.0.0.1', '255.255.255.255'].map(use),
  ).toEqual(['loopback', 'link-local', 'documentation', 'documentation', 'documentation', 'multicast', 'reserved']);
});

it('lists blocks that begin where their prefix says, in order', () => {
  for (const { first, length } of specialBlocks) expect(first % 2 ** (32 - length)).toBe(0);
  const firsts = specialBlocks.map(({ first }) => first);
  expect([...firsts].sort((a, b) => a - b)).toEqual(firsts);
});
