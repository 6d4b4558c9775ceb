import { expect, test } from 'vitest';
import { type Key, KeyDecoder } from './keys.ts';

const decode = (data: string): Key[] => new KeyDecoder().decode(data);
const names = (data: string): string[] => decode(data).map((key) => (key.kind === 'press' ? key.name : key.text));

test.each([
  ['\x1b[A', 'up'],
  ['\x1bOA', 'up'],
  ['\x1b[H', 'home'],
  ['\x1bOH', 'home'],
  ['\x1b[1~', 'home'],
  ['\x1b[7~', 'home'],
  ['\x1b[F', 'end'],
  ['\x1bOF', 'end'],
  ['\x1b[4~', 'end'],
  ['\x1b[8~', 'end'],
  ['\x1b[3~', 'delete'],
  ['\x1b[1;5D', 'ctrl-left'],
  ['\x1bOd', 'ctrl-left'],
  ['\x1b[1;5C', 'ctrl-right'],
  ['\x1b[1;3C', 'alt-right'],
  ['\x1b\x1b[D', 'alt-left'],
  ['\x1bb', 'alt-b'],
  ['\x1bF', 'alt-f'],
  ['\x1b\x7f', 'alt-backspace'],
  ['\x01', 'ctrl-a'],
  ['\x12', 'ctrl-r'],
  ['\x7f', 'backspace'],
  ['\b', 'backspace'],
  ['\r', 'enter'],
  ['\n', 'enter'],
  ['\r\n', 'enter'],
  ['\t', 'tab'],
  ['\x1b', 'escape'],
])('%j is %s', (data, name) => {
  expect(names(data)).toEqual([name]);
});

test('text and keys that arrive together stay in order', () => {
  expect(names('ls\r\x1b[Aä日本')).toEqual(['ls', 'enter', 'up', 'ä日本']);
});

test('a bracketed paste is one paste, whatever it holds, also when it arrives in pieces', () => {
  const decoder = new KeyDecoder();
  expect(decoder.decode('\x1b[200~one\r\x1b[A')).toEqual([]);
  expect(decoder.decode('two\x1b[20')).toEqual([]);
  expect(decoder.decode('1~x')).toEqual([
    { kind: 'paste', text: 'one\r\x1b[Atwo' },
    { kind: 'text', text: 'x' },
  ]);
});

test('a sequence cut in two is one key', () => {
  const decoder = new KeyDecoder();
  expect(decoder.decode('\x1b[1;')).toEqual([]);
  expect(decoder.decode('5C')).toEqual([{ kind: 'press', name: 'ctrl-right' }]);
});

test.each(['\x1b[?1;2c', '\x1b[24;80R', '\x1b]11;rgb:0000/0000/0000\x07', '\x1bP1$r0m\x1b\\', '\x1b[?2026;2$y'])(
  'the answer of a terminal %j is no key',
  (data) => {
    expect(decode(data)).toEqual([]);
  },
);

test('no bytes make it throw or hang', () => {
  for (let seed = 1; seed < 2000; seed += 1) {
    let state = seed;
    const data = Array.from({ length: 12 }, () => {
      state = (state * 48271) % 2147483647;
      return '\x1b[O;~0159ABab\r\x7f\x9b\x07P]é'[state % 25];
    }).join('');
    expect(Array.isArray(decode(data))).toBe(true);
  }
});
