import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { hasTshark, judgeCapture } from '../wire/tshark.ts';
import { browserForTests } from './browser.ts';
import { readerOf, screenOf } from './lesson.ts';

// The virtual network as a learner handles it, in a real Chromium: lesson 2.3, its drawing, packets, time and hands.

const browser = browserForTests();
const path = '/lessons/bridges-and-switches/';
/** The first lab's own command. */
const ping = 'ping -c 1 pc2';

const openNetwork = async (address = path) => {
  const { page, seen } = await browser.open(address);
  page.setDefaultTimeout(10_000);
  await networkIsThere(page);
  return { page, reader: readerOf(page), complaints: seen.complaints };
};

const networkIsThere = async (page: Page): Promise<void> => {
  await page.locator('.scene .xterm-rows, .scene-view svg').first().waitFor({ timeout: 30_000 });
  await page.locator('.xterm-rows:visible').first().waitFor({ timeout: 30_000 });
};

const scene = (page: Page) => page.getByRole('region', { name: 'The virtual network' });
const tab = (page: Page, name: string) => scene(page).getByRole('tab', { name }).click();

/** Chooses the first answer of the first prediction, and sends the first lab's pings, as fast as they go. */
const sendPings = async (page: Page, speed = '10'): Promise<void> => {
  await scene(page).getByRole('combobox', { name: 'Speed' }).selectOption(speed);
  await page.locator('.lab').first().getByRole('radio').first().check();
  await page
    .getByRole('button', { name: `Run ${ping}`, exact: true })
    .first()
    .click();
};

const statistics = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => /packet loss/.test(document.querySelector('.xterm-rows')?.textContent ?? ''), undefined, {
    timeout: 20_000,
  });

const rows = (page: Page) =>
  scene(page)
    .getByRole('listbox', { name: /frames?$/ })
    .getByRole('option');

describe('a lesson on the virtual network', () => {
  it('ticks a step for what the network did, and shows every packet of it', async () => {
    const { page, complaints } = await openNetwork();
    await sendPings(page);
    await statistics(page);
    await page.waitForFunction(() => document.querySelectorAll('.step.done').length >= 1, undefined, {
      timeout: 15_000,
    });
    await tab(page, 'Packets');
    await expect.poll(() => rows(page).count()).toBeGreaterThan(4);
    await scene(page)
      .getByPlaceholder(/Filter/)
      .fill('icmp');
    await expect.poll(async () => (await scene(page).innerText()).includes('who has')).toBe(false);
    await scene(page)
      .getByPlaceholder(/Filter/)
      .fill('icmp and nonsense');
    await expect.poll(() => scene(page).innerText()).toContain('no word of a filter');
    expect(complaints).toEqual([]);
  });

  it('links byte and field: a click on one shows the other', async () => {
    const { page } = await openNetwork();
    await sendPings(page);
    await statistics(page);
    await tab(page, 'Packets');
    await scene(page)
      .getByPlaceholder(/Filter/)
      .fill('icmp');
    await rows(page).nth(1).click();
    await scene(page).getByText('Time to Live', { exact: true }).click();
    const bytes = scene(page).getByRole('listbox', { name: /bytes in hexadecimal/ });
    // Byte 22 of the frame: 14 of Ethernet, 8 into IPv4.
    await expect.poll(() => bytes.locator('[aria-selected="true"]').getAttribute('aria-label')).toMatch(/^byte 22: 40/);
    await bytes.getByRole('option', { name: 'byte 23:' }).click();
    await expect.poll(() => scene(page).locator('[aria-current="true"]').innerText()).toMatch(/Protocol/);
  });

  it('loses what a hand takes off the cable', async () => {
    const { page } = await openNetwork('/lessons/arp/');
    await page.locator('.lab').first().getByRole('radio').first().check();
    await page.getByRole('button', { name: 'Run ping -c 1 192.168.1.20', exact: true }).first().click();
    // The first packet on its way is the question for the address; it moves for 0.7 s, and stops when it is picked up.
    await scene(page).getByRole('button', { name: /^ARP/ }).first().dispatchEvent('click');
    await scene(page).getByRole('button', { name: 'Drop this packet' }).click();
    await scene(page).getByRole('button', { name: 'Play' }).click();
    await tab(page, 'Packets');
    await expect.poll(() => rows(page).first().innerText()).toMatch(/hand/i);
    // Asked again a second later, and the ping goes through.
    await statistics(page);
    expect(await screenOf(page)).toContain(' 1 received');
  });

  it('says why a frame on a hub cannot be taken', async () => {
    const { page } = await openNetwork();
    await page.locator('.lab').first().getByRole('radio').first().check();
    await page
      .getByRole('button', { name: `Run ${ping}`, exact: true })
      .first()
      .click();
    await scene(page).getByRole('button', { name: /^ARP/ }).first().dispatchEvent('click');
    await expect.poll(() => scene(page).innerText()).toContain('A hub repeats bits');
    expect(await scene(page).getByRole('button', { name: 'Drop this packet' }).isDisabled()).toBe(true);
  });

  it('looks into the past, says that it does, and one key returns to now', async () => {
    const { page } = await openNetwork();
    await sendPings(page);
    await statistics(page);
    const back = scene(page).getByRole('button', { name: 'Back one frame' });
    await back.click();
    await back.click();
    await expect.poll(() => scene(page).innerText()).toContain('the past');
    await page.keyboard.press('n');
    await expect.poll(() => scene(page).innerText()).not.toContain('looking at');
  });

  it('can be used by keys alone: a device opens its table', async () => {
    const { page } = await openNetwork();
    await sendPings(page);
    await statistics(page);
    await scene(page)
      .getByRole('button', { name: /^br1.*Show its tables/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => scene(page).innerText()).toContain('MAC table');
    await page.keyboard.press('Escape');
    await expect.poll(() => scene(page).innerText()).not.toContain('MAC table');
  });

  it('gives its packets away as a pcapng that tshark reads', async () => {
    const { page } = await openNetwork();
    await sendPings(page);
    await statistics(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      scene(page).getByRole('combobox', { name: /Save/ }).selectOption('all'),
    ]);
    const bytes = await readFile(await download.path());
    expect([...bytes.subarray(0, 4)]).toEqual([0x0a, 0x0d, 0x0d, 0x0a]);
    if (!hasTshark) return;
    const verdict = await judgeCapture(bytes);
    expect(verdict).toMatchObject({ malformed: [], badChecksums: [] });
    expect(verdict.packets).toBeGreaterThan(10);
  });

  it('opens again from a link, with the same packets', async () => {
    const { page } = await openNetwork();
    await sendPings(page);
    await statistics(page);
    await scene(page).getByRole('combobox', { name: /Save/ }).selectOption('link');
    await expect.poll(() => page.url()).toContain('#run=');
    const { page: again } = await openNetwork(page.url());
    await statistics(again);
    const list = async (of: Page): Promise<string[]> => {
      await tab(of, 'Packets');
      await scene(of)
        .getByPlaceholder(/Filter/)
        .fill('icmp');
      await expect.poll(() => rows(of).count()).toBeGreaterThan(2);
      return rows(of).allInnerTexts();
    };
    expect((await list(again)).slice(0, 4)).toEqual((await list(page)).slice(0, 4));
  });

  it('begins anew on Reset', async () => {
    const { page } = await openNetwork();
    await sendPings(page);
    await statistics(page);
    await scene(page).getByRole('button', { name: 'Reset' }).click();
    await tab(page, 'Packets');
    await expect.poll(() => scene(page).innerText()).not.toContain('echo');
  });
});

describe('on a page without a lab server', () => {
  let server: Server | undefined;
  afterAll(() => server?.close());

  it('everything works: the network needs nobody', async () => {
    server = createServer(async (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://local');
      const name = join('out', pathname.endsWith('/') ? `${pathname}index.html` : pathname);
      const types = { html: 'text/html', js: 'text/javascript', css: 'text/css', woff2: 'font/woff2' };
      const type = Object.entries(types).find(([ending]) => name.endsWith(`.${ending}`))?.[1] ?? 'text/plain';
      const body = await readFile(name).catch(() => null);
      response.writeHead(body ? 200 : 404, { 'content-type': type }).end(body ?? 'nothing here');
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const { page } = await browser.open(`http://127.0.0.1:${port}${path}`);
    await networkIsThere(page);
    await sendPings(page);
    await statistics(page);
    await page.waitForFunction(() => document.querySelectorAll('.step.done').length >= 1, undefined, {
      timeout: 15_000,
    });
  });
});
