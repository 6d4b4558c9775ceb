import { createServer, request as httpRequest, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { chromium, type Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { repair } from '../../content/what-is-a-socket/repair-lab.ts';
import { browserForTests } from './browser.ts';
import { chromiumFlags, ensureChromium } from './chromium.ts';
import { largeWindow, playInPage } from './player.ts';

// Python in a real Chromium: the editor, the interpreter behind the page's strict policy, and both ways to an answer.

const browser = browserForTests();
const path = '/lessons/what-is-a-socket/';

const portsOf = (): Record<string, number> =>
  Object.fromEntries(browser.lab.services().map(({ name, port }) => [name, port]));

const sees = (page: Page, text: string, timeout = 30_000): Promise<unknown> =>
  page.waitForFunction(
    (wanted) => document.querySelector('.xterm-rows')?.textContent?.replaceAll('\u00a0', ' ').includes(wanted),
    text,
    { timeout },
  );

const type = async (page: Page, line: string): Promise<void> => {
  const keyboard = page.locator('.xterm-helper-textarea').first();
  await keyboard.waitFor({ state: 'attached', timeout: 30_000 });
  await keyboard.focus();
  await page.keyboard.type(`${line}\n`);
};

/** Starts Python, which takes seconds, so that what follows need not wait for it. */
const warm = async (page: Page): Promise<void> => {
  await type(page, "python -c \"print(str().join(['wa', 'rm']))\"");
  await sees(page, 'warm', 90_000);
};

describe('Python in the page', () => {
  it('is no part of the first load of a page, nor is its editor', async () => {
    const { page, seen } = await browser.open(path);
    await page.locator('.xterm-rows').waitFor({ timeout: 30_000 });
    await page.waitForTimeout(2_500);
    expect(seen.requests.filter((url) => url.includes('/python/'))).toEqual([]);
    const scripts = await page.evaluate(async () => {
      const urls = performance.getEntriesByType('resource').map(({ name }) => name);
      const texts = await Promise.all(
        urls.filter((url) => url.endsWith('.js')).map(async (url) => (await fetch(url)).text()),
      );
      return texts.filter((text) => text.includes('cm-content')).length;
    });
    expect(scripts).toBe(0);
  });

  it('is written, run, mended and ticked by hand, and stays after a reload', async () => {
    const { page, seen } = await browser.open(path, { viewport: largeWindow });
    await warm(page);
    await playInPage(page, repair.solution, portsOf());
    await page.waitForFunction(
      (id) => document.querySelectorAll(`[id^="step-${id}-"].done, [id^="step-${id}-"] .done`).length >= 3,
      repair.id.replace('.', '-'),
      { timeout: 15_000 },
    );
    await page.reload();
    await expect.poll(() => page.locator('textarea.code-plain').inputValue()).toContain('socket.SOCK_DGRAM');
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    await page.getByRole('button', { name: 'Put the starter back' }).click();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Run');
    await expect.poll(() => page.locator('textarea.code-plain').inputValue()).toContain('sock_dgram');
    expect(seen.complaints).toEqual([]);
    const origin = new URL(browser.lab.url).origin;
    expect(seen.requests.filter((url) => !url.startsWith(origin) && !/^(data|about|blob):/.test(url))).toEqual([]);
  });

  it('is stopped by its button, and says in TypeScript what the same is outside', async () => {
    const { page } = await browser.open(path);
    await warm(page);
    await page.locator('.code-pane').hover();
    const editor = page.locator('.code-pane .cm-content');
    await editor.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('print("on")\nwhile True: pass\n');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await sees(page, 'on');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await sees(page, 'KeyboardInterrupt');
    // Escape and then Tab leave the editor.
    await editor.focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.cm-editor') === null)).toBe(true);
    await page.getByRole('radio', { name: 'TypeScript' }).check();
    expect(await page.locator('.python-body .code-plain').innerText()).toContain("from 'node:net'");
  });

  it('may compile WebAssembly in its thread only', async () => {
    const policy = async (url: string): Promise<string> =>
      (await fetch(new URL(url, browser.lab.url))).headers.get('content-security-policy') ?? '';
    expect(await policy('/python/components/python/worker.js')).toContain("'wasm-unsafe-eval'");
    for (const url of [path, '/', '/progress/', '/python/lab/python/interpreter.js', '/python/pyodide/pyodide.mjs']) {
      expect(await policy(url)).toContain("script-src 'self'");
      expect(await policy(url)).not.toMatch(/unsafe-eval|unsafe-hashes|script-src[^;]*unsafe-inline|https?:/);
    }
    const { page } = await browser.open(path);
    const refused = await page.evaluate(() =>
      WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(
        () => 'compiled',
        (error: Error) => error.name,
      ),
    );
    expect(refused).toBe('CompileError');
  });
});

describe('Python on a plain-http address, which is no secure context', () => {
  const proxies: Server[] = [];
  afterAll(() => {
    for (const proxy of proxies) proxy.close();
  });

  /** The lab server under another name, as a classroom's address is one: passes requests and WebSockets on. */
  const underAnotherName = async (): Promise<number> => {
    const { port, url } = browser.lab;
    const own = { host: `127.0.0.1:${port}`, origin: url.replace(/\/$/, '') };
    const renamed = (headers: Record<string, unknown>): Record<string, string> =>
      ({ ...headers, host: own.host, ...(headers.origin ? { origin: own.origin } : {}) }) as Record<string, string>;
    const proxy = createServer((request, response) => {
      const onward = httpRequest(
        { port, path: request.url, method: request.method, headers: renamed(request.headers) },
        (answer) => {
          const headers = { ...answer.headers };
          const policy = String(headers['content-security-policy'] ?? '');
          if (policy) headers['content-security-policy'] = policy.replaceAll(own.host, String(request.headers.host));
          response.writeHead(answer.statusCode ?? 502, headers);
          answer.pipe(response);
        },
      );
      onward.on('error', () => response.destroy());
      response.on('close', () => onward.destroy());
      request.pipe(onward);
    });
    proxy.on('upgrade', (request, socket, head) => {
      const onward = connect(port, '127.0.0.1', () => {
        const lines = Object.entries(renamed(request.headers)).map(([name, value]) => `${name}: ${value}`);
        onward.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
        onward.write(head);
        onward.pipe(socket).pipe(onward);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
    });
    proxies.push(proxy);
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', () => resolve()));
    return (proxy.address() as AddressInfo).port;
  };

  it('runs all the same: calls, input, waiting, Ctrl-C, and large answers', async () => {
    const port = await underAnotherName();
    const chrome = await chromium.launch({
      executablePath: ensureChromium(),
      args: [...chromiumFlags, '--host-resolver-rules=MAP classroom.test 127.0.0.1'],
    });
    try {
      const page = await chrome.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(`http://classroom.test:${port}${path}`);
      expect(await page.evaluate(() => [isSecureContext, crossOriginIsolated, typeof SharedArrayBuffer])).toEqual([
        false,
        false,
        'undefined',
      ]);
      await warm(page);
      const { echo } = portsOf();
      await type(
        page,
        `python -c "import socket; s = socket.create_connection(('127.0.0.1', ${echo})); s.sendall(bytes(60000)); print(sum(len(s.recv(60000)) for _ in range(1)) > 0); s.settimeout(0.3); u = socket.socket(type=socket.SOCK_DGRAM); u.sendto(bytes(65507), ('127.0.0.1', ${echo})); u.settimeout(2); print(len(u.recv(70000)), input('Name? '))"`,
      );
      await sees(page, 'Name? ');
      await page.keyboard.type('Ann\n');
      await sees(page, '65507 Ann');
      await type(page, 'python -c "import time; print(1 + 1); time.sleep(1000)"');
      await sees(page, '2');
      await page.keyboard.press('Control+c');
      await sees(page, 'KeyboardInterrupt');
    } finally {
      await chrome.close();
    }
  });
});
