import { WrongUsage } from '../../shell/wrong-usage.ts';
import { readAddress, readPort, readPorts } from '../address.ts';
import { readOptions } from '../options.ts';

/** What a command line of `nc` asks for. */
export interface Plan {
  readonly listen: boolean;
  readonly udp: boolean;
  readonly verbose: boolean;
  /** -k: after one connection, the next. */
  readonly keep: boolean;
  /** -z: only whether it opens. */
  readonly scan: boolean;
  /** -N: FIN when the input ends. */
  readonly finAtEnd: boolean;
  /** -w in milliseconds: to connect, and without any byte in either direction. */
  readonly patienceMs: number | null;
  readonly address: string;
  readonly ports: readonly number[];
  readonly from: string | undefined;
}

/** @throws WrongUsage */
export function planOf(args: readonly string[]): Plan {
  const options = readOptions(args, { flags: 'luvkznN4', valued: 'wspq' });
  const listen = options.has('-l');
  const [first, second, third] = options.words;
  if (third !== undefined) throw new WrongUsage(`After host and port, ${third} is one word too many.`);
  const seconds = options.value('-w');
  if (seconds !== undefined && !(Number(seconds) > 0)) throw new WrongUsage('-w wants a number of seconds above 0.');
  const source = options.value('-s');
  const place = listen
    ? listenPlace(first, second, options.value('-p'))
    : connectPlace(first, second, options.value('-p'));
  if (place.ports.length > 1 && !options.has('-z')) throw new WrongUsage('A range of ports goes with -z only.');
  return {
    listen,
    udp: options.has('-u'),
    verbose: options.has('-v'),
    keep: options.has('-k'),
    scan: options.has('-z'),
    finAtEnd: options.has('-N'),
    patienceMs: seconds === undefined ? null : Number(seconds) * 1000,
    from: source === undefined ? undefined : readAddress(source),
    ...place,
  };
}

/** `-l 5006`, `-l 127.0.0.2 5001`, `-l -p 5006 [127.0.0.2]`. */
function listenPlace(first: string | undefined, second: string | undefined, flag: string | undefined) {
  if (flag !== undefined) {
    if (second !== undefined) throw new WrongUsage('The port is given twice: with -p and as a word.');
    return { address: readAddress(first ?? '127.0.0.1'), ports: [readPort(flag, true)] };
  }
  if (first === undefined) throw new WrongUsage('-l needs the port to listen on, for example: nc -l 5006');
  return second === undefined
    ? { address: '127.0.0.1', ports: [readPort(first, true)] }
    : { address: readAddress(first), ports: [readPort(second, true)] };
}

function connectPlace(first: string | undefined, second: string | undefined, flag: string | undefined) {
  if (flag !== undefined)
    throw new WrongUsage('The lab leaves your own port to the system. To listen on a port: nc -l 5006');
  if (first === undefined || second === undefined) {
    throw new WrongUsage('Say where to: a host and a port, for example: nc 127.0.0.1 5001');
  }
  return { address: readAddress(first), ports: readPorts(second) };
}
