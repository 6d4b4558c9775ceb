import type { InterfaceRow } from '../host.ts';
import type { Command, Context } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { doorOf, stationOf } from './below/door.ts';
import { changeAddress, changeLink, showInterfaces } from './ip/interfaces.ts';
import { neighbours } from './ip/neighbours.ts';
import { routes } from './ip/routes.ts';
import { withSockets } from './places.ts';

const objects = ['addr', 'address', 'link', 'neigh', 'neighbour', 'neighbor', 'route'] as const;

export const ip: Command = {
  name: 'ip',
  summary: "shows a host's interfaces and addresses, and changes a virtual one's",
  where: withSockets,
  usage: [
    'ip [-br] [-4 | -6] addr [show] [name]',
    'ip [-br] link',
    'ip addr add|del address/length dev name',
    'ip link set name up|down|address mac|mtu bytes',
    'ip neigh [flush all]',
    'ip route [get address | add prefix via router | del prefix]',
  ],
  flags: [
    { name: '-br', says: 'one line an interface' },
    { name: '-4', says: 'only IPv4' },
    { name: '-6', says: 'only IPv6' },
  ],
  about: `
Lists the network interfaces of a host with their hardware (MAC) and IP addresses, as Linux does. On this computer they
are real: they belong to the machine on which the lab server runs, and the lab only looks.

On a virtual host it also shows and changes what this computer keeps from a page: neighbours (the ARP cache) and
routes, addresses and interfaces.`,
  examples: [
    { line: 'ip addr', says: 'every interface; lo is the one that leads back to yourself' },
    { line: 'ip -br a', says: 'the same, one line each' },
    { line: 'ip addr show lo', says: 'one interface' },
    { line: 'ip neigh', says: 'on a virtual host: its neighbours, as far as it asked' },
    { line: 'ip route get 198.51.100.20', says: 'on a virtual host: which way a packet would go' },
  ],
  complete: () => ['addr', 'link', 'neigh', 'route', 'show'],
  async run(context) {
    const flags = context.args.filter((arg) => arg.startsWith('-'));
    const [object = 'addr', ...words] = context.args.filter((arg) => !arg.startsWith('-'));
    const unknown = flags.find((flag) => !['-br', '-brief', '-4', '-6', '-c', '-color', '-o'].includes(flag));
    if (unknown !== undefined) throw new WrongUsage(`There is no flag ${unknown}.`);
    const known = objects.find((each) => each.startsWith(object));
    if (known === undefined) throw new WrongUsage(`ip does not know "${object}".`);
    const link = known === 'link';
    const verb = words[0] ?? 'show';
    const changes = ['add', 'del', 'set', 'flush', 'change', 'replace'].includes(verb);
    if (known.startsWith('neigh') || known === 'route' || (changes && context.host.device)) {
      const { stack } = stationOf(doorOf(context, `In a terminal of your own, \`ip ${known}\` is there.`));
      if (known === 'route') return routes(stack, words, context);
      if (known.startsWith('neigh')) return neighbours(stack, words, context);
      if (link) changeLink(stack, words.slice(1));
      else changeAddress(stack, verb, words.slice(1));
      return 0;
    }
    if (changes) {
      await context.error.write('ip: The lab looks at your computer and never changes it.\n', 'error');
      return 1;
    }
    const name = words.filter((word) => !['show', 'list', 'ls', 'lst', 'dev'].includes(word))[0];
    const brief = flags.some((flag) => flag.startsWith('-br'));
    if (context.host.device && !brief)
      return showInterfaces(stationOf(doorOf(context, '')).stack, { name, addresses: !link }, context);
    const family = flags.includes('-4') ? 'inet' : flags.includes('-6') ? 'inet6' : null;
    return show(context, { name, family: link ? 'none' : family, brief });
  },
};

interface Wanted {
  readonly name: string | undefined;
  readonly family: 'inet' | 'inet6' | 'none' | null;
  readonly brief: boolean;
}

async function show(context: Context, { name, family, brief }: Wanted): Promise<number> {
  const all = await context.host.interfaces();
  const rows = all.map((row, index) => ({
    index: index + 1,
    row: { ...row, addresses: row.addresses.filter((address) => family === null || address.family === family) },
  }));
  const chosen = rows.filter(({ row }) => name === undefined || row.name === name);
  if (chosen.length === 0) {
    const owner = context.host.kind === 'virtual' ? context.host.name : 'This computer';
    await context.error.write(
      `Device "${name}" does not exist. ${owner} has ${all.map((row) => row.name).join(', ')}.\n`,
      'error',
    );
    return 1;
  }
  if (!context.host.device)
    context.log.append({ kind: 'interfaces.read', terminal: context.terminal, rows: chosen.map(({ row }) => row) });
  for (const { index, row } of chosen) {
    await context.output.write(brief ? briefLine(row, family === 'none') : longLines(index, row));
  }
  return 0;
}

function briefLine(row: InterfaceRow, link: boolean): string {
  const what = link ? row.mac : row.addresses.map((each) => `${each.address}/${each.prefixLength}`).join(' ');
  return `${`${row.name.padEnd(16)} ${(row.loopback ? 'UNKNOWN' : 'UP').padEnd(14)} ${what}`.trimEnd()}\n`;
}

/** Only what the operating system told us: no MTU, no queue. */
function longLines(index: number, row: InterfaceRow): string {
  const addresses = row.addresses.map(
    (each) =>
      `    ${each.family} ${each.address}/${each.prefixLength} scope ${each.scope}${each.family === 'inet' ? ` ${row.name}` : ''}\n`,
  );
  const flags = row.loopback ? 'LOOPBACK,UP' : 'BROADCAST,MULTICAST,UP';
  return `${index}: ${row.name}: <${flags}>\n    link/${row.loopback ? 'loopback' : 'ether'} ${row.mac}\n${addresses.join('')}`;
}
