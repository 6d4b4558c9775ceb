import { WrongUsage } from '../shell/wrong-usage.ts';

/** `localhost` and dotted decimal; everything else is refused, for there is no name server here. @throws WrongUsage */
export function readAddress(word: string): string {
  if (word.toLowerCase() === 'localhost') return '127.0.0.1';
  const bytes = word.split('.');
  const valid = bytes.length === 4 && bytes.every((byte) => /^(0|[1-9]\d{0,2})$/.test(byte) && Number(byte) <= 255);
  if (!valid)
    throw new WrongUsage(`${word} is no IPv4 address (four numbers from 0 to 255) and no name this lab can look up.`);
  return word;
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
