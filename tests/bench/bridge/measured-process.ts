import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Ports {
  readonly bridge: number;
  readonly bare: number;
  readonly relay: number;
  readonly echo: number;
  readonly green: number;
}

/** After a garbage collection. `held`: heap and what hangs on it, bytes. */
export interface Sample {
  readonly cpuMs: number;
  readonly rss: number;
  readonly held: number;
  readonly sessions: number;
}

export interface MeasuredProcess {
  readonly ports: Ports;
  sample(): Promise<Sample>;
  stop(): void;
}

export async function startMeasuredProcess(): Promise<MeasuredProcess> {
  const child = fork(fileURLToPath(new URL('./server.ts', import.meta.url)));
  const [ports] = (await once(child, 'message')) as [Ports];
  return {
    ports,
    async sample() {
      const answer = once(child, 'message');
      child.send('sample');
      return (await answer)[0] as Sample;
    },
    stop: () => void child.send('stop'),
  };
}

/** @param values in any order; @returns the value below which `share` of them lie */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
