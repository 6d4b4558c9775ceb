import { ipv6Text, parseIpv6 } from '../../../network/wire/ipv6-address.ts';
import type { Endpoint, SocketRow, SocketState } from '../../host.ts';
import { WrongUsage } from '../../shell/wrong-usage.ts';

export type Filter = (row: SocketRow) => boolean;

const CONNECTED: readonly SocketState[] = [
  'SYN-SENT',
  'SYN-RECV',
  'ESTAB',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSE-WAIT',
  'CLOSING',
  'LAST-ACK',
  'TIME-WAIT',
];

/** The words of ss(8) for states and groups of them. */
const STATES: Readonly<Record<string, readonly SocketState[]>> = {
  established: ['ESTAB'],
  estab: ['ESTAB'],
  listening: ['LISTEN', 'UNCONN'],
  listen: ['LISTEN', 'UNCONN'],
  'syn-sent': ['SYN-SENT'],
  'syn-recv': ['SYN-RECV'],
  'fin-wait-1': ['FIN-WAIT-1'],
  'fin-wait-2': ['FIN-WAIT-2'],
  'close-wait': ['CLOSE-WAIT'],
  closing: ['CLOSING'],
  'last-ack': ['LAST-ACK'],
  'time-wait': ['TIME-WAIT'],
  closed: ['CLOSED', 'UNCONN'],
  unconnected: ['UNCONN', 'CLOSED'],
  connected: CONNECTED,
  synchronized: CONNECTED.filter((state) => state !== 'SYN-SENT'),
  bucket: ['SYN-RECV', 'TIME-WAIT'],
  big: CONNECTED.filter((state) => state !== 'SYN-RECV' && state !== 'TIME-WAIT'),
  all: [...CONNECTED, 'LISTEN', 'UNCONN', 'CLOSED'],
};

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '==': (a, b) => a === b,
  eq: (a, b) => a === b,
  '!=': (a, b) => a !== b,
  ne: (a, b) => a !== b,
  neq: (a, b) => a !== b,
  '>': (a, b) => a > b,
  gt: (a, b) => a > b,
  '<': (a, b) => a < b,
  lt: (a, b) => a < b,
  '>=': (a, b) => a >= b,
  ge: (a, b) => a >= b,
  '<=': (a, b) => a <= b,
  le: (a, b) => a <= b,
};

/** What `ss` is asked to show. `states` is null if no state was named. */
export interface Filters {
  readonly states: ReadonlySet<SocketState> | null;
  readonly matches: Filter;
}

/**
 * Reads the filter of a command line: `state established '( sport = :5001 or dport = :5001 )'`. The state comes
 * first, as in ss(8), and may come several times; then an expression of sport, dport, src, dst, and, or, not, ( ).
 * @throws WrongUsage
 */
export function readFilter(words: readonly string[]): Filters {
  const tokens = words.join(' ').match(/[()]|[<>=!]=?|[^\s()<>=!]+/g) ?? [];
  let states: Set<SocketState> | null = null;
  while (tokens[0] === 'state' || tokens[0] === 'exclude') {
    const [verb, name = ''] = tokens.splice(0, 2);
    const named = Object.hasOwn(STATES, name) ? STATES[name] : undefined;
    if (named === undefined)
      throw new WrongUsage(
        `${name === '' ? 'A state is missing' : `There is no state ${name}`}: ${Object.keys(STATES).join(' ')}.`,
      );
    if (verb === 'state') states = new Set([...(states ?? []), ...named]);
    else states = new Set([...(states ?? STATES.all ?? [])].filter((state) => !named.includes(state)));
  }
  if (tokens.length === 0) return { states, matches: () => true };
  const matches = either(tokens);
  if (tokens[0] !== undefined) throw new WrongUsage(`The filter makes no sense from "${tokens[0]}" on.`);
  return { states, matches };
}

function either(tokens: string[]): Filter {
  const options = [both(tokens)];
  while (['or', '|', '||'].includes(tokens[0] ?? '')) {
    tokens.shift();
    options.push(both(tokens));
  }
  return (row) => options.some((option) => option(row));
}

function both(tokens: string[]): Filter {
  const parts = [single(tokens)];
  while (tokens[0] !== undefined && tokens[0] !== ')' && !['or', '|', '||'].includes(tokens[0])) {
    if (['and', '&', '&&'].includes(tokens[0])) tokens.shift();
    parts.push(single(tokens));
  }
  return (row) => parts.every((part) => part(row));
}

function single(tokens: string[]): Filter {
  const token = tokens.shift();
  if (token === 'not' || token === '!') {
    const inner = single(tokens);
    return (row) => !inner(row);
  }
  if (token === '(') {
    const inner = either(tokens);
    if (tokens.shift() !== ')') throw new WrongUsage('A parenthesis of the filter is never closed.');
    return inner;
  }
  if (token === 'sport' || token === 'dport') {
    const end = token === 'sport' ? 'local' : 'remote';
    const compare = Object.hasOwn(COMPARISONS, tokens[0] ?? '') ? COMPARISONS[tokens.shift() ?? ''] : COMPARISONS['='];
    const word = (tokens.shift() ?? '').replace(/^:/, '');
    if (!/^\d{1,5}$/.test(word)) throw new WrongUsage(`After ${token} comes a port, for example: ${token} = :5001`);
    return (row) => compare?.(row[end].port, Number(word)) ?? false;
  }
  if (token === 'src' || token === 'dst') {
    if (tokens[0] === '=' || tokens[0] === '==') tokens.shift();
    const end = token === 'src' ? 'local' : 'remote';
    const place = readPlace(tokens.shift() ?? '');
    return (row) => place(row[end]);
  }
  throw new WrongUsage(
    token === undefined
      ? 'The filter ends too early.'
      : `The filter does not know "${token}". It knows state, sport, dport, src, dst.`,
  );
}

/** `127.0.0.1`, `127.0.0.1:5001`, `:5001`, `127.0.0.0/8`, `[::1]`, `[::1]:5001`. */
function readPlace(word: string): (end: Endpoint) => boolean {
  const [, inBrackets, portThere] = /^\[([^\]]*)\](?::(\d{1,5}|\*))?$/.exec(word) ?? [];
  const ipv6 = parseIpv6(inBrackets ?? word);
  if (ipv6 !== null)
    return ({ address, port }) =>
      address === ipv6Text(ipv6) && (portThere === undefined || portThere === '*' || port === Number(portThere));
  const match = /^((?:\d{1,3}\.){3}\d{1,3})?(?:\/(\d{1,2}))?(?::(\d{1,5}|\*))?$/.exec(word);
  if (match === null || word === '')
    throw new WrongUsage(`"${word}" is no address: write 127.0.0.1, 127.0.0.1:5001 or [::1]:5001.`);
  const [, address, prefix = '32', port] = match;
  const shift = 2 ** (32 - Math.min(32, Number(prefix)));
  const network = address === undefined ? null : Math.floor(numberOf(address) / shift);
  return (end) =>
    (network === null || Math.floor(numberOf(end.address) / shift) === network) &&
    (port === undefined || port === '*' || end.port === Number(port));
}

const numberOf = (address: string): number => address.split('.').reduce((value, byte) => value * 256 + Number(byte), 0);
