import { WrongUsage } from '../../shell/wrong-usage.ts';

/** So much one line may send: it all passes through the page. */
const MOST = 64 * 1024 * 1024;
const units: Readonly<Record<string, number>> = { '': 1, b: 1, kb: 1024, k: 1024, mb: 1024 ** 2, m: 1024 ** 2 };

/** `1mb`, `512kb`, `70000`, in bytes. Units count in 1,024. @throws WrongUsage */
export function readAmount(word: string | undefined): number {
  if (word === undefined) throw new WrongUsage('Say how much: for example 16mb.');
  const match = /^(\d{1,9})(k?b?|mb?)$/i.exec(word);
  const unit = units[(match?.[2] ?? '').toLowerCase()];
  const bytes = Number(match?.[1]) * (unit ?? Number.NaN);
  if (!(bytes > 0)) throw new WrongUsage(`${word} is no amount. Write 16mb, 512kb or a number of bytes.`);
  if (bytes > MOST) throw new WrongUsage('64mb at most at a time.');
  return bytes;
}
