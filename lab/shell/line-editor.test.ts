import { expect, test } from 'vitest';
import { KeyDecoder } from './keys.ts';
import { type EditorRequest, type EditorState, editLine, emptyLine } from './line-editor.ts';

/** Presses keys and shows the line with the cursor as `|`. */
function press(data: string, history: readonly string[] = [], from: EditorState = emptyLine) {
  let state = from;
  let request: EditorRequest = null;
  for (const key of new KeyDecoder().decode(data)) ({ state, request } = editLine(state, key, history));
  const shown = `${state.cells.slice(0, state.cursor).join('')}|${state.cells.slice(state.cursor).join('')}`;
  return { state, request, shown };
}

const CTRL = {
  a: '\x01',
  d: '\x04',
  e: '\x05',
  k: '\x0b',
  r: '\x12',
  t: '\x14',
  u: '\x15',
  w: '\x17',
  y: '\x19',
  g: '\x07',
};
const LEFT = '\x1b[D';
const UP = '\x1b[A';
const DOWN = '\x1b[B';

test('text goes in at the cursor', () => {
  expect(press(`helo${LEFT}l`).shown).toBe('hell|o');
});

test('Home and End, Ctrl-A and Ctrl-E go to the ends', () => {
  expect(press('abc\x1b[H').shown).toBe('|abc');
  expect(press(`abc${CTRL.a}x${CTRL.e}y`).shown).toBe('xabcy|');
});

test('Ctrl-U, Ctrl-K and Ctrl-W take text away, Ctrl-Y gives it back', () => {
  expect(press(`one two${CTRL.u}`).shown).toBe('|');
  expect(press(`one two${CTRL.a}${CTRL.k}${CTRL.y}!`).shown).toBe('one two!|');
  expect(press(`nc 127.0.0.1 5001${CTRL.w}`).shown).toBe('nc 127.0.0.1 |');
  expect(press(`nc 127.0.0.1 5001${CTRL.w}${CTRL.a}${CTRL.y}`).shown).toBe('5001|nc 127.0.0.1 ');
});

test('Alt-Backspace and Alt-D take a word of letters and digits', () => {
  expect(press('nc 127.0.0.1\x1b\x7f').shown).toBe('nc 127.0.0.|');
  expect(press(`one two${CTRL.a}\x1bd`).shown).toBe('| two');
});

test('Alt-B, Alt-F, Ctrl-Left and Ctrl-Right go word by word', () => {
  expect(press('one two three\x1bb\x1bb').shown).toBe('one |two three');
  expect(press('one two\x1b[1;5D').shown).toBe('one |two');
  expect(press(`one two${CTRL.a}\x1b[1;5C`).shown).toBe('one| two');
});

test('Ctrl-T swaps two characters', () => {
  expect(press(`ehco${LEFT}${LEFT}${CTRL.t}`).shown).toBe('ech|o');
  expect(press(`ab${CTRL.t}`).shown).toBe('ba|');
});

test('Backspace takes what a person sees as one character', () => {
  expect(press('a👩‍👩‍👧\x7f').shown).toBe('a|');
  expect(press('e\u0301\x7f').shown).toBe('|');
  expect(press('e').state.cells.length).toBe(1);
  expect(press('\u0301', [], press('xe').state).state.cells).toEqual(['x', 'e\u0301']);
});

test('Ctrl-D takes the next character, and ends the input only on an empty line', () => {
  expect(press(`ab${CTRL.a}${CTRL.d}`)).toMatchObject({ shown: '|b', request: null });
  expect(press(CTRL.d).request).toBe('end-of-input');
  expect(press(`ab${CTRL.d}`)).toMatchObject({ shown: 'ab|', request: null });
});

test('Up and Down go through the history and come back to the unfinished line', () => {
  const history = ['first', 'second'];
  expect(press(`unfin${UP}`, history).shown).toBe('second|');
  expect(press(`unfin${UP}${UP}${UP}`, history).shown).toBe('first|');
  expect(press(`unfin${UP}${UP}${DOWN}${DOWN}`, history).shown).toBe('unfin|');
  expect(press(`unfin${DOWN}`, history).shown).toBe('unfin|');
});

test('Ctrl-R finds the newest line that holds the text, again the one before', () => {
  const history = ['nc 127.0.0.1 5001', 'rooms', 'nc -l 5006', 'ss -ltn'];
  expect(press(`${CTRL.r}nc`, history).shown).toBe('nc -l 5006|');
  expect(press(`${CTRL.r}nc${CTRL.r}`, history).shown).toBe('nc 127.0.0.1 5001|');
  expect(
    press(' -x', history, press(`${CTRL.r}nc`, history).state).shown,
    'what is found nowhere changes nothing',
  ).toBe('nc -l 5006|');
  expect(press(`abc${CTRL.r}nc${CTRL.g}`, history).shown).toBe('abc|');
});

test('Enter in a search runs what was found; an arrow takes it over for editing', () => {
  const history = ['nc -l 5006', 'ss'];
  expect(press(`${CTRL.r}nc\r`, history)).toMatchObject({ shown: 'nc -l 5006|', request: 'submit' });
  const edited = press(`${CTRL.r}nc${LEFT}`, history);
  expect(edited.shown).toBe('nc -l 500|6');
  expect(edited.state.search).toBeNull();
});
