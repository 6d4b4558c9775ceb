import type { NetworkInterface } from '../../../network/stack/interface.ts';
import type { Stack } from '../../../network/stack/stack.ts';
import { type Ipv4, ipv4Text, parseIpv4 } from '../../../network/wire/address.ts';
import { NotHere } from '../../shell/not-here.ts';
import { WrongUsage } from '../../shell/wrong-usage.ts';

/** The interface on whose network an address is. @throws NotHere when it is on none */
export function facing(stack: Stack, address: Ipv4): NetworkInterface {
  for (const one of stack.interfaces.values()) if (one.reaches(address)) return one;
  throw new NotHere(`${ipv4Text(address)} is on no network that ${stack.name} is plugged into.`);
}

/** @throws NotHere */
export function interfaceOf(stack: Stack, label: string | undefined): NetworkInterface {
  if (label === undefined) throw new WrongUsage('Say which interface: `dev eth0`.');
  const found = stack.interfaces.get(label);
  if (found) return found;
  throw new NotHere(`Cannot find device "${label}". There are ${[...stack.interfaces.keys()].join(', ')}.`);
}

export interface Prefix {
  readonly address: Ipv4;
  readonly prefixLength: number;
}

/** `10.1.2.3/16`, or with `whole` also a bare address (a /32), `default` and `all`. @throws WrongUsage */
export function readPrefix(word: string | undefined, whole = false): Prefix {
  if (whole && (word === 'default' || word === 'all')) return { address: 0, prefixLength: 0 };
  const [text = '', length] = (word ?? '').split('/');
  const address = parseIpv4(text);
  const prefixLength = length === undefined && whole ? 32 : /^\d{1,2}$/.test(length ?? '') ? Number(length) : 33;
  if (address === null) throw new WrongUsage(`${word ?? 'Nothing'} is no address. One looks like 192.168.1.10/24.`);
  if (prefixLength > 32)
    throw new WrongUsage(`${word} needs a prefix length from 0 to 32 behind it, as in ${text}/24.`);
  return { address, prefixLength };
}

/** Reads `dev eth0 via 10.0.0.1` into a map. @throws WrongUsage for a word without a value */
export function pairs(words: readonly string[], known: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; at < words.length; at += 2) {
    const key = words[at] ?? '';
    const value = words[at + 1];
    if (!known.includes(key))
      throw new WrongUsage(`“${key}” is not understood here. Words that are: ${known.join(', ')}.`);
    if (value === undefined) throw new WrongUsage(`\`${key}\` needs a value behind it.`);
    found.set(key, value);
  }
  return found;
}
