import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hmacSha256, sha256 } from './hmac-sha-256.ts';

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * 7 + length) & 255);

describe('the HMAC of virtual hosts', () => {
  it('hashes messages of every length around a block as Node does', () => {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1_000]) {
      const message = bytes(length);
      expect(Buffer.from(sha256(message)).toString('hex')).toBe(createHash('sha256').update(message).digest('hex'));
    }
  });

  it('signs as Node does, with short and with long keys', () => {
    for (const length of [0, 10, 64, 65, 200]) {
      const expected = createHmac('sha256', bytes(length)).update(bytes(33)).digest('hex');
      expect(Buffer.from(hmacSha256(bytes(length), bytes(33))).toString('hex')).toBe(expected);
    }
  });
});
