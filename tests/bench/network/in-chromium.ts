import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumFlags, ensureChromium } from '../../browser/chromium.ts';
import type { Measured } from './in-page.ts';

// The same transfer in a page: the compiled modules as they are, in a real Chromium.

const compiled = join('build', 'bench', 'network');
const rounds = 5;

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://local').pathname;
  if (path === '/')
    return void response.setHeader('content-type', 'text/html').end('<!doctype html><title>bench</title>');
  try {
    response.setHeader('content-type', 'text/javascript').end(readFileSync(join(compiled, path)));
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
const port = typeof address === 'object' ? address?.port : 0;
const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...chromiumFlags] });
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${port}/`);
for (const isTraced of [false, true]) {
  // As text: what a test runner makes of a function may not mean anything in the page.
  const median = (await page.evaluate(
    `import('/tests/bench/network/in-page.js').then(({ medianOf }) => medianOf(${rounds}, ${isTraced}))`,
  )) as Measured | undefined;
  if (!median) throw new Error('nothing was measured');
  const { frames, events, seconds } = median;
  const each = (count: number): string => Math.round(count / seconds).toLocaleString('en');
  process.stdout.write(
    `Chromium, trace ${isTraced ? 'on' : 'off'}: median of ${rounds} ${seconds.toFixed(3)} s, ${each(frames)} frames/s, ${each(events)} events/s\n`,
  );
}
await browser.close();
server.close();
