import { parseIpv4 } from '../../../network/wire/address.ts';
import { loopback6 } from '../../bridge/lab-address.ts';
import { WrongUsage } from '../../shell/wrong-usage.ts';
import { readPort, readPorts } from '../address.ts';
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
  /** A name or an address; null for a listener that was given none. `nc` looks it up. */
  readonly place: string | null;
  readonly ports: readonly number[];
  /** A name or an address. */
  readonly source: string | undefined;
}

/** A plan with its addresses looked up. */
export interface ReadyPlan extends Omit<Plan, 'place' | 'source'> {
  readonly address: string;
  /** The address with the name that was given for it: `192.168.1.20`, `pc2 (192.168.1.20)`. */
  readonly spoken: string;
  readonly from: string | undefined;
}

/** @throws WrongUsage */
export function planOf(args: readonly string[]): Plan {
  const options = readOptions(args, { flags: 'luvkznN46', valued: 'wspq' });
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
    source,
    ...place,
    place: ofFamily(place.place, options.has('-4'), options.has('-6')),
  };
}

/** With -6 a listener that is told no address, and the name localhost, mean ::1; the lab reaches no other. */
function ofFamily(place: string | null, only4: boolean, only6: boolean): string | null {
  if (only4 && only6) throw new WrongUsage('-4 and -6 exclude each other.');
  if (only4 && place?.includes(':')) throw new WrongUsage(`${place} is no IPv4 address, and -4 allows no other.`);
  if (!only6) return place;
  if (place === null || /^localhost$/i.test(place)) return loopback6;
  if (parseIpv4(place) !== null) throw new WrongUsage(`${place} is an IPv4 address, and -6 allows none.`);
  return place;
}

/** `-l 5006`, `-l 127.0.0.2 5001`, `-l -p 5006 [127.0.0.2]`. */
function listenPlace(first: string | undefined, second: string | undefined, flag: string | undefined) {
  if (flag !== undefined) {
    if (second !== undefined) throw new WrongUsage('The port is given twice: with -p and as a word.');
    return { place: first ?? null, ports: [readPort(flag, true)] };
  }
  if (first === undefined) throw new WrongUsage('-l needs the port to listen on, for example: nc -l 5006');
  return second === undefined
    ? { place: null, ports: [readPort(first, true)] }
    : { place: first, ports: [readPort(second, true)] };
}

function connectPlace(first: string | undefined, second: string | undefined, flag: string | undefined) {
  if (flag !== undefined)
    throw new WrongUsage('The lab leaves your own port to the system. To listen on a port: nc -l 5006');
  if (first === undefined || second === undefined) {
    throw new WrongUsage('Say where to: a host and a port, for example: nc 127.0.0.1 5001');
  }
  return { place: first, ports: readPorts(second) };
}
