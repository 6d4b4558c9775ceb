import { lessons } from '../../content/lessons.ts';
import type { Lab } from '../../lab/lesson.ts';
import { play } from '../../lab/player/play.ts';
import { Page } from '../lessons/page.ts';
import { freePorts, killServers, startServer } from '../server-process.ts';
import type { TestLan } from './lan.ts';
import { ask, takeSeat } from './visitor.ts';

/** What a class that does the same lab at the same time meets, however its visitors are played. Memory in bytes. */
export interface Outcome {
  readonly memoryBefore: number;
  readonly memoryAfter: number;
  readonly passed: number;
  readonly steps: number;
  /** Everything that somebody complained of. */
  readonly errors: readonly string[];
}

/** Met by scripted pages. Times in ms. */
export interface ClassFigures extends Outcome {
  readonly visitors: number;
  /** From asking for the page, code and all its files included, to the first bytes of the room. */
  readonly firstMessage: readonly number[];
  /** From pressing Run in the first step, all at once, to the first bytes of the room. */
  readonly afterRun: readonly number[];
  readonly bytesServed: number;
}

/** The lesson that the class does. */
export const LESSON = 'tcp-connections';

/** A server started with `--lan`, where visitors find it, the code they need, and the lab they will do. */
export async function openClass(lan: TestLan) {
  const server = startServer(['--port', '0', ...(await freePorts()), '--lan', '--lan-address', lan.address]);
  const { port } = new URL(await server.url());
  while (!server.printed().includes('give the code')) await new Promise((resolve) => setTimeout(resolve, 10));
  const code = /give the code {2}(\d{3} \d{3})/.exec(server.printed())?.[1] ?? '';
  const lab = (await lessons.find(({ slug }) => slug === LESSON)?.facts())?.labs[0];
  if (!lab) throw new Error(`${LESSON} has no lab`);
  return { server, url: `http://${lan.address}:${port}/`, code, lab };
}

/** The first lab of lesson 4.3 by `count` scripted pages at once, on a server started with `--lan`. */
export async function measureClass(lan: TestLan, count: number): Promise<ClassFigures> {
  try {
    const { server, url, code, lab } = await openClass(lan);
    const services = () =>
      Object.entries(server.ports).map(([name, at]) => ({
        name,
        kind: name === 'lobby' ? ('lobby' as const) : ('room' as const),
        transport: 'tcp' as const,
        port: at,
      }));
    const memoryBefore = server.memory();
    const errors: string[] = [];
    let bytesServed = 0;
    const visits = await Promise.all(
      Array.from({ length: count }, async () => {
        const began = performance.now();
        const cookie = await takeSeat(url, code);
        const bytes = await load(url, cookie);
        bytesServed += bytes;
        return { began, page: await Page.open({ url, services }, { cookie }) };
      }),
    );
    // Everybody has the page; now the teacher says "go".
    const ran = performance.now();
    const done = await Promise.all(visits.map(({ page, began }) => doLab(page, lab, began, ran, errors)));
    const memoryAfter = server.memory();
    for (const { page } of visits) page.close();
    if (server.complained() !== '') errors.push(server.complained());
    return {
      visitors: count,
      firstMessage: done.map(({ sinceAsked }) => sinceAsked),
      afterRun: done.map(({ sinceRun }) => sinceRun),
      bytesServed,
      memoryBefore,
      memoryAfter,
      passed: done.reduce((sum, { passed }) => sum + passed, 0),
      steps: lab.steps.length * count,
      errors,
    };
  } finally {
    killServers();
  }
}

async function doLab(page: Page, lab: Lab, began: number, ran: number, errors: string[]) {
  let first: number | null = null;
  const stop = page.log.onChange(() => {
    first ??= page.log.entries.some(({ kind }) => kind === 'tcp.received') ? performance.now() : null;
  });
  try {
    await play(lab.solution, page);
  } catch (error) {
    errors.push(String(error));
  }
  stop();
  let passed = 0;
  for (const [at, step] of lab.steps.entries()) {
    const verdict = await page.verdict(step.check, (each) => each.passed, 5_000);
    if (verdict.passed) passed += 1;
    else errors.push(`step ${at + 1}: ${verdict.saying}`);
  }
  const at = first ?? Number.POSITIVE_INFINITY;
  return { sinceAsked: at - began, sinceRun: at - ran, passed };
}

/** The lesson's page and what it names: scripts, styles, fonts, as a browser asks for them. @returns bytes */
async function load(url: string, cookie: string): Promise<number> {
  const headers = { cookie, 'accept-encoding': 'br' };
  const page = await ask(url, `/lessons/${LESSON}/`, { headers: { cookie } });
  if (page.status !== 200) throw new Error(`the lesson answered ${page.status}`);
  const files = new Set(page.body.match(/\/_next\/static\/[\w./~-]+\.(?:js|css|woff2)/g));
  let { bytes } = page;
  for (const file of files) {
    const answer = await ask(url, file, { headers });
    if (answer.status !== 200) throw new Error(`${file} answered ${answer.status}`);
    bytes += answer.bytes;
  }
  return bytes;
}

/** @returns the value below which `share` of them lie */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
