import { describe, expect, it } from 'vitest';
import { openPage, startBridge, startPeer } from '../security/bridge-fixture.ts';
import { nodePython } from './node-python.ts';
import { hasPython, runInPage, runOutside } from './pythons.ts';
import { cases, servers } from './same-cases.ts';

// A program of a book, run by a real python3 and by ours, must print the same. Both talk to the same real server.

const python = nodePython();

/** Lines that cannot be equal: the paths of files, and how newer versions underline. */
const comparable = (text: string): string =>
  text.replace(/File "[^"]*\/([^/"]+)"/g, 'File "$1"').replace(/^\s*[~^]+\s*$\n/gm, '');

/** Counts up: an earlier run's port is remembered by the system for a while. */
let ownPort = 5_900;

describe.skipIf(!hasPython)('the same program in python3 and in the page', () => {
  it.each(cases)('$name', { timeout: 60_000 }, async ({ server, source }) => {
    const peer = await startPeer((socket) => servers[server ?? 'silent']?.(socket));
    const free = 7_993;
    const text = source.replaceAll('PORT', String(peer.port)).replaceAll('FREE', String(free));
    const { computer, log } = await openPage(await startBridge({ services: [peer.service] }));
    ownPort += 2;
    const outside = await runOutside(text.replaceAll('OWN', String(ownPort)));
    const inside = await runInPage(text.replaceAll('OWN', String(ownPort + 1)), { host: computer, log, python });
    expect(comparable(inside.out)).toBe(comparable(outside.out));
    expect(inside.status).toBe(outside.status);
  });
});
