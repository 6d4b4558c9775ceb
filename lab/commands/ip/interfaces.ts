import type { Stack } from '../../../network/stack/stack.ts';
import { ipv4Text, isGroupMac, macText, parseMac } from '../../../network/wire/address.ts';
import type { Context } from '../../shell/command.ts';
import { NotHere } from '../../shell/not-here.ts';
import { WrongUsage } from '../../shell/wrong-usage.ts';
import { interfaceOf, pairs, readPrefix } from './facing.ts';

/** Ethernet frames carry at least 46 and, here, at most 9,000 bytes of IP; every host takes packets of 68 (RFC 791 §3.2). */
const mtus = { least: 68, most: 9000 };

/** `ip addr add|del|flush`. Showing is the same as on any host. */
export function changeAddress(stack: Stack, verb: string, words: readonly string[]): void {
  if (verb === 'flush') return interfaceOf(stack, pairs(words, ['dev']).get('dev')).replaceAddresses([]);
  const { address, prefixLength } = readPrefix(words[0]);
  const one = interfaceOf(stack, pairs(words.slice(1), ['dev']).get('dev'));
  const has = one.owns(address);
  if (verb === 'del') {
    if (!has)
      throw new NotHere(`RTNETLINK answers: Cannot assign requested address. ${one.label} does not have ${words[0]}.`);
    return one.removeAddress(address);
  }
  if (has) throw new NotHere(`RTNETLINK answers: File exists. ${one.label} has ${ipv4Text(address)} already.`);
  one.addAddress(address, prefixLength);
}

/** `ip link set eth0 up|down|address MAC|mtu N`. */
export function changeLink(stack: Stack, words: readonly string[]): void {
  const [first, ...others] = words;
  const [label, ...rest] = first === 'dev' ? others : words;
  const one = interfaceOf(stack, label);
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at];
    if (word === 'up' || word === 'down') one.up = word === 'up';
    else if (word === 'address') {
      const text = rest[++at] ?? '';
      const mac = parseMac(text);
      if (mac === null)
        throw new WrongUsage(`${text === '' ? 'Nothing' : text} is no MAC address. One looks like 02:00:5e:00:53:99.`);
      if (isGroupMac(mac))
        throw new NotHere(
          `RTNETLINK answers: Cannot assign requested address. ${text} has the group bit set; an interface needs an address of its own.`,
        );
      one.mac = mac;
    } else if (word === 'mtu') {
      const mtu = Number(rest[++at]);
      if (!Number.isInteger(mtu) || mtu < mtus.least || mtu > mtus.most)
        throw new WrongUsage(`An MTU is a whole number from ${mtus.least} to ${mtus.most}.`);
      one.mtu = mtu;
    } else throw new WrongUsage(`ip link set does not know “${word}”. It knows up, down, address and mtu.`);
  }
}

/** `ip link` and `ip addr` of a virtual host: with MTU and state, which this computer does not tell a page. */
export async function showInterfaces(
  stack: Stack,
  wanted: { readonly name: string | undefined; readonly addresses: boolean },
  { output }: Context,
): Promise<number> {
  if (wanted.name !== undefined) interfaceOf(stack, wanted.name);
  let index = 0;
  for (const [label, one] of stack.interfaces) {
    index += 1;
    if (wanted.name !== undefined && wanted.name !== label) continue;
    const lower = one.running ? ',LOWER_UP' : one.up ? ',NO-CARRIER' : '';
    const flags = `${one.isLoopback ? 'LOOPBACK' : 'BROADCAST,MULTICAST'}${one.up ? ',UP' : ''}${lower}`;
    const state = one.isLoopback ? 'UNKNOWN' : one.running ? 'UP' : 'DOWN';
    await output.write(`${index}: ${label}: <${flags}> mtu ${one.mtu} state ${state}\n`);
    await output.write(`    link/${one.isLoopback ? 'loopback' : 'ether'} ${macText(one.mac)}\n`);
    if (!wanted.addresses) continue;
    for (const { address, prefixLength } of one.addresses) {
      const scope = one.isLoopback ? 'host' : address >>> 16 === 0xa9fe ? 'link' : 'global';
      await output.write(`    inet ${ipv4Text(address)}/${prefixLength} scope ${scope} ${label}\n`);
    }
  }
  return 0;
}
