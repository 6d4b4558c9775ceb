import { expect, it } from 'vitest';
import { parseIpv4 } from '../../network/wire/address.ts';
import {
  bitAt,
  firstDifference,
  hexText,
  integerText,
  networkOf,
  readAddress,
  sumText,
  verdictText,
  whyNone,
  withBit,
} from './bit-board-facts.ts';

const ip = (text: string): number => parseIpv4(text) ?? -1;

it('writes one address in four ways', () => {
  const address = ip('192.168.1.1');
  expect(integerText(address)).toBe('3\u202f232\u202f235\u202f777');
  expect(hexText(address)).toBe('0xC0A80101');
  expect(sumText(192)).toBe('128 + 64 = 192');
  expect(sumText(0)).toBe('0');
});

it('reads any of them back, and says why something is no address', () => {
  for (const text of ['192.168.1.1', '0xC0A80101', '3232235777']) expect(readAddress(text)).toBe(ip('192.168.1.1'));
  for (const text of ['256.1.1.1', '1.2.3', '4294967296', 'pc1', '']) expect(readAddress(text)).toBeNull();
  expect(whyNone('256.1.1.1')).toContain('256 does not fit');
});

it('flips single bits, the first one too', () => {
  expect(withBit(0, 0, 1)).toBe(2 ** 31);
  expect(withBit(0xffff_ffff, 31, 0)).toBe(0xffff_fffe);
  expect([0, 1, 2].map((bit) => bitAt(ip('192.0.0.0'), bit))).toEqual([1, 1, 0]);
});

it('cuts an address into network and host', () => {
  expect(networkOf(ip('10.1.2.3'), 24)).toEqual({
    network: ip('10.1.2.0'),
    mask: ip('255.255.255.0'),
    broadcast: ip('10.1.2.255'),
    hosts: 254,
  });
  expect(networkOf(ip('10.1.2.3'), 29).hosts).toBe(6);
  expect(networkOf(ip('10.1.2.3'), 31).hosts).toBe(2);
  expect(networkOf(ip('10.1.2.3'), 32).hosts).toBe(1);
  expect(networkOf(ip('10.1.2.3'), 0)).toMatchObject({ network: 0, broadcast: 0xffff_ffff });
});

it('decides between next door and far away by the first bit that differs', () => {
  expect(firstDifference(ip('10.1.2.3'), ip('10.1.3.4'))).toBe(23);
  expect(verdictText(ip('10.1.2.3'), 24, ip('10.1.3.4'))).toMatch(/^Far away.*bit 24/);
  expect(verdictText(ip('10.1.2.3'), 23, ip('10.1.3.4'))).toMatch(/^Next door/);
  expect(verdictText(ip('10.1.2.3'), 24, ip('10.1.2.3'))).toContain('same address');
});
