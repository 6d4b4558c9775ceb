import { familyOf } from '../host.ts';
import type { Context } from '../shell/command.ts';
import { noIpv6 } from '../virtual-host/endpoint.ts';
import { abortable } from './abortable.ts';
import { readAddress } from './address.ts';

/** What can only be meant as an address. */
const numeric = /^[\d.]+$|[:[\]]/;

/** The address of a name, as this host would find it: its hosts file, then its name server. @throws SocketError, WrongUsage */
export async function resolved({ host, signal }: Context, word: string): Promise<string> {
  if (numeric.test(word)) {
    const address = readAddress(word);
    // What reaches below sockets (ping, arp …) counts on IPv4.
    if (host.kind === 'virtual' && familyOf(address) === 'IPv6') throw noIpv6(address);
    return address;
  }
  return abortable(host.resolve(word, signal), signal);
}
