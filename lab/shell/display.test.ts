import { Terminal } from '@xterm/headless';
import { expect, test } from 'vitest';
import { columnsOf, editedCell, graphemesOf } from './cells.ts';
import { Display, type EditedLine } from './display.ts';

/** A real xterm without a page, so that what is judged is what a person would see. */
function screen(columns: number, rows: number) {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true });
  let writes = Promise.resolve();
  const display = new Display({
    get columns() {
      return terminal.cols;
    },
    get rows() {
      return terminal.rows;
    },
    write: (data) => {
      writes = writes.then(() => new Promise((resolve) => terminal.write(data, resolve)));
    },
    clear: () => terminal.clear(),
  });
  const lines = async (): Promise<string[]> => {
    await writes;
    const { active } = terminal.buffer;
    const all = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '');
    while (all.at(-1) === '') all.pop();
    return all;
  };
  const cursor = async () => {
    await writes;
    const { active } = terminal.buffer;
    return { row: active.baseY + active.cursorY, column: active.cursorX };
  };
  return { display, lines, cursor, terminal, settled: () => writes };
}

function edited(text: string, cursor?: number, ownRow = true): EditedLine {
  const cells = graphemesOf(text).map((grapheme) => editedCell(grapheme, 'plain'));
  return { cells, cursor: cursor ?? cells.length, ownRow };
}

test('output that arrives while a line is edited goes above it', async () => {
  const { display, lines, cursor } = screen(40, 10);
  display.edit(edited('lab$ half a li'));
  display.print('hello from elsewhere\n');
  expect(await lines()).toEqual(['hello from elsewhere', 'lab$ half a li']);
  expect(await cursor()).toEqual({ row: 1, column: 14 });
});

test('a line over several rows is redrawn whole, the cursor in its place', async () => {
  const { display, lines, cursor } = screen(10, 10);
  const text = 'lab$ abcdefghijklmnopqrstuvwxyz';
  display.edit(edited(text, 12));
  display.print('out\n');
  display.edit(edited(text, 13));
  expect(await lines()).toEqual(['out', 'lab$ abcde', 'fghijklmno', 'pqrstuvwxy', 'z']);
  expect(await cursor()).toEqual({ row: 2, column: 3 });
});

test('a line that fills its row leaves the cursor on the next one', async () => {
  const { display, lines, cursor } = screen(10, 10);
  display.edit(edited('0123456789'));
  expect(await cursor()).toEqual({ row: 1, column: 0 });
  display.print('out\n');
  display.commit(edited('0123456789'), '0123456789');
  display.print('after\n');
  expect(await lines()).toEqual(['out', '0123456789', 'after']);
});

test.each(['日本語テキスト', 'e\u0301a\u0308o', 'a😀b', '한국어 text', 'ﾊﾝｶｸ', '✓ → █'])(
  'xterm and we agree how wide %s is',
  async (text) => {
    const { display, cursor } = screen(40, 4);
    display.edit(edited(text));
    expect((await cursor()).column).toBe(columnsOf(text));
  },
);

test('wide characters wrap as xterm wraps them', async () => {
  const { display, lines, cursor } = screen(5, 10);
  display.edit(edited('a日本語b', 3));
  display.print('x\n');
  expect(await lines()).toEqual(['x', 'a日本', '語b']);
  expect(await cursor()).toEqual({ row: 2, column: 0 });
});

test('an unfinished line of output is continued, below it a prompt has its own row', async () => {
  const { display, lines } = screen(40, 10);
  display.print('abc');
  display.edit(edited('lab$ '));
  display.print('def');
  expect(await lines()).toEqual(['abcdef', 'lab$ ']);
});

test('an answer stands on the row of the question', async () => {
  const { display, lines } = screen(40, 10);
  display.print('name? ');
  display.commit(edited('ann', 3, false), 'ann');
  display.print('hello\n');
  expect(await lines()).toEqual(['name? ann', 'hello']);
  expect(display.transcript.text).toBe('name? ann\nhello\n');
});

test('a long output without a line end is not lost and not doubled', async () => {
  const { display, lines } = screen(10, 30);
  let all = '';
  for (let piece = 0; piece < 30; piece += 1) {
    const text = `${piece}-`;
    all += text;
    display.print(text);
    display.edit(edited(piece % 2 === 0 ? 'lab$ x' : ''));
  }
  display.edit(edited(''));
  display.print('\n');
  expect((await lines()).join('')).toBe(all);
});

test('after the window was made narrower or wider, the line is where it belongs', async () => {
  const { display, lines, terminal, settled, cursor } = screen(20, 10);
  display.print('before\n');
  display.edit(edited('lab$ abcdefghijklmnopqrstuvwxyz', 20));
  await settled();
  terminal.resize(12, 10);
  display.redraw();
  expect(await lines()).toEqual(['before', 'lab$ abcdefg', 'hijklmnopqrs', 'tuvwxyz']);
  expect(await cursor()).toEqual({ row: 2, column: 8 });
  terminal.resize(30, 10);
  display.redraw();
  expect(await lines()).toEqual(['before', 'lab$ abcdefghijklmnopqrstuvwxy', 'z']);
});

test('a line longer than the screen stays editable', async () => {
  const { display, lines, cursor } = screen(10, 4);
  const text = 'x'.repeat(25) + 'y'.repeat(60);
  for (const at of [85, 84, 40, 0, 85]) display.edit(edited(text, at));
  display.edit(edited('short'));
  expect((await lines()).at(-1)).toBe('short');
  expect((await cursor()).column).toBe(5);
});

test('no control character of an output reaches the terminal', async () => {
  const { display, lines, terminal } = screen(40, 10);
  let titled = false;
  let answered = '';
  terminal.onTitleChange(() => {
    titled = true;
  });
  terminal.onData((data) => {
    answered += data;
  });
  display.print('a\x1b]0;title\x07b\x1b[2Jc\x1b[6n\x1b[c\x9b31md\u202ee\u2066f\rg\x07\x00\n');
  expect(await lines()).toEqual(['a�]0;title�b�[2Jc�[6n�[c�31md�e�f�g��']);
  expect(titled).toBe(false);
  expect(answered).toBe('');
});

test('CR LF is one line end, also when it is cut in two', async () => {
  const { display, lines } = screen(40, 10);
  display.print('one\r');
  display.print('\ntwo\r\n');
  expect(await lines()).toEqual(['one', 'two']);
});

test('tabs stand at multiples of eight', async () => {
  const { display, lines } = screen(40, 10);
  display.print('ab\tc\n1234567\t8');
  expect(await lines()).toEqual(['ab      c', '1234567 8']);
});

test('styles use the sixteen colours of the palette and the transcript has none', async () => {
  const { display, settled, terminal } = screen(40, 10);
  display.print('red\nstill red\n', 'error');
  await settled();
  for (const row of [0, 1]) expect(terminal.buffer.active.getLine(row)?.getCell(0)?.getFgColor()).toBe(1);
  expect(display.transcript.text).toBe('red\nstill red\n');
});

test('a sentence to a person breaks between words; bytes of a program do not', async () => {
  const { display, lines } = screen(12, 10);
  display.print('Nothing listens there.\n', 'dim');
  display.print('MSG anon-1ab hello\n');
  expect(await lines()).toEqual(['Nothing', 'listens', 'there.', 'MSG anon-1ab', ' hello']);
  expect(display.transcript.text).toContain('Nothing listens there.\n');
});
