import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readSite } from '../../lab-server/site/files.ts';
import { awake } from './awake.ts';
import { findings } from './axe.ts';
import { browserForTests } from './browser.ts';

const browser = browserForTests();
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Search' });
const box = (page: Page) => page.getByRole('combobox', { name: 'Search lessons, words and commands' });
const results = (page: Page) => page.getByRole('option');

/** Opens search on a page and types. */
const searchFor = async (page: Page, words: string): Promise<void> => {
  await page.getByRole('button', { name: /^Search/ }).click();
  await box(page).fill(words);
  await results(page).first().waitFor();
};

describe('search', () => {
  it('costs a page nothing until it is opened, and is then within the policy', async () => {
    const { page, seen } = await browser.open('/progress/');
    await page.waitForTimeout(1_000);
    expect(seen.requests.filter((url) => url.includes('search'))).toEqual([]);
    const before = seen.requests.length;
    await searchFor(page, 'handshake');
    expect(seen.requests.slice(before).some((url) => url.endsWith('/search-index.json'))).toBe(true);
    expect(seen.complaints).toEqual([]);
  });

  it('leads to a heading of a lesson by keys alone', async () => {
    const { page } = await browser.open('/');
    await awake(page.getByRole('button', { name: /^Search/ }));
    await page.keyboard.press('/');
    await box(page).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox');
    await page.keyboard.type('rude ways');
    await expect.poll(() => results(page).first().innerText()).toContain('The rude ways');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/lessons/tcp-connections/#the-rude-ways');
    await expect.poll(() => page.evaluate(() => document.querySelector(':target')?.textContent)).toBe('The rude ways');
    const top = await page.locator('#the-rude-ways').evaluate((heading) => heading.getBoundingClientRect().top);
    expect(top).toBeGreaterThan(0);
    expect(top).toBeLessThan(300);
  });

  it('finds lessons, labs, words and commands, misspelt ones too', async () => {
    const { page } = await browser.open('/progress/');
    await searchFor(page, 'handshaek');
    await expect.poll(() => results(page).first().getAttribute('href')).toBe('/glossary/#handshake');
    await box(page).fill('traceroute');
    await expect
      .poll(() => results(page).evaluateAll((all) => all.map((one) => one.getAttribute('href'))))
      .toEqual(
        expect.arrayContaining([
          '/glossary/#traceroute',
          '/commands/#traceroute',
          '/lessons/icmp-ping-and-traceroute/',
        ]),
      );
    expect(await dialog(page).locator('mark').first().innerText()).toMatch(/traceroute/i);
  });

  it('moves the choice by arrows, tells a screen reader which and how many, and goes round', async () => {
    const { page } = await browser.open('/progress/');
    await searchFor(page, 'window');
    const chosen = () => page.locator('[role=option][aria-selected=true]');
    const named = () => box(page).getAttribute('aria-activedescendant');
    expect(await chosen().getAttribute('id')).toBe(await named());
    const count = await results(page).count();
    await expect.poll(() => dialog(page).getByRole('status').innerText()).toBe(`${count} results.`);
    await page.keyboard.press('ArrowDown');
    expect(await results(page).nth(1).getAttribute('id')).toBe(await named());
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(
      await results(page)
        .nth(count - 1)
        .getAttribute('id'),
    ).toBe(await named());
    await box(page).fill('qqqqzzzz');
    await expect.poll(() => dialog(page).getByRole('status').innerText()).toBe('Nothing found for qqqqzzzz.');
  });

  it('keeps the focus inside, gives it back on Esc, and axe has nothing to say', async () => {
    const { page } = await browser.open('/progress/');
    const opener = page.getByRole('button', { name: /^Search/ });
    await awake(opener);
    await opener.focus();
    await page.keyboard.press('Control+k');
    await box(page).fill('port');
    await results(page).first().waitFor();
    expect(await findings(page)).toEqual([]);
    for (let times = 0; times < 6; times++) {
      await page.keyboard.press('Tab');
      const outside = await page.evaluate(() => {
        const at = document.activeElement;
        return at !== document.body && at?.closest('dialog') === null;
      });
      expect(outside).toBe(false);
    }
    await box(page).focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog(page).count()).toBe(0);
    expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  it('leaves the keys of the terminal to the terminal', async () => {
    const { page } = await browser.open('/lessons/ports/');
    await page.locator('.xterm-helper-textarea').first().focus();
    await page.keyboard.type('echo a/b');
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await page.locator('.xterm-rows').first().innerText()).includes('a/b')).toBe(true);
    expect(await dialog(page).count()).toBe(0);
  });

  it('works on a copy of the site without a lab server, and says so when the copy is gone', async () => {
    const files = readSite(resolve('out'));
    const server = createServer((request, response) => {
      const file = files.get(request.url ?? '');
      if (!file) return void response.writeHead(404).end();
      response.writeHead(200, { 'Content-Type': file.type }).end(file.bodies.get('identity'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const stop = async (): Promise<void> => {
      server.closeAllConnections();
      if (server.listening) await new Promise((done) => server.close(done));
    };
    onTestFinished(stop);
    const { page } = await browser.open('about:blank');
    const home = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await page.goto(home);
    await searchFor(page, 'loopback');
    await page.goto(home);
    await stop();
    await page.getByRole('button', { name: /^Search/ }).click();
    await expect.poll(() => page.getByText(/could not be fetched/).count()).toBe(1);
  });
});

describe('the page of all words', () => {
  it('leads from a word in a lesson to its place, and narrows down as one types', async () => {
    const { page } = await browser.open('/lessons/tcp-connections/');
    await page.locator('.term-word', { hasText: 'TIME-WAIT' }).focus();
    await page.getByRole('link', { name: 'In the glossary' }).click();
    await page.waitForURL('**/glossary/#time-wait');
    expect(await page.locator(':target dt').innerText()).toBe('TIME-WAIT');
    expect(await page.locator(':target').getByRole('link', { name: /^4\.3/ }).getAttribute('href')).toBe(
      '/lessons/tcp-connections/',
    );
    await page.getByRole('searchbox').fill('handsh');
    await expect.poll(() => page.locator('.glossary dt').allInnerTexts()).toEqual(['backlog', 'handshake']);
    await expect.poll(() => page.getByRole('status').innerText()).toMatch(/^2 words of \d+$/);
  });
});
