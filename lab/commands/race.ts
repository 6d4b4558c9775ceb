import type { Command, Context } from '../shell/command.ts';
import { NotHere } from '../shell/not-here.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { doorOf } from './below/door.ts';
import { devices } from './places.ts';

export const race: Command = {
  name: 'race',
  summary: 'starts commands at several hosts at the same instant',
  where: devices,
  usage: ["race 'host: command' 'host: command' …"],
  about: `
Runs each command at its host, all beginning at one and the same virtual nanosecond, and prints what each says with the
host's name before it. No pair of hands could do that.`,
  examples: [{ line: "race 'pc1: send pc2 hi' 'pc3: send pc2 hi'", says: 'two frames, one instant' }],
  async run(context) {
    const door = doorOf(context, 'Open two terminals, and be quick.');
    if (context.args.length < 2) throw new WrongUsage("Two or more: race 'pc1: send pc2 hi' 'pc3: send pc2 hi'");
    const runners = context.args.map((text) => {
      const [, host = '', line = ''] = /^\s*([^\s:]+):\s*(\S.*)$/s.exec(text) ?? [];
      if (host === '') throw new WrongUsage(`“${text}” does not look like 'pc1: send pc2 hi'.`);
      if (!door.devices.includes(host))
        throw new NotHere(`There is no ${host} here. There are ${door.devices.join(', ')}.`);
      return { host, words: line.trim().split(/\s+/) };
    });
    const ready = await Promise.all(
      runners.map(async ({ host, words: [name = '', ...args] }) => {
        const listed = context.commands.find((each) => each.name === name || each.aliases?.includes(name));
        if (listed === undefined) throw new NotHere(`There is no command ${name}.`);
        if (name === 'race') throw new WrongUsage('A race in a race would never end.');
        return { command: await listed.load(), own: at(context, door.beside(host), host, args) };
      }),
    );
    const statuses = await Promise.all(ready.map(({ command, own }) => attempt(command, own)));
    return statuses.find((status) => status !== 0) ?? 0;
  },
};

/** The context of a command at another host: lines bear the host's name. */
function at(context: Context, host: Context['host'], name: string, args: readonly string[]): Context {
  const labelled = (out: Context['output']): Context['output'] => {
    let fresh = true;
    return {
      async write(text, style) {
        for (const piece of text.split(/(?<=\n)/)) {
          if (piece !== '') await out.write(fresh ? `${name}: ${piece}` : piece, style);
          fresh = piece.endsWith('\n');
        }
      },
    };
  };
  return { ...context, args, host, output: labelled(context.output), error: labelled(context.error) };
}

async function attempt(command: Command, context: Context): Promise<number> {
  try {
    return await command.run(context);
  } catch (error) {
    if (!(error instanceof NotHere || error instanceof WrongUsage)) throw error;
    await context.error.write(`${command.name}: ${error.message}\n`, 'error');
    return 1;
  }
}
