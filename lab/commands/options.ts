import { WrongUsage } from '../shell/wrong-usage.ts';

export interface Options {
  has(flag: string): boolean;
  value(flag: string): string | undefined;
  /** The words that are no flags, in order. */
  readonly words: readonly string[];
}

/**
 * Reads flags as getopt does: `-lv`, `-w3`, `-w 3`, flags also behind words, `--` ends them.
 * @param flags letters without a value; @param valued letters with one; @param long whole words such as `--hex`, valued with a `=`
 * @throws WrongUsage
 */
export function readOptions(
  args: readonly string[],
  { flags = '', valued = '', long = [] }: { flags?: string; valued?: string; long?: readonly string[] },
): Options {
  const found = new Map<string, string>();
  const words: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      words.push(...args.slice(at + 1));
      break;
    }
    if (arg.startsWith('--')) {
      const [name = '', given] = arg.split(/=(.*)/s);
      if (long.includes(name)) found.set(name, '');
      else if (long.includes(`${name}=`)) found.set(name, given ?? needed(name, args[++at]));
      else throw new WrongUsage(`There is no flag ${name}.`);
    } else if (arg.startsWith('-') && arg.length > 1) {
      for (let letter = 1; letter < arg.length; letter += 1) {
        const flag = arg[letter] ?? '';
        if (flags.includes(flag)) {
          found.set(`-${flag}`, '');
        } else if (valued.includes(flag)) {
          const rest = arg.slice(letter + 1);
          found.set(`-${flag}`, rest !== '' ? rest : needed(`-${flag}`, args[++at]));
          break;
        } else {
          throw new WrongUsage(`There is no flag -${flag}.`);
        }
      }
    } else {
      words.push(arg);
    }
  }
  return { has: (flag) => found.has(flag), value: (flag) => found.get(flag), words };
}

function needed(flag: string, value: string | undefined): string {
  if (value === undefined) throw new WrongUsage(`The flag ${flag} needs a value behind it.`);
  return value;
}
