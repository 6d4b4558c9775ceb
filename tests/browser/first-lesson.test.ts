import { once } from 'node:events';
import { connect } from 'node:net';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserForTests } from './browser.ts';
import { readerOf, screenOf } from './lesson.ts';

// The spine of the product, as a reader does it: lesson 0.1 in a real Chromium, a real room, a real friend with nc.

const browser = browserForTests();

const roomPort = (name: string): number => browser.lab.services().find((service) => service.name === name)?.port ?? 0;

const openLesson = async (): Promise<{ page: Page; reader: ReturnType<typeof readerOf>; complaints: string[] }> => {
  const { page, seen } = await browser.open('/lessons/start-here/');
  return { page, reader: readerOf(page), complaints: seen.complaints };
};

/** What plain `nc 127.0.0.1 <port>` is: a TCP socket and lines. */
const friend = async (port: number, password: string) => {
  const socket = connect({ port, host: '127.0.0.1' });
  let heard = '';
  socket.on('data', (bytes) => {
    heard += bytes;
  });
  await once(socket, 'connect');
  socket.write(`PASS ${password}\n`);
  await expect.poll(() => heard).toContain('OK you=');
  return { say: (text: string) => socket.write(`SAY ${text}\n`), heard: () => heard, leave: () => socket.end('BYE\n') };
};

describe('the first lesson', () => {
  it('is done with Run and a keyboard, and ticks what happened', async () => {
    const { page, reader, complaints } = await openLesson();
    const run = page.getByRole('button', { name: 'Run rooms', exact: true });
    expect(await run.isDisabled()).toBe(true);
    await reader.predict('A second program on this computer');
    await run.click();
    await reader.ticks(1);
    await reader.run('chat blue');
    await reader.see('password:');
    await reader.ticks(2);
    await reader.type('first-hop');
    await reader.ticks(3);
    await reader.type('hello');
    await reader.ticks(4);
    await reader.run('/who');
    await reader.ticks(5);
    await reader.run('/bye');
    await reader.ticks(6);
    expect(await screenOf(page)).not.toContain('first-hop');
    expect(complaints).toEqual([]);
  });

  it('shares the room with somebody who runs plain nc', async () => {
    const { reader } = await openLesson();
    const guest = await friend(roomPort('blue'), 'first-hop');
    await reader.predict('A second program on this computer');
    await reader.run('rooms');
    await reader.ticks(1);
    await reader.run('chat blue');
    await reader.see('password:');
    await reader.type('first-hop');
    await reader.ticks(3);
    guest.say('greetings from nc');
    await reader.see('greetings from nc');
    await reader.type('hello, nc');
    await expect.poll(guest.heard).toContain('hello, nc');
    await reader.ticks(4);
    await reader.run('/bye');
    await expect.poll(guest.heard).toContain('LEFT');
    guest.leave();
  });

  it('ticks nothing for typing the right words in the wrong place', async () => {
    const { page, reader } = await openLesson();
    await reader.predict('A second program on this computer');
    await reader.type('echo chat blue PASS first-hop SAY hello MSG anon-123 hello BYE');
    await reader.see('MSG anon-123 hello');
    await reader.type('sleep 0.2; echo over');
    await reader.see('over');
    expect(await page.locator('.step.done').count()).toBe(0);
  });

  it('says which state is missing after a wrong password', async () => {
    const { page, reader } = await openLesson();
    await reader.predict('A second program on this computer');
    await reader.run('rooms');
    await reader.ticks(1);
    await reader.run('chat blue');
    await reader.see('password:');
    await reader.type('open sesame');
    await expect.poll(() => page.locator('.step .missing').innerText(), { timeout: 10_000 }).toMatch(/password/i);
    expect(await page.locator('.step.done').count()).toBe(2);
  });

  it('keeps ticks, prediction, history and the half-typed line across a reload, and says what happened', async () => {
    const { page, reader } = await openLesson();
    await reader.predict('A second program on this computer');
    await reader.run('rooms');
    await reader.ticks(1);
    await reader.see('green');
    await page.keyboard.type('echo half a li');
    await page.reload();
    await reader.ticks(1);
    await page.locator('.xterm-rows:visible').first().waitFor({ timeout: 20_000 });
    await reader.see('echo half a li');
    await page.locator('.xterm-helper-textarea').first().focus();
    await page.keyboard.press('Control+u');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => screenOf(page)).toMatch(/lab\$ rooms\s*$/);
  });

  it('lets a keyboard out of the terminal with Esc, then Tab', async () => {
    const { page, reader } = await openLesson();
    await reader.type('echo in');
    await reader.see('in');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.classList.contains('xterm-helper-textarea'))).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.classList.contains('xterm-helper-textarea'))).toBe(false);
  });

  it('tells a screen reader what was printed, and offers it as plain text', async () => {
    const { page, reader } = await openLesson();
    await reader.type('echo walnut');
    await expect
      .poll(() => page.locator('[aria-live], [role=log]').allInnerTexts())
      .toContainEqual(expect.stringContaining('walnut'));
    await page.getByRole('button', { name: 'Plain text' }).click();
    await expect.poll(() => page.locator('pre').allInnerTexts()).toContainEqual(expect.stringContaining('walnut'));
  });
});
