import { parseIpv6 } from '../../../network/wire/ipv6-address.ts';
import { WrongUsage } from '../../shell/wrong-usage.ts';

export interface Target {
  /** As written: a name or an address, IPv6 without its brackets. */
  readonly host: string;
  readonly port: number;
  /** Path and query, at least `/`. RFC 9112 §3.2.1 (origin-form). */
  readonly path: string;
}

const httpPort = 80;

/** Reads `http://server.lab.test:8080/a?b`; the scheme may be left out. @throws WrongUsage */
export function targetOf(text: string): Target {
  const match = /^(?:(\w[\w+.-]*):\/\/)?(?:\[([^\]]*)\]|([^/:?#[\]]+))(?::(\d+))?([/?][^#]*)?(?:#.*)?$/.exec(text);
  const [, scheme = 'http', ipv6, name, port, path = '/'] = match ?? [];
  if (ipv6 !== undefined && parseIpv6(ipv6) === null)
    throw new WrongUsage(`Brackets in a URL hold an IPv6 address (RFC 3986 §3.2.2), and ${ipv6} is none.`);
  const host = ipv6 ?? name;
  if (host === undefined) throw new WrongUsage(notUrl(text));
  if (scheme.toLowerCase() !== 'http')
    throw new WrongUsage(`curl here speaks plain HTTP only; ${scheme}:// would need a protocol it does not have.`);
  const number = port === undefined ? httpPort : Number(port);
  if (number < 1 || number > 65_535) throw new WrongUsage(`${port} is no port: those go from 1 to 65535.`);
  return { host, port: number, path: path.startsWith('/') ? path : `/${path}` };
}

/** Without brackets nobody can tell where the address ends and the port begins. */
function notUrl(text: string): string {
  const bare = /^(?:\w+:\/\/)?([0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*)(?:[/?#]|$)/i.exec(text)?.[1];
  return bare === undefined
    ? `“${text}” is no URL. One looks like http://192.168.1.80/index.html.`
    : `“${text}” is no URL: in ${bare}, which colon begins the port? An IPv6 address stands in brackets, as in http://[::1]:7080/.`;
}

/** The Host field: the port is left out when it is the scheme's own. RFC 9110 §7.2. */
export function hostField({ host, port }: Target): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === httpPort ? name : `${name}:${port}`;
}
