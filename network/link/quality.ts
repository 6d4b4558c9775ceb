import type { LinkQuality } from '../trace/event.ts';

/** A cable nobody has said anything about. */
export const defaultQuality: LinkQuality = {
  /** 100BASE-TX (IEEE 802.3 cl. 25): 80 ns a byte, so every frame takes a whole number of nanoseconds. */
  rate: 100_000_000,
  /** 100 m of copper, the longest segment of 100BASE-TX, at 5 ns/m. */
  delay: 500,
  jitter: 0,
  /** 173 full frames, 22 ms at 100 Mb/s: about what an office switch has for one port. */
  queue: 262_144,
  loss: 0,
  duplicate: 0,
  reorder: 0,
  /** 5 ms: longer than three full frames take at 10 Mb/s, so a frame that is held back is really overtaken. */
  reorderBy: 5_000_000,
  bitErrors: 0,
};

/** @throws RangeError for a value no cable can have: whoever lets people type one checks it first */
export function qualityOf(base: LinkQuality, change: Partial<LinkQuality>): LinkQuality {
  const quality = { ...base, ...change };
  const share = (value: number) => value >= 0 && value <= 1;
  const amount = (value: number) => value >= 0 && Number.isFinite(value);
  const wrong =
    !(quality.rate > 0 && Number.isFinite(quality.rate)) ||
    ![quality.delay, quality.jitter, quality.queue, quality.reorderBy].every(amount) ||
    ![quality.loss, quality.duplicate, quality.reorder, quality.bitErrors].every(share);
  if (wrong) throw new RangeError(`No cable is like this: ${JSON.stringify(quality)}.`);
  return quality;
}

/** Bytes that every frame costs beside what `Frame.bytes` holds. IEEE 802.3 cl. 3.1.1, 4.4.2. */
export const preambleBytes = 8;
export const fcsBytes = 4;
export const interFrameGapBytes = 12;
