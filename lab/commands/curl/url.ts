import { WrongUsage } from '../../shell/wrong-usage.ts';

export interface Target {
  /** As written: a name or an address. */
  readonly host: string;
  readonly port: number;
  /** Path and query, at least `/`. RFC 9112 §3.2.1 (origin-form). */
  readonly path: string;
}

const httpPort = 80;

/** Reads `http://server.lab.test:8080/a?b`; the scheme may be left out. @throws WrongUsage */
export function targetOf(text: string): Target {
  const match = /^(?:(\w[\w+.-]*):\/\/)?([^/:?#]+)(?::(\d+))?([/?][^#]*)?(?:#.*)?$/.exec(text);
  const [, scheme = 'http', host, port, path = '/'] = match ?? [];
  if (host === undefined) throw new WrongUsage(`“${text}” is no URL. One looks like http://192.168.1.80/index.html.`);
  if (scheme.toLowerCase() !== 'http')
    throw new WrongUsage(`curl here speaks plain HTTP only; ${scheme}:// would need a protocol it does not have.`);
  const number = port === undefined ? httpPort : Number(port);
  if (number < 1 || number > 65_535) throw new WrongUsage(`${port} is no port: those go from 1 to 65535.`);
  return { host, port: number, path: path.startsWith('/') ? path : `/${path}` };
}

/** The Host field: the port is left out when it is the scheme's own. RFC 9110 §7.2. */
export const hostField = ({ host, port }: Target): string => (port === httpPort ? host : `${host}:${port}`);
