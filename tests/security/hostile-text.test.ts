import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import xtermHeadless from '@xterm/headless';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { TestClient } from '../../lab-server/rooms/test-client.ts';
import { browserForTests } from '../browser/browser.ts';
import { largeWindow, playInPage } from '../browser/player.ts';

// Threats 11 and 17 in the real page with the real xterm.js. What a stranger says, in a room or from a server of their
// own, is text: it makes the terminal answer nothing, names no window, hides no row, and is no markup.

const browser = browserForTests();

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

const ESC = '\x1b';
const ST = `${ESC}\\`;

/** By what they would do if they reached a terminal. None contains a line feed. */
const corpus: readonly string[] = [
  // Questions that a terminal answers: device attributes, status, cursor, modes, settings, colours, window, keyboard.
  ...['[c', '[0c', '[>c', '[=c', '[5n', '[6n', '[?6n', '[?15n', '[?25$p', '[4$p', '[x', '[>q', '[?u', 'Z'].map(
    (seq) => ESC + seq,
  ),
  `${ESC}P$q"p${ST}${ESC}P$qm${ST}`,
  `${ESC}P+q544e${ST}`,
  `${ESC}]4;1;?\x07${ESC}]10;?${ST}${ESC}]11;?\x07${ESC}]12;?\x07`,
  `${ESC}[11t${ESC}[13t${ESC}[14t${ESC}[18t${ESC}[19t${ESC}[20t${ESC}[21t`,
  '\x05',
  // The same as C1 characters.
  '\u009b6n\u009bc',
  '\u009d0;owned\u009c',
  '\u0090$qm\u009c',
  // The title, a link, the clipboard, notifications.
  `${ESC}]0;owned\x07${ESC}]1;owned\x07${ESC}]2;owned${ST}`,
  `${ESC}]8;;http://evil.example/${ST}link${ESC}]8;;${ST}`,
  `${ESC}]52;c;?\x07${ESC}]52;c;b3duZWQ=\x07`,
  `${ESC}]9;owned\x07${ESC}]777;notify;owned;owned\x07`,
  // Mouse and focus reports, bracketed paste, application keys: they make the terminal talk later.
  `${ESC}[?1000h${ESC}[?1003h${ESC}[?1006h${ESC}[?1004h`,
  `${ESC}[?2004l${ESC}=${ESC}[?1h`,
  // What hides rows or paints others.
  `${ESC}[1A${ESC}[2K`,
  `${ESC}[H${ESC}[2J${ESC}[3J`,
  `${ESC}c`,
  `${ESC}[!p`,
  `${ESC}[?1049h`,
  `${ESC}[10;1HMSG you owned`,
  `${ESC}[8m${ESC}[30;40m`,
  `${ESC}[?25l${ESC}[r${ESC}[2;3r`,
  `${ESC}(0`,
  '\x0e\x0b\x0c\x07',
  '\b\b\b\b\b\b\b\b\b\b\b\b',
  '\rowned',
  '\x7f\x7f\x00',
  // Unfinished: what follows must not be swallowed.
  `${ESC}[`,
  `${ESC}]0;owned`,
  `${ESC}P`,
  `${ESC}_owned`,
  ESC,
  // Text that turns around, and line ends that nobody sent.
  '\u202edenwo\u202c \u2066\u2067\u2068\u2069 \u200e\u200f\u061c',
  'a\u2028b\u2029c\u0085d',
  // Markup.
  '<img src=x onerror="window.owned=1">',
  '<script>window.owned=1</script><svg onload=window.owned=1>',
  '</pre><iframe srcdoc="<script>top.owned=1</script>">',
  '&lt;b&gt;&amp;<b>bold</b>{{7*7}}',
  'javascript:window.owned=1',
  '__proto__ constructor',
];
const rows = corpus.map((sequence, row) => `row-${row}- ${sequence} -end-${row}`);

const openPage = async (): Promise<{ page: Page; complaints: string[] }> => {
  const { page, seen } = await browser.open('/lessons/start-here/', { viewport: largeWindow });
  await page.locator('.xterm-rows').first().waitFor({ timeout: 30_000 });
  return { page, complaints: seen.complaints };
};

const screenOf = async (page: Page): Promise<string> =>
  (await page.locator('[data-terminal="a"] .xterm-rows').innerText()).replaceAll('\u00a0', ' ');

/** Every row is there, in order, from its beginning to its end. */
const expectEveryRow = (text: string): void => {
  const seen = [...text.matchAll(/row-(\d+)-.*?-end-(\d+)/g)].map(([, from, to]) => `${from}:${to}`);
  expect(seen).toEqual(rows.map((_, row) => `${row}:${row}`));
};

/** Nothing that was said has become anything but text. */
const expectOnlyText = async (page: Page, title: string): Promise<void> => {
  expect(await page.title()).toBe(title);
  const made = await page.evaluate(() => ({
    owned: (window as unknown as { owned?: unknown }).owned ?? null,
    markup: document.querySelectorAll(
      'img[src="x"], iframe, svg[onload], [onerror], a[href*="evil"], a[href^="javascript"]',
    ).length,
    polluted: 'owned' in {},
  }));
  expect(made).toEqual({ owned: null, markup: 0, polluted: false });
  // Neither a mouse report nor anything else that the terminal would say by itself.
  await page.mouse.move(2_000, 500);
  await page.mouse.move(2_200, 700);
};

const plainText = async (page: Page): Promise<string> => {
  await page.getByRole('button', { name: 'Plain text' }).click();
  return page.locator('.terminal-plain pre').innerText();
};

it('would own an unguarded xterm.js: it answers, renames the window, and loses rows', async () => {
  const xterm = new xtermHeadless.Terminal({ cols: 200, rows: 100, allowProposedApi: true, logLevel: 'off' });
  let answered = '';
  let title = '';
  xterm.onData((data) => {
    answered += data;
  });
  xterm.onTitleChange((given) => {
    title = given;
  });
  await new Promise<void>((resolve) => xterm.write(rows.join('\r\n'), resolve));
  expect(answered.length).toBeGreaterThan(50);
  expect(title).toContain('owned');
  const lines = Array.from({ length: 100 }, (_, row) => xterm.buffer.active.getLine(row)?.translateToString() ?? '');
  expect(lines.filter((line) => line.includes('row-')).length).toBeLessThan(rows.length);
});

describe('hostile text', () => {
  it('said by one member of a room to another', { timeout: 120_000 }, async () => {
    const { page, complaints } = await openPage();
    const title = await page.title();
    const green = browser.lab.services().find(({ name }) => name === 'green')?.port ?? 0;
    const [attacker] = await TestClient.join(green);
    opened.push(() => attacker.drop());
    await playInPage(page, [{ type: 'chat green' }, { see: /you are|joined|anon-/i }], {});
    for (const [at, row] of rows.entries()) {
      attacker.say(`SAY ${row}`);
      // Within the room's rate.
      if (at >= 30) await page.waitForTimeout(110);
    }
    await expect.poll(() => screenOf(page), { timeout: 15_000 }).toContain(`-end-${rows.length - 1}`);
    expectEveryRow(await screenOf(page));
    await expectOnlyText(page, title);
    // What the learner says now is all that is said: no answer of the terminal stands before it.
    await page.locator('[data-terminal="a"] .xterm-helper-textarea').focus();
    await page.keyboard.type('it is me\n');
    await attacker.sees(/MSG \S+ it is me\n/);
    const fromPage = attacker.text.split('\n').filter((line) => /^(MSG|ERR) /.test(line) && !line.includes('row-'));
    expect(fromPage).toEqual([expect.stringMatching(/^MSG anon-\S+ it is me$/)]);
    expectEveryRow(await plainText(page));
    await expectOnlyText(page, title);
    expect(complaints).toEqual([]);
  });

  it('sent raw by a server that a learner called with nc', { timeout: 120_000 }, async () => {
    const { page, complaints } = await openPage();
    const title = await page.title();
    let heard = Buffer.alloc(0);
    const server = createServer((socket: Socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        heard = Buffer.concat([heard, bytes]);
      });
      socket.write(`${rows.join('\n')}\nall of it\n`);
      opened.push(() => socket.destroy());
    });
    opened.push(() => server.close());
    const port = await listenInLab(server);
    await playInPage(page, [{ type: `nc 127.0.0.1 ${port}` }, { see: 'all of it' }], {});
    expectEveryRow(await screenOf(page));
    await expectOnlyText(page, title);
    await page.locator('[data-terminal="a"] .xterm-helper-textarea').focus();
    await page.keyboard.type('it is me\n');
    await expect.poll(() => heard.toString(), { timeout: 10_000 }).toContain('it is me');
    expect(heard.toString()).toBe('it is me\n');
    expectEveryRow(await plainText(page));
    await expectOnlyText(page, title);
    expect(complaints).toEqual([]);
  });

  it('as the name of a room is refused, so it never reaches a list', async () => {
    const lobbyPort = browser.lab.services().find(({ kind }) => kind === 'lobby')?.port ?? 0;
    for (const [row, name] of corpus.entries()) {
      const lobby = await TestClient.connect(lobbyPort);
      lobby.say(`OPEN ${name.replaceAll(' ', '')}x`);
      const answer = await lobby.sees(/^(OK|ERR) .*\n/m);
      lobby.drop();
      expect(answer[0], `row ${row}`).toMatch(/^ERR bad-name |^OK room=[a-z0-9-]+ /);
    }
    const names = browser.lab.services().map(({ name }) => name);
    for (const name of names) expect(name).toMatch(/^[a-z0-9-]+$/);
  });
});

/** Listens where a page may call: on a free port of 7900 to 7999. */
const listenInLab = async (server: ReturnType<typeof createServer>): Promise<number> => {
  for (let port = 7_900; port < 8_000; port += 1) {
    server.listen(port, '127.0.0.1');
    const bound = await Promise.race([
      once(server, 'listening').then(() => true),
      once(server, 'error').then(() => false),
    ]).catch(() => false);
    if (bound) return port;
  }
  throw new Error('no port from 7900 to 7999 is free');
};
