import { type ChildProcess, execFileSync, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

const canPin = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

/**
 * Gives the server the first core and everybody else the second, so that what is measured is the server and not the
 * load beside it. Null where the system cannot (one core, or no `taskset`: Linux has it).
 */
export const keepApart = canPin
  ? (server: ChildProcess, others: readonly ChildProcess[]): void => {
      const pin = (core: number, { pid }: ChildProcess): void =>
        void execFileSync('taskset', ['-a', '-p', '-c', String(core), String(pid)]);
      pin(0, server);
      for (const other of others) pin(1, other);
    }
  : null;
