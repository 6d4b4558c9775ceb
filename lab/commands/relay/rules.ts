import type { RelayRules } from '../../evidence/event.ts';
import { WrongUsage } from '../../shell/wrong-usage.ts';

export const noRules: RelayRules = { delayMs: 0, bitsPerSecond: null, lossPercent: 0 };

/** ms a relay may hold anything back: longer than any program waits by itself. */
const MOST_DELAY_MS = 60_000;

const units: Readonly<Record<string, number>> = { bit: 1, kbit: 1e3, mbit: 1e6, gbit: 1e9 };
const LOSS_BY_TCP = `A relay ends TCP on both of its sides, so there is no segment of TCP that it could lose: what it drops would be gone for good. Loss works for UDP (relay add udp …), and for TCP on a cable of a virtual network.`;

/** Reads `delay=50ms rate=8mbit loss=20%`; what is not named stays as it was. @throws WrongUsage */
export function readRules(words: readonly string[], transport: 'tcp' | 'udp', before: RelayRules): RelayRules {
  let rules = before;
  for (const word of words) {
    const [name, value] = word.split(/=(.*)/s);
    if (value === undefined) throw new WrongUsage(`“${word}” is no rule. Rules look like delay=50ms rate=8mbit.`);
    if (name === 'delay') rules = { ...rules, delayMs: readDelay(value) };
    else if (name === 'rate') rules = { ...rules, bitsPerSecond: readRate(value) };
    else if (name === 'loss') {
      if (transport === 'tcp') throw new WrongUsage(LOSS_BY_TCP);
      rules = { ...rules, lossPercent: readLoss(value) };
    } else throw new WrongUsage(`There is no rule ${name}: a relay knows delay, rate and loss.`);
  }
  return rules;
}

function readDelay(value: string): number {
  const match = /^(\d{1,6}(?:\.\d{1,3})?)(ms|s)?$/.exec(value);
  const ms = Number(match?.[1]) * (match?.[2] === 's' ? 1_000 : 1);
  if (!(ms <= MOST_DELAY_MS)) throw new WrongUsage(`${value} is no delay. Write 50ms or 0.2s, up to a minute.`);
  return ms;
}

function readRate(value: string): number | null {
  if (value === 'none') return null;
  const match = /^(\d{1,9}(?:\.\d{1,3})?)([kmg]?)(bit\/s|bit|bps)$/.exec(value.toLowerCase());
  if (match === null) {
    throw new WrongUsage(`${value} is no rate. Rates are in bits: 8mbit, 64kbit, 9600bit; rate=none takes it away.`);
  }
  const rate = Number(match[1]) * (units[`${match[2]}bit`] ?? Number.NaN);
  if (!(rate >= 100)) throw new WrongUsage('100bit is the slowest: below that nobody waits for an answer.');
  return rate;
}

function readLoss(value: string): number {
  const match = /^(\d{1,3}(?:\.\d{1,3})?)%?$/.exec(value);
  const percent = Number(match?.[1]);
  if (!(percent <= 100)) throw new WrongUsage(`${value} is no loss. Write how many of 100: loss=20%.`);
  return percent;
}

/** `delay=50ms rate=8mbit`; `-` where there is no rule. */
export function rulesText({ delayMs, bitsPerSecond, lossPercent }: RelayRules): string {
  const words = [
    ...(delayMs > 0 ? [`delay=${delayMs}ms`] : []),
    ...(bitsPerSecond === null ? [] : [`rate=${rateText(bitsPerSecond)}`]),
    ...(lossPercent > 0 ? [`loss=${lossPercent}%`] : []),
  ];
  return words.length === 0 ? '-' : words.join(' ');
}

function rateText(rate: number): string {
  const [name = 'bit', unit = 1] = Object.entries(units).findLast(([, bits]) => rate >= bits) ?? [];
  return `${Number((rate / unit).toFixed(3))}${name}`;
}
