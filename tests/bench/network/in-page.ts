import type { NetworkEvent } from '../../../network/trace/event.ts';
import { transfer } from './transfer.ts';

declare const performance: { now(): number };

export interface Measured {
  readonly frames: number;
  readonly events: number;
  readonly seconds: number;
}

/** The median of so many transfers, in the JavaScript that runs it, after two that warm it up. */
export function medianOf(rounds: number, isTraced: boolean): Measured | undefined {
  const all: Measured[] = [];
  for (let round = -2; round < rounds; round += 1) {
    const kept: NetworkEvent[] = [];
    const began = performance.now();
    const { frames, events } = transfer(isTraced ? (event) => void kept.push(event) : null);
    if (round >= 0) all.push({ frames, events, seconds: (performance.now() - began) / 1000 });
  }
  return all.sort((a, b) => a.seconds - b.seconds)[rounds >> 1];
}
