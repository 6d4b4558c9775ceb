import type { Style } from './command.ts';

/** ECMA-48 SGR parameters. Only the sixteen palette colours: what they look like is the terminal theme's business. */
const SGR: Readonly<Record<Style, string>> = {
  plain: '',
  dim: '90',
  bold: '1',
  error: '31',
  good: '32',
  link: '35',
  net: '34',
  tcp: '36',
  udp: '33',
  app: '95',
};

/** `text` between the escape sequences that draw it. `text` must be printable already. */
export function styled(text: string, style: Style): string {
  const code = SGR[style];
  return code === '' || text === '' ? text : `\x1b[${code}m${text}\x1b[0m`;
}
