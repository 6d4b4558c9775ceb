import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from './lines.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (splitter: LineSplitter, text: string) =>
  splitter.push(bytes(text)).map((line) => (line.tooLong ? 'TOO LONG' : new TextDecoder().decode(line.bytes)));

describe('a line splitter', () => {
  it('takes LF and CRLF as the end of a line, and leaves a CR elsewhere alone', () => {
    expect(read(new LineSplitter(20), 'one\ntwo\r\na\rb\n\n')).toEqual(['one', 'two', 'a\rb', '']);
  });

  it('takes a line of exactly the limit, with either end', () => {
    const most = 'x'.repeat(1024);
    expect(read(new LineSplitter(1024), `${most}\n${most}\r\n${most}y\n`)).toEqual([most, most, 'TOO LONG']);
  });

  it('reports a line without end once, as soon as it is too long, and goes on after it', () => {
    const splitter = new LineSplitter(4);
    expect(read(splitter, 'abcd')).toEqual([]);
    expect(read(splitter, 'ef')).toEqual(['TOO LONG']);
    expect(read(splitter, 'g'.repeat(100))).toEqual([]);
    expect(splitter.overrun).toBe(102);
    expect(read(splitter, 'h\nok\n')).toEqual(['ok']);
    expect(splitter.overrun).toBe(0);
  });

  it('waits for what follows a CR at the limit', () => {
    const splitter = new LineSplitter(4);
    expect(read(splitter, 'abcd\r')).toEqual([]);
    expect(read(splitter, '\n')).toEqual(['abcd']);
    expect(read(splitter, 'abcd\r')).toEqual([]);
    expect(read(splitter, 'e\nf\n')).toEqual(['TOO LONG', 'f']);
  });

  it('gives the first part of a line that is too long', () => {
    const splitter = new LineSplitter(4);
    splitter.push(bytes('ab'));
    const [line] = splitter.push(bytes('cdefgh'));
    expect(line).toEqual({ bytes: bytes('abcd'), tooLong: true });
  });

  it('stops where it is told to and says how far it came', () => {
    const seen: string[] = [];
    const used = new LineSplitter(20).each(bytes('one\ntwo\nthree\n'), (line) => {
      seen.push(new TextDecoder().decode(line.bytes));
      return seen.length < 2;
    });
    expect(seen).toEqual(['one', 'two']);
    expect(used).toBe(8);
  });

  it('finds the same lines in whatever pieces the bytes come', () => {
    const soup = fc.array(fc.constantFrom('a', 'b', '\r', '\n', 'cc', 'ddddd'), { maxLength: 60 });
    fc.assert(
      fc.property(soup, fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), (parts, sizes) => {
        const whole = bytes(parts.join(''));
        const atOnce = new LineSplitter(6).push(whole).map((line) => (line.tooLong ? '!' : `${line.bytes}`));
        const splitter = new LineSplitter(6);
        const inPieces: string[] = [];
        for (let at = 0, turn = 0; at < whole.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          for (const line of splitter.push(whole.slice(at, at + size)))
            inPieces.push(line.tooLong ? '!' : `${line.bytes}`);
          at += size;
        }
        // An unfinished line that is too long already is reported in both or will be at its end.
        expect(inPieces).toEqual(atOnce);
      }),
    );
  });
});
