import type { Verdict } from './check.ts';

/** @param at the places in the log where it came true */
export const seen = (saying: string, at: readonly number[]): Verdict => ({
  passed: true,
  saying,
  at: [...at].sort((one, other) => one - other),
});

export const missing = (saying: string): Verdict => ({ passed: false, saying, at: [] });

/** `20,480,000`. */
export const grouped = (count: number): string => String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');

/** `1 connection`, `3 connections`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
