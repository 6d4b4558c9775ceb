import type { DhcpClient } from '../../../network/device/dhcp-client.ts';
import { second } from '../../../network/time/clock.ts';
import type { NetworkEvent } from '../../../network/trace/event.ts';
import { ipv4Text } from '../../../network/wire/address.ts';
import { etherTypeIpv4, typeOf } from '../../../network/wire/ethernet.ts';
import type { DeviceDoor } from '../../scene/device-door.ts';
import type { Context } from '../../shell/command.ts';
import { NotHere } from '../../shell/not-here.ts';
import { startDhcpClient } from '../../topology/make-station.ts';
import type { Station } from '../../topology/network.ts';
import { stationOf } from '../below/door.ts';
import { Inbox } from '../below/inbox.ts';
import { Sightings } from '../below/sightings.ts';
import { interfaceOf } from '../ip/facing.ts';
import { dhcpSentence, isAbout } from './messages.ts';

/** RFC 2131 §4.1 leaves it open how long to try; dhclient gives up on the foreground after a minute. ns */
const patience = 60 * second;

/** Prints the messages as they go by. @returns once `enough` says so, or null when it took too long */
async function follow(
  door: DeviceDoor,
  station: Station,
  label: string,
  begin: () => void,
  enough: (event: NetworkEvent) => string | null,
  { output, signal }: Context,
): Promise<string | null> {
  const { clock } = station.stack.world;
  const inbox = new Inbox<NetworkEvent>(door, clock);
  const sightings = new Sightings(new Set([`${door.name}:${label}`]));
  const stop = door.onEvent((event) => inbox.put(event));
  const { mac } = interfaceOf(station.stack, label);
  const last = clock.now + patience;
  try {
    begin();
    for (;;) {
      const event = await inbox.next(last, signal);
      if (event === null) return null;
      const seen = sightings.of(event);
      const sentence = seen && isAbout(seen, mac) ? dhcpSentence(seen) : null;
      if (sentence !== null) await output.write(`${sentence}\n`, sentence.startsWith('DHCPNAK') ? 'error' : 'plain');
      const end = enough(event);
      if (end !== null) return end;
    }
  } finally {
    stop();
  }
}

/** Gets a lease for an interface, or prolongs the one it has. @returns the exit status */
export async function getLease(door: DeviceDoor, label: string, context: Context): Promise<number> {
  const station = stationOf(door);
  const card = interfaceOf(station.stack, label);
  if (!card.running) throw new NotHere(`${label} is down, or its cable is out: nobody could hear the question.`);
  const begin = (): void => {
    const known = station.dhcpClients.get(label);
    if (known) known.renew();
    else startDhcpClient(station, label);
  };
  const end = await follow(door, station, label, begin, outcome(door.name, label, station), context);
  if (end === 'bound') {
    const lease = station.dhcpClients.get(label)?.lease;
    if (lease) await context.output.write(`${boundLine(lease, station.stack.world.clock.now)}\n`, 'good');
    return 0;
  }
  await context.output.write('No DHCPOFFERS received.\n', 'error');
  const own = station.dhcpClients.get(label)?.linkLocal;
  if (own)
    await context.output.write(`${label} took ${ipv4Text(own)} for this cable alone, and goes on asking.\n`, 'dim');
  return 2;
}

function outcome(device: string, label: string, station: Station): (event: NetworkEvent) => string | null {
  return (event) => {
    if (event.kind !== 'lease.changed' || event.device !== device || event.by !== 'client') return null;
    const client = station.dhcpClients.get(label);
    if (event.state === 'bound' && client?.state === 'bound') return 'bound';
    return event.state === 'link-local' ? 'link-local' : null;
  };
}

function boundLine(lease: NonNullable<DhcpClient['lease']>, now: number): string {
  const { address, renewAt } = lease;
  if (!Number.isFinite(renewAt)) return `bound to ${ipv4Text(address)} -- for ever.`;
  return `bound to ${ipv4Text(address)} -- renewal in ${Math.round((renewAt - now) / second)} seconds.`;
}

/** Gives the address back. @returns the exit status */
export async function giveBack(door: DeviceDoor, label: string, context: Context): Promise<number> {
  const station = stationOf(door);
  interfaceOf(station.stack, label);
  const client = station.dhcpClients.get(label);
  if (!client) throw new NotHere(`${label} did not get its address by DHCP, so there is nothing to give back.`);
  const hadLease = client.lease !== null;
  const point = `${door.name}:${label}`;
  // ARP may have to be asked first, and may get no answer: then the address goes back when its time is over.
  const enough = (event: NetworkEvent): string | null => {
    if (event.kind === 'frame.dropped' && event.where === point && event.reason === 'no-arp-answer') return 'lost';
    return event.kind === 'frame.sent' && event.from === point && typeOf(event.bytes) === etherTypeIpv4 ? 'sent' : null;
  };
  if (hadLease) await follow(door, station, label, () => client.release(), enough, context);
  else client.stop();
  station.dhcpClients.delete(label);
  return 0;
}
