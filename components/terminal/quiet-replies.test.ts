import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { restrictModes, silenceReplies } from './quiet-replies.ts';

const ESC = '\x1b';
/** Sequences to which a bare xterm.js 6 answers, or which reach out of the screen. */
const asking = [
  `${ESC}[c`,
  `${ESC}[0c`,
  `${ESC}[>c`,
  `${ESC}[=c`,
  `${ESC}[>q`,
  `${ESC}[5n`,
  `${ESC}[6n`,
  `${ESC}[?6n`,
  `${ESC}[?996n`,
  `${ESC}[4$p`,
  `${ESC}[?2004$p`,
  `${ESC}P$qm${ESC}\\`,
  `${ESC}P$q"p${ESC}\\`,
  `${ESC}P+q544e${ESC}\\`,
  `${ESC}[18t`,
  `${ESC}[14t`,
  `${ESC}[21t`,
  `${ESC}]4;1;?${ESC}\\`,
  `${ESC}]10;?\x07`,
  `${ESC}]11;?\x07`,
  `${ESC}]12;?\x07`,
  `${ESC}]52;c;?\x07`,
  `${ESC}]0;owned\x07`,
  `${ESC}]2;owned\x07`,
  `${ESC}[?u`,
  `${ESC}Z`,
  '\x05',
];

async function show(text: string, quiet: boolean): Promise<{ replies: string; titles: string[]; shown: string }> {
  const terminal = new xterm.Terminal({ allowProposedApi: true, windowOptions: { getWinSizeChars: true } });
  if (quiet) {
    silenceReplies(terminal.parser);
    restrictModes(terminal.parser);
  }
  let replies = '';
  const titles: string[] = [];
  terminal.onData((data) => {
    replies += data;
  });
  terminal.onTitleChange((title) => titles.push(title));
  await new Promise<void>((done) => terminal.write(`before ${text} after`, done));
  const shown = terminal.buffer.active.getLine(0)?.translateToString(true) ?? '';
  terminal.dispose();
  return { replies, titles, shown };
}

describe('a terminal that was told to keep quiet', () => {
  it.each(asking.map((sequence) => [JSON.stringify(sequence), sequence]))('does not answer %s', async (_, sequence) => {
    const { replies, titles, shown } = await show(sequence, true);
    expect(replies).toBe('');
    expect(titles).toEqual([]);
    expect(shown).toContain('before');
    expect(shown).toContain('after');
  });

  it('would have answered without that, so this test can fail', async () => {
    const answers = await Promise.all(asking.map((sequence) => show(sequence, false)));
    expect(answers.filter(({ replies, titles }) => replies !== '' || titles.length > 0).length).toBeGreaterThan(10);
  });

  it('still takes colours, cursor movement and bracketed paste from the shell', async () => {
    const terminal = new xterm.Terminal({ allowProposedApi: true });
    silenceReplies(terminal.parser);
    restrictModes(terminal.parser);
    await new Promise<void>((done) => terminal.write(`${ESC}[?2004h${ESC}[32mgreen${ESC}[0m${ESC}[5D${ESC}[K!`, done));
    expect(terminal.modes.bracketedPasteMode).toBe(true);
    expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('!');
    terminal.dispose();
  });

  it('does not report the mouse or the focus', async () => {
    const terminal = new xterm.Terminal({ allowProposedApi: true });
    restrictModes(terminal.parser);
    await new Promise<void>((done) => terminal.write(`${ESC}[?1003h${ESC}[?1006h${ESC}[?1004h${ESC}[?25;1000h`, done));
    expect(terminal.modes.mouseTrackingMode).toBe('none');
    expect(terminal.modes.sendFocusMode).toBe(false);
    terminal.dispose();
  });
});
