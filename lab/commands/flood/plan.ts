import { WrongUsage } from '../../shell/wrong-usage.ts';
import { readPort } from '../address.ts';
import { readOptions } from '../options.ts';

/** What a command line of `flood` asks for. */
export interface FloodPlan {
  readonly transport: 'tcp' | 'udp';
  readonly port: number;
  readonly count: number;
  /** Bytes of each. */
  readonly size: number;
  /** ms for which the reader is busy with the first thing that comes. */
  readonly busyMs: number;
  /** UDP: bytes of receive buffer to ask for; undefined leaves it to the system. */
  readonly buffer: number | undefined;
}

/** Each datagram is a fact or two in the log of the page, and that has room for 20,000. */
const MOST = 5_000;
/** Of a page a flood is some tens of megabytes, not hundreds. */
const MOST_BYTES = 64 * 1024 * 1024;
/** A number and a blank fit. */
const LEAST_SIZE = 8;
/** UDP over IPv4: 65,535 less the headers of IPv4 and UDP. RFC 768, RFC 791. */
const MOST_SIZE = 65_507;
const MOST_BUSY_MS = 10_000;
const MOST_BUFFER = 1024 * 1024;

/** Over TCP more, since its buffers hold more: a smaller flood would fit whole, and nobody would have to wait. */
const usual = { count: '5000', size: { udp: '512', tcp: '4kb' }, busy: '1s' };

/** @throws WrongUsage */
export function planOf(args: readonly string[]): FloodPlan {
  const options = readOptions(args, { long: ['--count=', '--size=', '--slow-reader=', '--buffer='] });
  const [transport, port, ...rest] = options.words;
  if (transport !== 'udp' && transport !== 'tcp') throw new WrongUsage('Say what with, and where: flood udp 5007');
  if (rest.length > 0) throw new WrongUsage(`What is ${rest[0]}? After the port only flags follow.`);
  const buffer = options.value('--buffer');
  if (buffer !== undefined && transport === 'tcp')
    throw new WrongUsage('--buffer goes with udp only: the lab cannot set the buffers of a TCP socket.');
  const count = whole(options.value('--count') ?? usual.count, '--count', 1, MOST);
  const size = bytesOf(options.value('--size') ?? usual.size[transport], '--size', LEAST_SIZE, MOST_SIZE);
  if (count * size > MOST_BYTES) throw new WrongUsage('Count times size: 64 MB at most.');
  return {
    transport,
    port: readPort(port),
    count,
    size,
    busyMs: timeOf(options.value('--slow-reader') ?? usual.busy),
    buffer: buffer === undefined ? undefined : bytesOf(buffer, '--buffer', 1, MOST_BUFFER),
  };
}

function whole(text: string, flag: string, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new WrongUsage(`${flag} wants a whole number from ${least} to ${most}.`);
  return value;
}

/** `512`, `4kb`, `1mb`: units count in 1,024. */
function bytesOf(text: string, flag: string, least: number, most: number): number {
  const [, digits = '', unit = ''] = /^(\d{1,9})(k?m?b?)$/i.exec(text) ?? [];
  const value = Number(digits || Number.NaN) * (/^k/i.test(unit) ? 1024 : /^m/i.test(unit) ? 1024 ** 2 : 1);
  if (!(value >= least && value <= most))
    throw new WrongUsage(`${flag} wants bytes, from ${least} to ${most}: 512 or 4kb.`);
  return value;
}

/** `300ms`, `1s`, `0.5s`. */
function timeOf(text: string): number {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(text) ?? [];
  const value = Number(digits || Number.NaN) * (unit === 's' ? 1000 : 1);
  if (!(value <= MOST_BUSY_MS)) throw new WrongUsage('--slow-reader wants a time up to 10s, such as 300ms.');
  return value;
}
