import { expect, it } from 'vitest';
import { damageOf } from './sim-damage.ts';

// SAY hi, from 192.168.1.10 to port 5001 of 192.168.1.20.
const hex =
  '00005e00532000005e00531008004500003bac3a400040060b14c0a8010ac0a80114ed77138968ec0fb5303450a180187ff9219600000101080a66ef95542de30e465341592068690a';

const flipped = (bit: number | null): Uint8Array => {
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  if (bit !== null) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
  return bytes;
};

it('tells from the checksums inside a frame where it is damaged', () => {
  expect(damageOf(flipped(null))).toBe('none');
  expect(damageOf(flipped(70 * 8 + 7))).toBe('segment');
  expect(damageOf(flipped(34 * 8))).toBe('segment');
  expect(damageOf(flipped(33 * 8 + 7))).toBe('IP header');
  expect(damageOf(flipped(22 * 8))).toBe('IP header');
});

it('says nothing of frames that carry no TCP', () => {
  expect(damageOf(flipped(null).subarray(0, 14))).toBeNull();
});
