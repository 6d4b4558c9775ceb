import type { NetworkEvent } from '../../../network/trace/event.ts';
import { type Counted, transfer } from './transfer.ts';

/** Before the clock counts, so that the machine's compiler has seen everything. */
const warmUps = 2;
const rounds = 5;

const keepIn = (kept: NetworkEvent[]) => (event: NetworkEvent) => {
  kept.push(event);
};

function timed(isTraced: boolean): Counted & { seconds: number; kept: number } {
  const kept: NetworkEvent[] = [];
  const began = process.hrtime.bigint();
  const counted = transfer(isTraced ? keepIn(kept) : null);
  return { ...counted, seconds: Number(process.hrtime.bigint() - began) / 1e9, kept: kept.length };
}

const perSecond = (count: number, seconds: number): string => Math.round(count / seconds).toLocaleString('en');

for (const isTraced of [false, true]) {
  for (let round = 0; round < warmUps; round += 1) timed(isTraced);
  const all = Array.from({ length: rounds }, () => timed(isTraced)).sort((a, b) => a.seconds - b.seconds);
  const median = all[rounds >> 1];
  const best = all[0];
  if (!median || !best) throw new Error('nothing was measured');
  const { frames, events, seconds, virtualSeconds, kept } = median;
  process.stdout.write(
    [
      `trace ${isTraced ? `on, ${kept.toLocaleString('en')} events kept in an array` : 'off'}`,
      `  ${frames} frames, ${events} clock events, ${virtualSeconds.toFixed(2)} s of virtual time`,
      `  median of ${rounds}: ${seconds.toFixed(3)} s, ${perSecond(frames, seconds)} frames/s, ${perSecond(events, seconds)} events/s`,
      `  best: ${best.seconds.toFixed(3)} s, ${perSecond(frames, best.seconds)} frames/s`,
      '',
    ].join('\n'),
  );
}
