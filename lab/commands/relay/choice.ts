import type { Context } from '../../shell/command.ts';
import { WrongUsage } from '../../shell/wrong-usage.ts';
import { readPort } from '../address.ts';
import { keyOf, type Relay, relaysOn, type Transport } from './relay.ts';

/** Takes `udp` or `tcp` from the front of the words. */
export function choiceOf(args: readonly string[]): { transport: Transport; words: readonly string[]; said: boolean } {
  const [first, ...rest] = args;
  if (first === 'udp' || first === 'tcp') return { transport: first, words: rest, said: true };
  return { transport: 'tcp', words: args, said: false };
}

/** The relay that is meant: the one of that port, or the only one. @throws WrongUsage when that is nobody or not clear */
export async function chosen(
  args: readonly string[],
  context: Context,
): Promise<{ relay: Relay; words: readonly string[] }> {
  const { transport, words, said } = choiceOf(args);
  const known = relaysOn(context.host);
  const [first] = words;
  if (first !== undefined && /^\d+$/.test(first)) {
    const port = readPort(first);
    const relay =
      known.get(keyOf({ transport, port })) ?? (said ? undefined : known.get(keyOf({ transport: 'udp', port })));
    if (relay === undefined)
      throw new WrongUsage(
        `No relay of this page is on ${said ? transport : 'port'} ${port}. \`relay list\` shows them.`,
      );
    return { relay, words: words.slice(1) };
  }
  const among = [...known.values()].filter((one) => !said || one.transport === transport);
  const [only, another] = among;
  if (only === undefined) throw new WrongUsage('No relay runs in this page. `relay add 7101 → 5001` puts one up.');
  if (another !== undefined) {
    throw new WrongUsage(`Say which: ${among.map(({ transport: by, port }) => `${by} ${port}`).join(', ')}.`);
  }
  return { relay: only, words };
}
