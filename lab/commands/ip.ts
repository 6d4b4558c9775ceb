import type { InterfaceRow } from '../host.ts';
import type { Command, Context } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';

const LATER = ['route', 'r', 'neigh', 'neighbour', 'n', 'rule', 'netns', 'tunnel', 'maddr', 'ro'];

export const ip: Command = {
  name: 'ip',
  summary: "shows this computer's interfaces and addresses",
  usage: ['ip [-br] [-4 | -6] addr [show] [name]', 'ip [-br] link'],
  flags: [
    { name: '-br', says: 'one line an interface' },
    { name: '-4', says: 'only IPv4' },
    { name: '-6', says: 'only IPv6' },
  ],
  about:
    'Lists the network interfaces of this computer with their hardware (MAC) and IP addresses, as Linux does. They are real: they belong to the machine on which the lab server runs. It only looks; nothing can be changed from here.',
  examples: [
    { line: 'ip addr', says: 'every interface; lo is the one that leads back to yourself' },
    { line: 'ip -br a', says: 'the same, one line each' },
    { line: 'ip addr show lo', says: 'one interface' },
  ],
  complete: () => ['addr', 'link', 'show'],
  async run(context) {
    const flags = context.args.filter((arg) => arg.startsWith('-'));
    const [object = 'addr', ...words] = context.args.filter((arg) => !arg.startsWith('-'));
    const unknown = flags.find((flag) => !['-br', '-brief', '-4', '-6', '-c', '-color', '-o'].includes(flag));
    if (unknown !== undefined) throw new WrongUsage(`There is no flag ${unknown}.`);
    if (LATER.includes(object)) {
      await context.error.write(
        `ip ${object} comes with the virtual network. \`ip addr\` shows this computer's addresses.\n`,
        'dim',
      );
      return 1;
    }
    const link = 'link'.startsWith(object) && object !== '';
    if (!link && !('address'.startsWith(object) || object === 'addr'))
      throw new WrongUsage(`ip does not know "${object}".`);
    const [verb] = words;
    if (verb !== undefined && ['add', 'del', 'set', 'flush', 'change'].includes(verb)) {
      await context.error.write('ip: The lab looks at your computer and never changes it.\n', 'error');
      return 1;
    }
    const name = words.filter((word) => !['show', 'list', 'ls', 'lst', 'dev'].includes(word))[0];
    const family = flags.includes('-4') ? 'inet' : flags.includes('-6') ? 'inet6' : null;
    return show(context, { name, family: link ? 'none' : family, brief: flags.some((flag) => flag.startsWith('-br')) });
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
    await context.error.write(
      `Device "${name}" does not exist. This computer has ${all.map((row) => row.name).join(', ')}.\n`,
      'error',
    );
    return 1;
  }
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
