import type { Stack } from '../../../network/stack/stack.ts';
import { ipv4Text, macText, parseIpv4, parseMac } from '../../../network/wire/address.ts';
import type { Context } from '../../shell/command.ts';
import { NotHere } from '../../shell/not-here.ts';
import { WrongUsage } from '../../shell/wrong-usage.ts';
import { interfaceOf, pairs } from './facing.ts';

/** `ip neigh`: the ARP cache with states, in the words of Linux. */
export async function neighbours(stack: Stack, words: readonly string[], { output }: Context): Promise<number> {
  const [verb = 'show', ...rest] = words;
  switch (verb) {
    case 'show':
    case 'list':
    case 'ls': {
      const label = pairs(rest, ['dev']).get('dev');
      for (const row of stack.arp.entries) {
        if (label !== undefined && row.interface !== label) continue;
        const mac = row.mac === null ? '' : ` lladdr ${macText(row.mac)}`;
        await output.write(`${ipv4Text(row.address)} dev ${row.interface}${mac} ${row.state.toUpperCase()}\n`);
      }
      return 0;
    }
    case 'flush': {
      const label = rest[0] === 'all' ? undefined : pairs(rest, ['dev']).get('dev');
      if (label === undefined && rest[0] !== 'all')
        throw new WrongUsage('Say what: `ip neigh flush all` or `flush dev eth0`.');
      if (label === undefined) stack.arp.flush();
      else stack.arp.flush(interfaceOf(stack, label));
      return 0;
    }
    case 'add':
    case 'replace':
    case 'del': {
      const address = parseIpv4(rest[0] ?? '');
      if (address === null) throw new WrongUsage('Say which address: `ip neigh del 192.168.1.20 dev eth0`.');
      const said = pairs(rest.slice(1), ['dev', 'lladdr']);
      const out = interfaceOf(stack, said.get('dev'));
      if (verb === 'del') {
        if (!stack.arp.remove(out, address)) throw new NotHere(`There is no row for ${rest[0]} on ${out.label}.`);
        return 0;
      }
      const mac = parseMac(said.get('lladdr') ?? '');
      if (mac === null) throw new WrongUsage('Say the MAC address: `lladdr 00:00:5e:00:53:20`.');
      stack.arp.set(out, address, mac);
      return 0;
    }
    default:
      throw new WrongUsage(`ip neigh does not know “${verb}”. It knows show, flush, add and del.`);
  }
}
