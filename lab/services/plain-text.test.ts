import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, neutralise, neutralised } from './plain-text.ts';

const HARMLESS = /^(?:\t|[^\p{Cc}\u2028-\u202e\u2066-\u2069])*$/u;

describe('text for other people’s terminals', () => {
  it('keeps letters of every script, emoji and tabs', () => {
    const text = 'a\tß 漢字 العربية 👩‍👩‍👧 \ufeff~';
    expect(neutralise(text)).toBe(text);
  });

  it.each([
    ['an escape sequence', '\u001b[2J', '\ufffd[2J'],
    ['a device report that types', '\u001b[c', '\ufffd[c'],
    ['a window title', '\u001b]0;mine\u0007', '\ufffd]0;mine\ufffd'],
    ['the eight-bit CSI', '\u009b6n', '\ufffd6n'],
    ['a bell, a backspace, a DEL, a NUL', '\u0007\u0008\u007f\u0000', '\ufffd\ufffd\ufffd\ufffd'],
    ['a carriage return that overwrites the nick', 'x\ranon-fff: lies', 'x\ufffdanon-fff: lies'],
    ['bidirectional overrides and isolates', '\u202a\u202e\u2066\u2069', '\ufffd\ufffd\ufffd\ufffd'],
    ['line and paragraph separators', 'a\u2028b\u2029c', 'a\ufffdb\ufffdc'],
  ])('neutralises %s', (_what, text, safe) => {
    expect(neutralise(text)).toBe(safe);
  });

  it('tells UTF-8 from other bytes', () => {
    expect(decodeUtf8(new Uint8Array([0xc3, 0xa9]))).toBe('é');
    expect(neutralised(new Uint8Array([0xc3]))).toBeUndefined();
    // An overlong slash and a surrogate: RFC 3629 §3.
    expect(neutralised(new Uint8Array([0xc0, 0xaf]))).toBeUndefined();
    expect(neutralised(new Uint8Array([0xed, 0xa0, 0x80]))).toBeUndefined();
  });

  it('lets nothing harmful through, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.string({ unit: 'binary' }).map((text) => new TextEncoder().encode(text)),
        ),
        (bytes) => {
          const safe = neutralised(bytes);
          if (safe !== undefined) expect(decodeUtf8(safe)).toMatch(HARMLESS);
        },
      ),
    );
  });
});
