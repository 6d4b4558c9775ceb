/**
 * The failure suite has two lengths: short ones in `npm test`, and the whole of it (minutes, a load that heats the
 * machine) with `npm run test:failures`. Same tests, same limits, other numbers.
 */
export const full = process.env.FIRST_HOP_FAILURES === 'full';

/** The number for the length that runs now. */
export const scaled = (short: number, whole: number): number => (full ? whole : short);
