import type { NetworkInterface } from '../../network/stack/interface.ts';
import type { Stack } from '../../network/stack/stack.ts';
import { second } from '../../network/time/clock.ts';
import { type Ipv4, ipv4Text, type Mac, macText, parseIpv4 } from '../../network/wire/address.ts';
import { arpReply, encodeArp } from '../../network/wire/arp.ts';
import { encodeEthernet, etherTypeArp } from '../../network/wire/ethernet.ts';
import type { Command, Context } from '../shell/command.ts';
import { NotHere } from '../shell/not-here.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { doorOf, stationOf } from './below/door.ts';
import { facing } from './ip/facing.ts';
import { stations } from './places.ts';
import { resolved } from './resolve.ts';

/** dsniff's own pace, ms. */
const pause = 2000;
/** How long a neighbour may take to say its address, ns. */
const patience = 3 * second;

export const arpspoof: Command = {
  name: 'arpspoof',
  summary: 'tells a neighbour the wrong MAC address, in this network only',
  where: stations,
  usage: ['arpspoof victim address'],
  about: `
Sends the victim ARP replies that nobody asked for: “that address is at my MAC address”. ARP believes whoever speaks, so
the victim's frames for that address come here. This host passes them on, and nobody notices. Ctrl-C tells the truth
again.

It works in the lab's virtual network only. On a network of other people it is an attack, and a crime in many places.`,
  examples: [{ line: 'arpspoof pc1 192.168.1.1', says: 'what pc1 sends to the router visits this host first' }],
  async run(context) {
    const [victimWord, addressWord, tooMany] = context.args;
    if (victimWord === undefined || addressWord === undefined || tooMany !== undefined)
      throw new WrongUsage('Say whom to tell, and about which address: `arpspoof pc1 192.168.1.1`.');
    const door = doorOf(context, 'It is for networks that you own, and this one is not known to be yours.');
    const { stack } = stationOf(door);
    const victim = parseIpv4(await resolved(context, victimWord)) ?? 0;
    const address = parseIpv4(await resolved(context, addressWord)) ?? 0;
    const card = facing(stack, victim);
    if (victim === address || card.owns(victim) || card.owns(address))
      throw new WrongUsage('Victim and address are two other hosts of this network.');
    if (!card.reaches(address))
      throw new NotHere(`${ipv4Text(address)} is on another network, and ARP is asked for neighbours only.`);
    const place = { stack, card, victim, address };
    const victimMac = await macOf(place, victim, context);
    const ownerMac = await macOf(place, address, context);
    await context.error.write('In the lab network only. Ctrl-C tells the truth again.\n', 'dim');
    const forwarded = stack.ip.forwarding;
    stack.ip.forwarding = true;
    try {
      for (;;) {
        await tell(place, victimMac, card.mac, context);
        await waiting(pause, context);
      }
    } finally {
      stack.ip.forwarding = forwarded;
      await tell(place, victimMac, ownerMac, context);
    }
  },
};

interface Place {
  readonly stack: Stack;
  readonly card: NetworkInterface;
  readonly victim: Ipv4;
  readonly address: Ipv4;
}

async function tell({ card, victim, address }: Place, victimMac: Mac, mac: Mac, { output }: Context): Promise<void> {
  const payload = encodeArp({
    operation: arpReply,
    senderMac: mac,
    senderIp: address,
    targetMac: victimMac,
    targetIp: victim,
  });
  card.transmit(encodeEthernet({ destination: victimMac, source: card.mac, typeOrLength: etherTypeArp, payload }));
  await output.write(
    `${macText(card.mac)} ${macText(victimMac)} 0806 42: arp reply ${ipv4Text(address)} is-at ${macText(mac)}\n`,
  );
}

/** Asks by ARP, as it must know where to send. @throws NotHere */
async function macOf({ stack, card }: Place, address: Ipv4, context: Context): Promise<Mac> {
  const { clock } = stack.world;
  const known = (): Mac => stack.arp.macOf(card, address);
  if (known() < 0) stack.arp.ask(card, address);
  for (const last = clock.now + patience; known() < 0 && clock.now < last; ) await waiting(10, context);
  if (known() < 0) throw new NotHere(`${ipv4Text(address)} does not answer ARP, so there is nobody to tell.`);
  return known();
}

async function waiting(ms: number, { host, signal }: Context): Promise<void> {
  const door = host.device;
  if (!door) return;
  const { clock } = stationOf(door).stack.world;
  await door.awaited<void>((resolve) => {
    const timer = clock.after(ms * 1e6, () => resolve());
    return () => timer.cancel();
  }, signal);
}
