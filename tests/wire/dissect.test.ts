import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dissect } from '../../network/wire/dissect.ts';
import type { Field } from '../../network/wire/field.ts';
import { keys } from './keys.ts';
import { hasTshark, tsharkFields } from './tshark.ts';
import { expectedOf, isUpper, ourFields, plainly, uncovered, vectors } from './vectors.ts';

describe.each(vectors.filter((vector) => !isUpper(vector)))('$name, captured from Linux', ({ name, file, frames }) => {
  it('is read as tshark read it', () => {
    expect(frames.map(({ bytes }) => ourFields(bytes, keys))).toEqual(expectedOf(name).map(plainly));
  });

  it.skipIf(!hasTshark)('is read as the tshark of this machine reads it', async () => {
    const said = await tsharkFields(file, keys);
    expect(frames.map(({ bytes }) => ourFields(bytes, keys))).toEqual(said.map(plainly));
  });
});

describe('any bytes at all', () => {
  // Types and protocols that lead somewhere, so that chance gets past the first header.
  const type = fc.constantFrom(0x0800, 0x0806, 0x8100, 0x86dd, 0x88cc, 38);
  const start = fc.constantFrom([], [0x45], [0x46, 0, 0, 40], [0x60], [0x42, 0x42, 3]);
  const protocol = fc.constantFrom(0, 1, 6, 17, 44, 58, 60);

  it('are covered, every bit once', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => uncovered(bytes) === null),
      { numRuns: 3000 },
    );
  });

  it('are covered behind headers that lead somewhere', () => {
    const frame = fc.tuple(type, start, protocol, fc.uint8Array({ minLength: 20, maxLength: 200 }));
    const holds = fc.property(frame, ([etherType, first, number, rest]) => {
      const bytes = Uint8Array.from([...new Uint8Array(12), etherType >>> 8, etherType & 255, ...rest]);
      bytes.set(first, 14);
      bytes[first[0] === 0x60 ? 20 : 23] = number;
      return uncovered(bytes) === null;
    });
    fc.assert(holds, { numRuns: 10_000 });
  });

  it('give every field a name, a meaning and a source', () => {
    const check = (field: Field): void => {
      expect(field.name && field.key && field.meaning && field.source).toBeTruthy();
      for (const part of field.parts ?? []) {
        expect(part.bits.start >= field.bits.start && part.bits.end <= field.bits.end).toBe(true);
        check(part);
      }
    };
    for (const { frames } of vectors)
      for (const { bytes } of frames)
        dissect(bytes)
          .flatMap(({ fields }) => fields)
          .map(check);
  });
});
