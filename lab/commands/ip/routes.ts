import type { Route } from '../../../network/stack/routes.ts';
import type { Stack } from '../../../network/stack/stack.ts';
import { ipv4Text, maskOf, parseIpv4 } from '../../../network/wire/address.ts';
import type { Context } from '../../shell/command.ts';
import { NotHere } from '../../shell/not-here.ts';
import { WrongUsage } from '../../shell/wrong-usage.ts';
import { facing, interfaceOf, pairs, readPrefix } from './facing.ts';

/** `ip route`: the table, a question to it, and changes by hand. */
export async function routes(stack: Stack, words: readonly string[], { output }: Context): Promise<number> {
  const [verb = 'show', ...rest] = words;
  switch (verb) {
    case 'show':
    case 'list':
    case 'ls':
      for (const route of [...stack.routes.list].sort(defaultFirst)) await output.write(`${routeText(stack, route)}\n`);
      return 0;
    case 'get': {
      const address = parseIpv4(rest[0] ?? '');
      if (address === null) throw new WrongUsage('Say for which address: `ip route get 198.51.100.20`.');
      return get(stack, address, output);
    }
    case 'add':
    case 'replace':
      add(stack, rest, verb === 'replace');
      return 0;
    case 'del': {
      const { address, prefixLength } = readPrefix(rest[0], true);
      const said = pairs(rest.slice(1), ['via', 'dev']);
      const via = said.get('via') === undefined ? {} : { via: parseIpv4(said.get('via') ?? '') };
      if (stack.routes.remove({ prefix: address, prefixLength, ...via }) === 0)
        throw new NotHere(`There is no such route. \`ip route\` shows which there are.`);
      return 0;
    }
    default:
      throw new WrongUsage(`ip route does not know “${verb}”. It knows show, get, add, replace and del.`);
  }
}

const defaultFirst = (a: Route, b: Route): number => a.prefixLength - b.prefixLength;

const prefixText = ({ prefix, prefixLength }: Route): string =>
  prefixLength === 0 ? 'default' : prefixLength === 32 ? ipv4Text(prefix) : `${ipv4Text(prefix)}/${prefixLength}`;

function routeText(stack: Stack, route: Route): string {
  const words = [prefixText(route)];
  if (route.via !== null) words.push(`via ${ipv4Text(route.via)}`);
  words.push(`dev ${route.interface}`);
  if (route.source === 'connected') {
    const own = stack.interfaces.get(route.interface)?.addressTowards(route.prefix);
    words.push('proto kernel scope link', ...(own === undefined ? [] : [`src ${ipv4Text(own)}`]));
  } else if (route.source !== 'static') words.push(`proto ${route.source}`);
  if (route.metric > 0) words.push(`metric ${route.metric}`);
  return words.join(' ');
}

async function get(stack: Stack, address: number, output: Context['output']): Promise<number> {
  const text = ipv4Text(address);
  if (stack.ip.isLocal(address)) {
    await output.write(`local ${text} dev lo src ${text}\n`);
    return 0;
  }
  const route = stack.routes.lookup(address);
  if (route === null) throw new NotHere('Network is unreachable: no route fits, and there is no default.');
  const via = route.via === null ? '' : ` via ${ipv4Text(route.via)}`;
  const source = stack.ip.sourceFor(address);
  await output.write(`${text}${via} dev ${route.interface}${source === null ? '' : ` src ${ipv4Text(source)}`}\n`);
  await output.write(`    (by the route ${prefixText(route)})\n`, 'dim');
  return 0;
}

function add(stack: Stack, words: readonly string[], replace: boolean): void {
  const { address, prefixLength } = readPrefix(words[0], true);
  if ((address & ~maskOf(prefixLength)) >>> 0 !== 0)
    throw new WrongUsage(
      `Invalid prefix for given prefix length: ${words[0]} has bits set behind its /${prefixLength}.`,
    );
  const said = pairs(words.slice(1), ['via', 'dev', 'metric']);
  const viaText = said.get('via');
  const via = viaText === undefined ? null : parseIpv4(viaText);
  if (viaText !== undefined && via === null) throw new WrongUsage(`${viaText} is no address of a router.`);
  if (via === null && !said.has('dev')) throw new WrongUsage('Say where to: `via 10.0.0.1` (a router) or `dev eth0`.');
  if (via !== null && stack.ip.isLocal(via))
    throw new NotHere(`${viaText} is this host itself. The next hop is a neighbour.`);
  const metric = Number(said.get('metric') ?? 0);
  const out = said.has('dev') ? interfaceOf(stack, said.get('dev')) : facing(stack, via ?? 0);
  const route = { prefix: address, prefixLength, via, interface: out.label, metric, source: 'static' as const };
  if (replace) return stack.routes.replace(route);
  const exists = stack.routes.list.some(
    (other) => other.prefix === address && other.prefixLength === prefixLength && other.metric === metric,
  );
  if (exists)
    throw new NotHere(
      `RTNETLINK answers: File exists. There is a route to ${words[0]} already; \`ip route replace\` puts another in its place.`,
    );
  stack.routes.add(route);
}
