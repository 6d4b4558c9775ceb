import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserForTests } from '../browser/browser.ts';

// Threats 1 and 2 with a real browser: a page of another origin on this very machine.

const browser = browserForTests();
const foreign = createServer((_, response) =>
  response.setHeader('Content-Type', 'text/html').end('<title>elsewhere</title>'),
);
let elsewhere = '';

beforeAll(async () => {
  foreign.listen(0, '127.0.0.1');
  await once(foreign, 'listening');
  elsewhere = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`;
});
afterAll(() => {
  foreign.closeAllConnections();
  foreign.close();
});

/** What happens to a WebSocket that this page tries to open: 'open' or 'refused'. */
const tryBridge = (url: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = new WebSocket(url);
    socket.onopen = () => resolve('open');
    socket.onerror = () => resolve('refused');
  });

describe('a web page from elsewhere', () => {
  it('cannot open the bridge, whatever name it uses for this machine', async () => {
    const { page } = await browser.open('/');
    await page.goto(elsewhere);
    const { port } = browser.lab;
    for (const host of ['127.0.0.1', 'localhost', '127.0.0.2', '0.0.0.0', '[::1]']) {
      expect(await page.evaluate(tryBridge, `ws://${host}:${port}/bridge`), host).toBe('refused');
    }
  });

  it('while a page of our own can', async () => {
    const { page } = await browser.open('/');
    expect(await page.evaluate(tryBridge, `ws://127.0.0.1:${browser.lab.port}/bridge`)).toBe('open');
  });

  it('cannot put our pages in a frame', async () => {
    const { page } = await browser.open('/');
    await page.goto(elsewhere);
    const framed = await page.evaluate(async (url) => {
      const frame = document.createElement('iframe');
      frame.src = url;
      const loaded = new Promise((resolve) => {
        frame.onload = resolve;
      });
      document.body.append(frame);
      await loaded;
      return frame.contentDocument?.title ?? 'closed to us';
    }, browser.lab.url);
    expect(framed).toBe('closed to us');
    expect(page.frames().map((frame) => frame.url())).not.toContain(browser.lab.url);
  });
});
