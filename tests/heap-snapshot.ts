import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ServerProcess } from './server-process.ts';

/** What a server process must be started with (`nodeFlags`) so that its heap can be looked at. */
export const heapFlags = (): { flags: string[]; folder: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'first-hop-heap-'));
  return { folder, flags: ['--heapsnapshot-signal=SIGUSR2', `--diagnostic-dir=${folder}`] };
};

/** The heap of the process after a full collection, as V8 writes it (JSON). */
export const heapOf = async (server: ServerProcess, folder: string): Promise<string> => {
  server.child.kill('SIGUSR2');
  const written = (): string => {
    const name = readdirSync(folder)[0];
    return name ? readFileSync(join(folder, name), 'utf8') : '';
  };
  await expect.poll(() => written().trimEnd().endsWith('}'), { timeout: 30_000, interval: 200 }).toBe(true);
  const heap = written();
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  return heap;
};

/** Bytes of all objects in a snapshot: the `self_size` of every node. */
export const heapBytes = (heap: string): number => {
  const { snapshot, nodes } = JSON.parse(heap) as { snapshot: { meta: { node_fields: string[] } }; nodes: number[] };
  const fields = snapshot.meta.node_fields;
  const size = fields.indexOf('self_size');
  let total = 0;
  for (let at = size; at < nodes.length; at += fields.length) total += nodes[at] ?? 0;
  return total;
};
