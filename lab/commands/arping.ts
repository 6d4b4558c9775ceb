import type { NetworkInterface } from '../../network/stack/interface.ts';
import { broadcastMac, type Ipv4, ipv4Text, macText, parseIpv4 } from '../../network/wire/address.ts';
import { arpReply, arpRequest, decodeArp, encodeArp } from '../../network/wire/arp.ts';
import { encodeEthernet, ethernetHeaderLength, etherTypeArp, typeOf } from '../../network/wire/ethernet.ts';
import type { Command, Context } from '../shell/command.ts';
import { NotHere } from '../shell/not-here.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { doorOf, stationOf } from './below/door.ts';
import { Inbox } from './below/inbox.ts';
import { type Sighting, Sightings } from './below/sightings.ts';
import { interfaceOf } from './ip/facing.ts';
import { type Options, readOptions } from './options.ts';
import { stations } from './places.ts';

const second = 1_000_000_000;

export const arping: Command = {
  name: 'arping',
  summary: 'asks a neighbour by ARP, or tells all neighbours which address this host has',
  where: stations,
  usage: ['arping [-c count] [-I interface] address', 'arping -A|-U [-c count] [-I interface] address'],
  flags: [
    { name: '-c', value: 'count', says: 'so many, one a second; without it, until Ctrl-C' },
    { name: '-I', value: 'interface', says: 'through which (eth0 unless you say)' },
    { name: '-U', says: 'no question: announce that the address is here, as a request to everybody' },
    { name: '-A', says: 'the same, as a reply that nobody asked for' },
  ],
  about: `
Broadcasts “who has this address?” and prints every answer with its MAC address. Two answers from two MAC addresses
mean that two hosts use one address. It leaves the ARP cache of this host as it is.

With -U or -A it says that the address is at this host's own interface. Neighbours who hold a row for the address
correct it (RFC 826); who holds none does not make one. RFC 5227 calls -U an announcement.`,
  examples: [
    { line: 'arping -c 1 192.168.1.20', says: 'who has it?' },
    { line: 'arping -U -c 2 192.168.1.20', says: 'tell everybody that it is here now' },
  ],
  async run(context) {
    const options = readOptions(context.args, { flags: 'AU', valued: 'cI' });
    const [word, ...more] = options.words;
    const address = parseIpv4(word ?? '');
    if (address === null || more.length > 0)
      throw new WrongUsage('Say one address of a neighbour: `arping -c 1 192.168.1.20`.');
    const count = options.value('-c') === undefined ? Number.POSITIVE_INFINITY : Number(options.value('-c'));
    if (!(count >= 1)) throw new WrongUsage('-c wants a number from 1.');
    const announces = options.has('-A') || options.has('-U');
    return arpinging({ address, count, announces, answers: options.has('-A') }, options, context);
  },
};

interface Wanted {
  readonly address: Ipv4;
  readonly count: number;
  readonly announces: boolean;
  readonly answers: boolean;
}

async function arpinging(wanted: Wanted, options: Options, context: Context): Promise<number> {
  const { address, count, announces } = wanted;
  const door = doorOf(context, 'In a terminal of your own it is there, for whoever may: `sudo arping`.');
  const { stack } = stationOf(door);
  const out = interfaceOf(stack, options.value('-I') ?? 'eth0');
  const text = ipv4Text(address);
  if (announces && !out.owns(address))
    throw new NotHere(`${out.label} does not have ${text}. \`ip addr add ${text}/24 dev ${out.label}\` gives it.`);
  const { clock } = stack.world;
  const { output, signal } = context;
  const inbox = new Inbox<Sighting>(door, clock);
  const sightings = new Sightings(new Set([out.port.name]));
  const stop = door.onEvent((event) => {
    const seen = sightings.of(event);
    if (seen !== null && !seen.out && typeOf(seen.bytes) === etherTypeArp) inbox.put(seen);
  });
  let sent = 0;
  let heard = 0;
  try {
    await output.write(`ARPING ${text} from ${ipv4Text(out.addressTowards(address))} ${out.label}\n`);
    while (sent < count && !signal.aborted) {
      sendOne(out, wanted);
      sent += 1;
      const asked = clock.now;
      const until = asked + second;
      for (;;) {
        const seen = await inbox.next(until, signal);
        if (seen === null) break;
        const arp = decodeArp(seen.bytes, ethernetHeaderLength);
        if ('malformed' in arp || arp.senderIp !== address || arp.operation !== arpReply) continue;
        heard += 1;
        const took = ((seen.at - asked) / 1_000_000).toFixed(3);
        await output.write(`Unicast reply from ${text} [${macText(arp.senderMac).toUpperCase()}]  ${took}ms\n`);
        if (sent >= count && !announces) break;
      }
    }
  } catch (problem) {
    if (!signal.aborted) throw problem;
  } finally {
    stop();
  }
  await output.write(
    `Sent ${sent} ${announces ? 'announcement' : 'probe'}${sent === 1 ? '' : 's'} (${sent} broadcast)\n`,
  );
  if (!announces) await output.write(`Received ${heard} response${heard === 1 ? '' : 's'}\n`);
  if (signal.aborted) return 130;
  return announces || heard > 0 ? 0 : 1;
}

function sendOne(out: NetworkInterface, { address, announces, answers }: Wanted): void {
  const payload = encodeArp({
    operation: answers ? arpReply : arpRequest,
    senderMac: out.mac,
    senderIp: announces ? address : out.addressTowards(address),
    targetMac: answers ? out.mac : 0,
    targetIp: address,
  });
  out.transmit(encodeEthernet({ destination: broadcastMac, source: out.mac, typeOrLength: etherTypeArp, payload }));
}
