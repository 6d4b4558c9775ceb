import type { NetworkEvent } from '../../network/trace/event.ts';
import { parseFilter } from '../capture/filter.ts';
import { hexLines } from '../capture/hex-lines.ts';
import { type LineOptions, tcpdumpLine } from '../capture/tcpdump-line.ts';
import type { DeviceDoor } from '../scene/device-door.ts';
import type { Command, Context } from '../shell/command.ts';
import { NotHere } from '../shell/not-here.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { portLabels } from '../topology/check-names.ts';
import { doorOf, partOf } from './below/door.ts';
import { Inbox } from './below/inbox.ts';
import { Sightings } from './below/sightings.ts';
import { type Options, readOptions } from './options.ts';
import { devices } from './places.ts';

export const tcpdump: Command = {
  name: 'tcpdump',
  summary: 'shows every frame that an interface sends and hears',
  where: devices,
  usage: ['tcpdump [-i interface] [-c count] [-e] [-v] [-X] [-x] [-S] [-t] [expression]'],
  flags: [
    { name: '-i', value: 'interface', says: 'where to listen: eth0, or any' },
    { name: '-c', value: 'count', says: 'stop after so many' },
    { name: '-e', says: 'show the Ethernet header: source MAC > destination MAC' },
    { name: '-n', says: 'numbers only, no names (it is always so here)' },
    { name: '-v', says: 'show the IP header too: TTL, identification, flags' },
    { name: '-X', says: 'show the bytes, as numbers and as text' },
    { name: '-x', says: 'show the bytes as numbers' },
    { name: '-S', says: 'TCP numbers as they are, not counted from the start' },
    { name: '-t', says: 'no time' },
  ],
  about: `
Prints a line for each frame at an interface, in the words of the real tcpdump, until Ctrl-C. An interface hears what
its cable brings: behind a switch that is little of what others say, on a hub it is everything.

An expression keeps only what matches: host, net, port, tcp, udp, icmp, arp, src, dst, joined by and, or, not and
brackets; also bytes of a header, as in tcp[tcpflags] & tcp-syn != 0. Put it in quotes if it holds brackets or &.`,
  examples: [
    { line: 'tcpdump -n', says: 'everything' },
    { line: 'tcpdump -n -e arp', says: 'ARP, with the Ethernet header' },
    { line: "tcpdump -n 'tcp port 5001 and host 192.168.1.20'", says: 'one conversation' },
    { line: 'tcpdump -n -c 1 -X icmp', says: 'the bytes of one ICMP packet' },
  ],
  async run(context) {
    const options = readOptions(context.args, { flags: 'envXxSt', valued: 'ic' });
    const count = options.value('-c') === undefined ? Number.POSITIVE_INFINITY : Number(options.value('-c'));
    if (!(count >= 1)) throw new WrongUsage('-c wants a number from 1.');
    const text = options.words.join(' ');
    const filter = parseFilter(text);
    if ('problem' in filter) {
      await context.error.write(`tcpdump: ${filter.problem}\n`, 'error');
      await context.error.write(`${text}\n${' '.repeat(filter.at)}^\n`, 'dim');
      return 1;
    }
    const door = doorOf(
      context,
      'In a terminal of your own it is there, for whoever may: `sudo tcpdump -n`. Here, `tap` is a wire you can read.',
    );
    return watch(door, { filter: filter.matches, count }, options, context);
  },
};

interface Wanted {
  readonly filter: (bytes: Uint8Array) => boolean;
  readonly count: number;
}

async function watch(door: DeviceDoor, wanted: Wanted, options: Options, context: Context): Promise<number> {
  const { error, output, signal } = context;
  const points = pointsOf(door, options.value('-i'));
  const inbox = new Inbox<NetworkEvent>(door);
  const stop = door.onEvent((event) => inbox.put(event));
  const lines: LineOptions = { link: options.has('-e'), verbose: options.has('-v'), absolute: options.has('-S') };
  const flows = new Map<string, number>();
  const sightings = new Sightings(points.names);
  let shown = 0;
  await error.write(`listening on ${points.label}, link-type EN10MB (Ethernet)\n`, 'dim');
  try {
    while (shown < wanted.count) {
      const event = await inbox.next(Number.POSITIVE_INFINITY, signal);
      const seen = event && sightings.of(event);
      if (!seen || !wanted.filter(seen.bytes)) continue;
      shown += 1;
      const where = points.label === 'any' ? `${seen.label} ${seen.out ? 'Out' : 'In '} ` : '';
      const time = options.has('-t') ? '' : `${clockTime(seen.at)} `;
      await output.write(`${time}${where}${tcpdumpLine(seen.bytes, flows, lines)}\n`);
      if (options.has('-X') || options.has('-x'))
        await output.write(hexLines(seen.bytes, lines.link ? 0 : 14, options.has('-X')));
    }
  } catch (problem) {
    if (!signal.aborted) throw problem;
  } finally {
    stop();
  }
  await error.write(`\n${shown} ${shown === 1 ? 'packet' : 'packets'} captured\n`, 'dim');
  return signal.aborted ? 130 : 0;
}

/** The capture points of a device; the first interface unless said. @throws NotHere */
function pointsOf(door: DeviceDoor, wanted: string | undefined): { label: string; names: ReadonlySet<string> } {
  const labels = portLabels(partOf(door).spec);
  const label = wanted ?? labels[0] ?? '';
  if (label !== 'any' && !labels.includes(label))
    throw new NotHere(`${label}: No such device exists. There are ${labels.join(', ')}, and any.`);
  const chosen = label === 'any' ? labels : [label];
  return { label, names: new Set(chosen.map((each) => `${door.name}:${each}`)) };
}

/** Virtual time as tcpdump writes time: hours, minutes, seconds and microseconds since the network was built. */
export function clockTime(ns: number): string {
  const micro = Math.floor(ns / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = Math.floor(micro / 1e6);
  const rest = String(micro % 1e6).padStart(6, '0');
  return `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${rest}`;
}
