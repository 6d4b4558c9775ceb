import { describe, expect, it } from 'vitest';
import { bytesOf, chunksOf, readBigEndian, readLines, readNaively, stream } from './tape.ts';

describe('a stream of lines', () => {
  const lines = ['hi', 'how are you?', 'bye'];
  const everyByte = new Set(Array.from({ length: stream.length }, (_, at) => at));

  it('gives a buffer the same lines however it is cut, and its bytes are all there', () => {
    for (let mask = 0; mask < 2 ** 19; mask += 4_093) {
      const cuts = new Set([...everyByte].filter((at) => at > 0 && (mask >> (at - 1)) & 1));
      const chunks = chunksOf(stream, cuts);
      expect(chunks.join('')).toBe(stream);
      expect(chunks).toHaveLength(cuts.size + 1);
      expect(readLines(chunks).flatMap(({ messages }) => messages)).toEqual(lines);
      expect(readLines(chunks).at(-1)?.kept).toBe('');
    }
  });

  it('gives a reader without a buffer as many messages as chunks', () => {
    expect(readNaively(chunksOf(stream, new Set())).flatMap(({ messages }) => messages)).toEqual([
      'hi\nhow are you?\nbye',
    ]);
    expect(readNaively(chunksOf(stream, everyByte))).toHaveLength(20);
    expect(readNaively(chunksOf(stream, new Set([3, 16]))).flatMap(({ messages }) => messages)).toEqual(lines);
  });
});

describe('the bytes of a number', () => {
  it('are read as another number from the other end', () => {
    expect(bytesOf(5001, 2)).toEqual([0x13, 0x89]);
    expect(bytesOf(11, 4)).toEqual([0, 0, 0, 11]);
    expect(readBigEndian(bytesOf(11, 4))).toBe(11);
    expect(readBigEndian([...bytesOf(11, 4)].reverse())).toBe(184_549_376);
    expect(readBigEndian([...bytesOf(5001, 2)].reverse())).toBe(35_091);
    expect(readBigEndian(bytesOf(4_294_967_295, 4))).toBe(4_294_967_295);
  });
});
