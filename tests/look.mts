import { chromium } from 'playwright-core';
const base = 'http://127.0.0.1:3000';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless','--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] });
for (let i = 0; i < 3; i++) {
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.addInitScript(`globalThis.shifts = []; new PerformanceObserver((l) => { for (const e of l.getEntries()) globalThis.shifts.push([e.value, Math.round(e.startTime), ...e.sources.map((s) => (s.node && (s.node.className || s.node.nodeName || s.node.textContent.slice(0,40))) + ' ' + JSON.stringify(s.previousRect) + JSON.stringify(s.currentRect))]); }).observe({ type: 'layout-shift', buffered: true });`);
await page.goto(`${base}/lessons/server-architecture/`);
await page.waitForTimeout(6000);
console.log(JSON.stringify(await page.evaluate('globalThis.shifts'), null, 1));
await page.close();
}
await browser.close();
