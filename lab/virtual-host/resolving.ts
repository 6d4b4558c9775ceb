import { followAliases } from '../../network/device/dns-stub.ts';
import { ipv4Text, parseIpv4 } from '../../network/wire/address.ts';
import { dnsCode } from '../../network/wire/dns.ts';
import { dnsType } from '../../network/wire/dns-data.ts';
import { SocketError } from '../host.ts';
import type { DeviceDoor } from '../scene/device-door.ts';
import type { Station } from '../topology/network.ts';

/** The address of a name, asked where a real host asks: itself, its hosts file, its name servers. @throws SocketError */
export async function resolved(
  name: string,
  station: Station,
  door: DeviceDoor,
  signal?: AbortSignal,
): Promise<string> {
  signal?.throwIfAborted();
  const plain = name.toLowerCase().replace(/\.$/, '');
  if (parseIpv4(plain) !== null) return plain;
  if (plain === 'localhost') return '127.0.0.1';
  const known = station.hosts.get(plain);
  if (known !== undefined) return known;
  if (!isHostName(plain))
    throw new SocketError('ENOTFOUND', `${name} is neither an IPv4 address nor a name a host can have.`);
  if (station.resolver.servers.length === 0)
    throw new SocketError('EAI_AGAIN', `${name} is not in the hosts file, and this host knows no name server to ask.`);
  const answer = await door.awaited<Parameters<Parameters<Station['resolver']['ask']>[2]>[0]>(
    (resolve) => station.resolver.ask(plain, dnsType.A, resolve),
    signal,
  );
  if (answer.kind === 'problem') throw new SocketError('EAI_AGAIN', answer.says);
  const { message } = answer;
  if (message.code === dnsCode.nxDomain) throw new SocketError('ENOTFOUND', `There is no name ${name}.`);
  for (const { data } of followAliases(message.answers, plain, dnsType.A).records)
    if (data.is === 'A') return ipv4Text(data.address);
  throw new SocketError('ENOTFOUND', `The name ${name} exists and has no IPv4 address.`);
}

/** RFC 1123 §2.1. */
const isHostName = (name: string): boolean =>
  name.length <= 253 && name.split('.').every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
