import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort, freePorts, killServers, startServer } from '../server-process.ts';
import { chromiumFlags, ensureChromium } from './chromium.ts';
import { readerOf } from './lesson.ts';

// The lab server dies while somebody types, and comes back.

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: ensureChromium(), args: [...chromiumFlags] });
});
afterAll(async () => {
  await browser?.close();
  killServers();
});

it('says that the server is gone, keeps the typed line, and works again by itself', async () => {
  const args = ['--port', String(await freePort()), ...(await freePorts())];
  const first = startServer(args);
  const page = await browser.newPage();
  await page.goto(`${await first.url()}lessons/start-here/`);
  const reader = readerOf(page);
  await reader.type('chat green');
  await reader.see('You are anon-');
  await page.keyboard.type('half a sent');
  first.child.kill('SIGKILL');
  await reader.see('lab server');
  await expect
    .poll(() => page.locator('body').innerText(), { timeout: 10_000 })
    .toMatch(/reconnecting|stopped answering/i);
  const second = startServer(args);
  await second.url();
  await reader.see('half a sent');
  await expect.poll(() => page.locator('body').innerText(), { timeout: 10_000 }).toMatch(/real TCP, this computer/);
  await page.locator('.xterm-helper-textarea').first().focus();
  await page.keyboard.press('Control+u');
  await reader.type('rooms');
  await reader.see('ROOM');
});
