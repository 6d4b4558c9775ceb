import { readFileSync } from 'node:fs';

/**
 * How many files this process may have open (`ulimit -n`), sockets included. Read from the kernel on Linux; elsewhere
 * Node's own limit is unknown to us without loading a report, so we assume macOS's usual hard limit is far above ours.
 */
export function openFileLimit(): number {
  if (process.platform !== 'linux') return Number.POSITIVE_INFINITY;
  const row = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'));
  return row?.[1] === undefined ? Number.POSITIVE_INFINITY : Number(row[1]);
}
