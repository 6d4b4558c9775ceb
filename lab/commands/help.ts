import type { Command } from '../shell/command.ts';
import { manual } from '../shell/manual.ts';
import { unknownCommand } from '../shell/suggest.ts';
import { placeOf, worksAt } from './places.ts';

/** Wide enough for the longest name and a blank. */
const COLUMN = 14;

/** The groups of `help`, in order. A command in none of them is listed under "More". */
const GROUPS: readonly { readonly title: string; readonly names: readonly string[] }[] = [
  { title: 'Chat', names: ['rooms', 'chat', 'room', 'bots', 'udpchat'] },
  { title: 'Sockets', names: ['nc', 'udp', 'curl', 'socks', 'slowreader', 'flood', 'sensor', 'tap', 'relay', 'iperf'] },
  { title: 'Programs', names: ['python', 'ls', 'framing', 'test-my'] },
  {
    title: 'Network',
    names: ['ping', 'traceroute', 'dig', 'host', 'nslookup', 'dhclient', 'arping', 'send', 'race', 'arpspoof'],
  },
  {
    title: 'Look',
    names: ['ss', 'netstat', 'ip', 'arp', 'hosts', 'ifconfig', 'ipconfig', 'tcpdump', 'traces'],
  },
  { title: 'Devices', names: ['mac', 'spanning-tree', 'show', 'nat', 'fw', 'dhcp', 'rip', 'power'] },
  { title: 'Text', names: ['echo', 'cat', 'grep', 'head', 'wc'] },
  { title: 'Terminal', names: ['help', 'history', 'clear', 'sleep', 'jobs', 'fg'] },
];

export const help: Command = {
  name: 'help',
  summary: 'lists the commands, or explains one',
  usage: ['help', 'help command'],
  about:
    'Lists every command that works where you are, with one line; `help nc` explains one, with its flags and examples. `nc --help` does the same.',
  examples: [
    { line: 'help', says: 'the list' },
    { line: 'help nc', says: 'all about nc' },
  ],
  complete: () => GROUPS.flatMap((group) => group.names),
  async run({ args, commands: all, host, output, error, columns }) {
    const [name] = args;
    if (name !== undefined) {
      const command = all.find((each) => each.name === name || each.aliases?.includes(name));
      if (command === undefined) {
        const names = all.map((each) => each.name);
        await error.write(`help: ${name}: ${unknownCommand(name, names)}\n`, 'error');
        return 1;
      }
      await manual(await command.load(), output, columns);
      return 0;
    }
    const place = placeOf(host);
    const commands = all.filter((each) => worksAt(place, each));
    const grouped = GROUPS.flatMap((group) => group.names);
    const rest = commands.map((command) => command.name).filter((each) => !grouped.includes(each));
    for (const group of [...GROUPS, { title: 'More', names: rest }]) {
      const members = group.names.flatMap((each) => commands.find((command) => command.name === each) ?? []);
      if (members.length === 0) continue;
      await output.write(`${group.title}\n`, 'bold');
      for (const command of members) {
        await output.write(`  ${command.name.padEnd(COLUMN)}`, 'tcp');
        await output.write(`${command.summary}\n`);
      }
    }
    await output.write(
      '\nKeys: Tab completes, arrow up brings the last line back.\nCtrl-C stops a program, Ctrl-D ends its input.\n',
      'dim',
    );
    await output.write('a | b hands text on; a ; b and a && b run in turn; a & runs in the background.\n', 'dim');
    await output.write('`help nc` explains nc. Esc, then Tab, leaves the terminal.\n', 'dim');
    return 0;
  },
};
