/** The value below which `percent` of the samples lie (nearest rank). */
export const percentile = (samples: readonly number[], percent: number): number => {
  const sorted = samples.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
};
