import { parseIpv4 } from '../../network/wire/address.ts';
import { ipv6Text, parseIpv6 } from '../../network/wire/ipv6-address.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';

/**
 * `localhost`, dotted decimal, or IPv6 in any spelling of RFC 4291, which becomes that of RFC 5952; everything else is
 * refused, for there is no name server here. @throws WrongUsage
 */
export function readAddress(word: string): string {
  if (word.toLowerCase() === 'localhost') return '127.0.0.1';
  if (parseIpv4(word) !== null) return word;
  const ipv6 = parseIpv6(word);
  if (ipv6 !== null) return ipv6Text(ipv6);
  if (/^\[.*\]$/.test(word))
    throw new WrongUsage(`${word}: brackets belong to URLs, where a port follows. Here write ${word.slice(1, -1)}.`);
  if (word.includes(':'))
    throw new WrongUsage(
      `${word} is no IPv6 address: those have eight groups of up to four hexadecimal digits, or fewer and one “::”.`,
    );
  throw new WrongUsage(`${word} is no IPv4 address (four numbers from 0 to 255) and no name this lab can look up.`);
}

/** 1 to 65535; 0, where the system may choose, only if `zero`. @throws WrongUsage */
export function readPort(word: string | undefined, zero = false): number {
  if (word === undefined) throw new WrongUsage('A port number is missing.');
  const port = /^\d{1,5}$/.test(word) ? Number(word) : -1;
  if (port < (zero ? 0 : 1) || port > 65_535) throw new WrongUsage(`${word} is no port: those go from 1 to 65535.`);
  return port;
}

/** `5001` or `5000-5010`, in order. @throws WrongUsage */
export function readPorts(word: string | undefined): readonly number[] {
  const [first, last] = (word ?? '').split('-');
  if (last === undefined) return [readPort(word)];
  const [from, to] = [readPort(first), readPort(last)].sort((a, b) => a - b);
  return Array.from({ length: (to ?? 0) - (from ?? 0) + 1 }, (_, index) => (from ?? 0) + index);
}
