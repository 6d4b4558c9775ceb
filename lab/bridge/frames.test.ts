import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeFrame, encodeData, encodeDatagram, MAX_DATA, MAX_DATAGRAM } from './frames.ts';
import { MAX_FRAME } from './messages.ts';

test('data frames look as the drawing says', () => {
  expect([...encodeData(0x80000001, Uint8Array.of(104, 105))]).toEqual([1, 0x80, 0, 0, 1, 104, 105]);
});

test('datagram frames carry address and port in network byte order', () => {
  const frame = encodeDatagram(2, { address: '127.0.0.9', port: 5_003 }, Uint8Array.of(7));
  expect([...frame]).toEqual([2, 0, 0, 0, 2, 127, 0, 0, 9, 0x13, 0x8b, 7]);
});

test('an IPv6 datagram has a type of its own and sixteen bytes of address', () => {
  const frame = encodeDatagram(2, { address: '::1', port: 5_003 }, Uint8Array.of(7));
  expect([...frame]).toEqual([3, 0, 0, 0, 2, ...Array(15).fill(0), 1, 0x13, 0x8b, 7]);
  expect(decodeFrame(frame)).toEqual({
    type: 'datagram',
    socket: 2,
    peer: { address: '::1', port: 5_003 },
    payload: Uint8Array.of(7),
  });
});

test('what is encoded is decoded', () => {
  const id = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  const payload = fc.uint8Array({ minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(id, payload, fc.ipV4(), fc.integer({ min: 0, max: 65_535 }), (socket, bytes, address, port) => {
      expect(decodeFrame(encodeData(socket, bytes))).toEqual({ type: 'data', socket, payload: bytes });
      const peer = { address, port };
      expect(decodeFrame(encodeDatagram(socket, peer, bytes))).toEqual({
        type: 'datagram',
        socket,
        peer,
        payload: bytes,
      });
    }),
  );
});

test('no bytes make it throw, and too few bytes are no frame', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => void decodeFrame(bytes)),
    { numRuns: 5_000 },
  );
  for (let length = 0; length <= 5; length += 1)
    expect(decodeFrame(Uint8Array.of(1, 0, 0, 0, 1).subarray(0, length))).toBeNull();
  for (let length = 0; length < 11; length += 1) expect(decodeFrame(new Uint8Array(length).fill(2))).toBeNull();
  for (let length = 0; length < 23; length += 1) expect(decodeFrame(new Uint8Array(length).fill(3))).toBeNull();
  expect(decodeFrame(Uint8Array.of(4, 0, 0, 0, 1, 1))).toBeNull();
});

test('the largest piece and the largest datagram fit one message of the lab server', () => {
  expect(encodeData(1, new Uint8Array(MAX_DATA)).length).toBe(MAX_FRAME);
  const peer = { address: '127.0.0.1', port: 5_001 };
  expect(encodeDatagram(1, peer, new Uint8Array(MAX_DATAGRAM)).length).toBeLessThanOrEqual(MAX_FRAME);
});
