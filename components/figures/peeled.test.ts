import { describe, expect, it } from 'vitest';
import { capturedSay } from './captured-say.ts';
import { peeled, spacedHex } from './peeled.ts';

describe('a frame, peeled', () => {
  it('is frame, packet, segment, message, and no byte is lost', () => {
    const wrappings = peeled(capturedSay);
    expect(wrappings.map(({ name }) => name)).toEqual(['frame', 'packet', 'segment', 'message']);
    expect(wrappings.map(({ length }) => length)).toEqual([77, 59, 39, 7]);
    expect(wrappings.map(({ header }) => header.length)).toEqual([14, 20, 32, 0]);
    expect(wrappings.map(({ tail }) => tail.length)).toEqual([4, 0, 0, 0]);
    const parts = [...wrappings.map(({ header }) => header), wrappings.at(-1)?.inside ?? new Uint8Array()];
    expect(parts.map(spacedHex).filter(Boolean).join(' ')).toBe(spacedHex(capturedSay));
    expect(wrappings.at(-1)?.says).toBe('SAY hi␊');
  });

  it('counts padding to the frame, not to the packet', () => {
    const padded = new Uint8Array(capturedSay.length + 3);
    padded.set(capturedSay);
    const [frame, packet] = peeled(padded);
    expect(frame?.tail.length).toBe(7);
    expect(packet?.length).toBe(59);
  });

  it('makes nothing of a frame without TCP', () => {
    expect(peeled(capturedSay.subarray(0, 20))).toEqual([]);
    expect(peeled(new Uint8Array())).toEqual([]);
  });
});
