import { resolve } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CODE, classForTests } from '../class/class-for-tests.ts';
import { openTestLan } from '../class/lan.ts';
import { visitorBrowser } from '../class/visitor-browser.ts';
import { findings } from './axe.ts';
import { chromiumFlags, ensureChromium } from './chromium.ts';
import { readerOf } from './lesson.ts';

// A class as its people meet it: visitors with a browser on another machine, on plain http, and the teacher's page.

const lan = openTestLan();
const lesson = 'lessons/tcp-connections/';

describe.skipIf(lan === null)('a class in the browser', () => {
  const school = classForTests(lan ?? { address: '', visitor: null, close: () => undefined }, {
    siteDirectory: resolve('out'),
  });
  let visitors: Browser;
  let here: Browser;
  beforeAll(async () => {
    visitors = await visitorBrowser(lan ?? { address: '', visitor: null, close: () => undefined });
    here = await chromium.launch({ executablePath: ensureChromium(), args: [...chromiumFlags] });
  });
  afterEach(async () => {
    for (const browser of [visitors, here]) for (const context of browser.contexts()) await context.close();
  });
  afterAll(async () => {
    await visitors?.close();
    await here?.close();
  });
  const open = async (browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    await page.goto(url);
    return page;
  };

  it('lets a visitor in by the QR code’s address, and the code is then nowhere', async () => {
    const context = await visitors.newContext();
    const page = await context.newPage();
    const sent: string[] = [];
    page.on('request', (request) => {
      sent.push(`${request.url().split('#')[0]} ${request.headers().referer ?? ''}`);
    });
    await page.goto(`${school.url}#code=${CODE}`);
    await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Which class?' }).waitFor();
    expect(page.url()).toBe(school.url);
    expect(sent.filter((each) => each.includes(CODE))).toEqual([]);
    expect(sent.length).toBeGreaterThan(3);
    expect(await page.evaluate(() => [document.cookie, document.referrer, isSecureContext])).toEqual(['', '', false]);
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(cookie?.value).not.toContain(CODE);
    await page.goBack().catch(() => null);
    expect(page.url()).not.toContain(CODE);
    // The same address once more, in a browser that has its seat.
    await page.goto(`${school.url}#code=${CODE}`);
    expect(page.url()).toBe(school.url);
    await page.reload();
    expect(page.url()).toBe(school.url);
  });

  it.each(['light', 'dark'] as const)(
    'asks for the code in a page without a finding of axe (%s)',
    async (colorScheme) => {
      const page = await open(visitors, `${school.url}${lesson}`, { colorScheme });
      expect(await findings(page)).toEqual([]);
      await page.getByLabel('Class code').fill('000000');
      await page.getByRole('button', { name: 'Take a seat' }).click();
      await page.getByText('That is not the code of this class.').waitFor();
      await page.getByLabel('Class code').fill(`${CODE.slice(0, 3)} ${CODE.slice(3)}`);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'How two strangers agree' }).waitFor();
      expect(page.url()).toBe(`${school.url}${lesson}`);
    },
  );

  it('comes to its seat also by a link from another site, whose click carries no cookie', async () => {
    const page = await open(visitors, `${school.url}#code=${CODE}`);
    await page.locator('.site-header').waitFor();
    await page.goto(`data:text/html,<a href="${school.url}${lesson}">go</a>`);
    await page.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'How two strangers agree' }).waitFor();
  });

  it('runs a real lab on plain http at a seat, and the teacher sees the step only when the learner tells', async () => {
    const complaints: string[] = [];
    const page = await open(visitors, `${school.url}#code=${CODE}`);
    await page.locator('.site-header').waitFor();
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${school.url}${lesson}`);
    const reader = readerOf(page);
    await reader.see('You have seat');
    const teacher = await open(here, `${school.lab.url}class/`);
    const row = teacher.getByRole('row').filter({ hasText: /here/ });
    await row.waitFor();
    expect(await row.innerText()).not.toContain('4.3');
    await page.getByRole('button', { name: 'Tell the teacher my step' }).click();
    await row.filter({ hasText: '4.3a.1' }).waitFor();
    await reader.predict(/One line, kept at my end/);
    await page.getByRole('button', { name: 'Run chat blue' }).first().click();
    await reader.see('assword');
    await reader.type('first-hop');
    await reader.ticks(1);
    await row.filter({ hasText: '4.3a.2' }).waitFor();
    await page.getByRole('button', { name: 'Teacher sees my step' }).click();
    await row.filter({ hasNotText: '4.3' }).waitFor();
    // The teacher mutes the seat; the room says so.
    await row.getByRole('button', { name: 'Mute' }).click();
    await row.filter({ hasText: 'muted' }).waitFor();
    await reader.type('can you hear me');
    await reader.see('muted your seat');
    // And takes it back: the page says what to do.
    await row.getByRole('button', { name: 'Take back' }).click();
    await reader.see('no longer knows this browser');
    await page.reload();
    await page.getByLabel('Class code').waitFor();
    expect(complaints.filter((text) => !/403|WebSocket/.test(text))).toEqual([]);
  });

  it('runs Python at a seat, on plain http, with sockets of its own', async () => {
    const page = await open(visitors, `${school.url}#code=${CODE}`);
    await page.locator('.site-header').waitFor();
    await page.goto(`${school.url}lessons/what-is-a-socket/`);
    const reader = readerOf(page);
    await reader.see('You have seat');
    const source = [
      'import socket',
      's = socket.create_server(("127.0.0.1", 5055))',
      'c = socket.create_connection(("127.0.0.1", 5055))',
      'a, peer = s.accept()',
      'c.sendall(b"py" + b"thon at a seat")',
      'print(a.recv(99).decode(), peer[0])',
    ].join('; ');
    await page.locator('.xterm-helper-textarea').first().focus();
    await page.keyboard.insertText(`python -c '${source}'`);
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      () =>
        document
          .querySelector('.xterm-rows')
          ?.textContent?.replaceAll('\u00a0', ' ')
          .includes('python at a seat 127.0.0.1'),
      undefined,
      { timeout: 90_000 },
    );
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
  });

  it.each(['light', 'dark'] as const)('shows the teacher a page without a finding of axe (%s)', async (colorScheme) => {
    const { number } = await school.sit();
    const page = await open(here, `${school.lab.url}class/`, { colorScheme });
    await page.getByRole('rowheader', { name: String(number), exact: true }).waitFor();
    expect(await page.locator('.come-code').innerText()).toMatch(/482\s913/);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close everything' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Go on with the class' }).click();
    expect(school.closedByTeacher).toBe(0);
    await page.getByRole('button', { name: 'Pause room green' }).click();
    await page.getByRole('button', { name: 'Let it go on room green' }).click();
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

  it('closes everything only after the teacher said so twice', async () => {
    const page = await open(here, `${school.lab.url}class/`);
    await page.getByRole('button', { name: 'Close everything' }).click();
    await page.getByRole('button', { name: 'Close everything now' }).click();
    await expect.poll(() => school.closedByTeacher).toBe(1);
  });
});
