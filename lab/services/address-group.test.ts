import { expect, it } from 'vitest';
import { addressGroup } from './address-group.ts';

it('counts all loopback addresses as one peer', () => {
  const groups = ['127.0.0.1', '127.255.0.9', '::1', '::ffff:127.0.0.1'].map(addressGroup);
  expect(new Set(groups).size).toBe(1);
});

it('counts each IPv4 address by itself, mapped or not', () => {
  expect(addressGroup('192.0.2.7')).toBe('192.0.2.7');
  expect(addressGroup('::ffff:192.0.2.7')).toBe('192.0.2.7');
});

it('counts an IPv6 /64 as one peer, however it is written', () => {
  expect(addressGroup('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(addressGroup('2001:0db8:0:0:ffff::2')).toBe('2001:db8:0:0::/64');
  expect(addressGroup('2001:db8:0:1::1')).toBe('2001:db8:0:1::/64');
});
