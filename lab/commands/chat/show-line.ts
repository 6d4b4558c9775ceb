import type { Output, Style } from '../../shell/command.ts';

/** Shows one line of a room to a member called `you`. */
export async function showLine(line: string, you: string, output: Output): Promise<void> {
  const [verb = '', first = ''] = line.split(' ', 2);
  const rest = line.slice(verb.length + first.length + 2);
  const name = (nick: string): string => (nick === you ? 'you' : nick);
  switch (verb) {
    case 'MSG': {
      const style: Style = first === you ? 'good' : 'app';
      await output.write(name(first).padEnd(8), style);
      await output.write(`  ${rest}\n`);
      return;
    }
    case 'JOIN':
      await output.write(`${name(first)} joined\n`, 'dim');
      return;
    case 'LEFT':
      await output.write(`${name(first)} left\n`, 'dim');
      return;
    case 'HERE':
      await output.write(
        `${first} here: ${rest
          .split(' ')
          .map((nick) => (nick === you ? `${nick} (you)` : nick))
          .join(', ')}\n`,
      );
      return;
    case 'ERR':
      await output.write(`${rest} (${first})\n`, 'error');
      return;
    case 'BYE':
      await output.write(first === '' ? 'BYE\n' : `BYE ${line.slice(4)}\n`, 'dim');
      return;
    default:
      await output.write(`${line}\n`, 'dim');
  }
}
