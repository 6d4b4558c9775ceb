import { ipv4Text } from '../../network/wire/address.ts';
import type { Files } from '../files/file-store.ts';
import type { Command } from '../shell/command.ts';
import { NotHere } from '../shell/not-here.ts';
import { stationOf } from './below/door.ts';
import { hostsFile } from './hosts.ts';
import { fileList } from './ls.ts';

const systemFiles = ['/etc/hosts', '/etc/resolv.conf'] as const;

export const cat: Command = {
  name: 'cat',
  summary: 'prints a file, or what comes through a pipe',
  usage: ['cat [file …]'],
  about: `
Prints the programs of this lesson (\`ls\` lists them). A virtual host has two files more: /etc/hosts, the names it knows
by itself, and /etc/resolv.conf, the name servers it asks. Without a file it prints what it reads. Your own computer's
files are none of a page's business.`,
  examples: [
    { line: 'cat /etc/hosts', says: 'on a virtual host: the names it knows by itself' },
    { line: 'echo hello | cat', says: 'what came through the pipe' },
  ],
  complete: () => [...systemFiles],
  async run({ args, host, files, input, output, signal }) {
    if (args.length === 0) {
      for (let line = await input.readLine(signal); line !== null; line = await input.readLine(signal))
        await output.write(`${line}\n`);
      return 0;
    }
    for (const name of args) {
      const program = files.read(name);
      if (program !== null) {
        await output.write(program.endsWith('\n') ? program : `${program}\n`);
        continue;
      }
      if (!host.device) throw new NotHere(`${name}: a page reads no files of your computer. ${fileList(files)}`);
      const station = stationOf(host.device);
      if (name === '/etc/hosts') await output.write(hostsFile(station));
      else if (name === '/etc/resolv.conf')
        await output.write(station.resolver.servers.map((server) => `nameserver ${ipv4Text(server)}\n`).join(''));
      else throw new NotHere(`${name}: No such file. There are ${all(files)}.`);
    }
    return 0;
  },
};

const all = (files: Files): string => [...files.names, ...systemFiles].join(', ');
