import { WrongUsage } from '../../shell/wrong-usage.ts';

/** What is known when a transfer is over. Times in ms since it began. */
export interface Transfer {
  readonly status: number;
  readonly bytes: number;
  readonly connected: number;
  /** The first byte of the response was here. */
  readonly started: number;
  readonly total: number;
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(6);

const variables: Readonly<Record<string, (transfer: Transfer) => string>> = {
  http_code: ({ status }) => String(status).padStart(3, '0'),
  response_code: ({ status }) => String(status).padStart(3, '0'),
  size_download: ({ bytes }) => String(bytes),
  speed_download: ({ bytes, total }) => String(Math.round(bytes / (total / 1_000))),
  time_connect: ({ connected }) => seconds(connected),
  time_starttransfer: ({ started }) => seconds(started),
  time_total: ({ total }) => seconds(total),
};

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\' };

/** Checks a -w format before anything is asked. @throws WrongUsage */
export function checkWriteOut(format: string): void {
  for (const [, name = ''] of format.matchAll(/%\{([^}]*)\}/g)) {
    if (!Object.hasOwn(variables, name))
      throw new WrongUsage(`-w does not know %{${name}} here: ${Object.keys(variables).join(', ')}.`);
  }
}

/** A -w format with its `%{time_total}`, `\n` … replaced, as curl(1) writes them. */
export const writeOut = (format: string, transfer: Transfer): string =>
  format.replace(/%\{([^}]*)\}|%%|\\(.)/g, (whole, name: string | undefined, letter: string | undefined) => {
    if (name !== undefined) return variables[name]?.(transfer) ?? whole;
    if (letter !== undefined) return escapes[letter] ?? whole;
    return '%';
  });
