import { worldOf } from '../../network/link/world.ts';
import { Clock, millisecond } from '../../network/time/clock.ts';
import { Random } from '../../network/time/random.ts';
import type { NetworkEvent } from '../../network/trace/event.ts';
import { broadcastMac, macText } from '../../network/wire/address.ts';
import { ethernetHeaderLength, minimumFrameLength, writeEthernet } from '../../network/wire/ethernet.ts';
import { build } from './build.ts';
import type { Topology } from './topology.ts';

/** A frame for a rehearsal: from a host, to a host or to everybody. */
export interface RehearsedFrame {
  readonly from: string;
  readonly to: string;
}

/** What a switch did with a frame, and what stood in its table then. */
export interface Round extends RehearsedFrame {
  /** The port it came in by: `p1`. */
  readonly port: string;
  readonly decision: 'forward' | 'flood' | 'filter' | 'blocked';
  /** The ports it left by. */
  readonly ports: readonly string[];
  /** After the frame: host to port. */
  readonly table: ReadonlyMap<string, string>;
}

/** IEEE 802-2014 table 9-1: local experimental EtherType 1. */
const experimental = 0x88b5;

/**
 * Lets these frames go through a network one after the other and tells what a switch in it made of each. The switch is
 * the one of the labs; nothing is worked out beside it. @throws TopologyProblem for names that are not there
 */
export function rehearse(topology: Topology, device: string, frames: readonly RehearsedFrame[]): readonly Round[] {
  let events: NetworkEvent[] = [];
  const clock = new Clock();
  const network = build(
    topology,
    worldOf(clock, new Random(topology.seed), (event) => events.push(event)),
  );
  const cardOf = (host: string) => {
    const card = [...network.station(host).stack.interfaces.values()].find((each) => !each.isLoopback);
    if (card === undefined) throw new Error(`${host} has no interface.`);
    return card;
  };
  const names = new Map(
    [...network.devices.values()].flatMap(({ kind, name }) =>
      kind === 'host' ? [[macText(cardOf(name).mac), name] as const] : [],
    ),
  );
  const table = new Map<string, string>();
  return frames.map((frame) => {
    events = [];
    const card = cardOf(frame.from);
    const bytes = new Uint8Array(Math.max(minimumFrameLength, ethernetHeaderLength));
    writeEthernet(bytes, 0, frame.to === 'all' ? broadcastMac : cardOf(frame.to).mac, card.mac, experimental);
    card.transmit(bytes);
    clock.runUntil(clock.now + millisecond);
    for (const event of events) {
      if (event.kind !== 'mac.changed' || event.device !== device) continue;
      const name = names.get(event.mac) ?? event.mac;
      if (event.port === null) table.delete(name);
      else table.set(name, labelOf(event.port));
    }
    const arrival = events.find((event) => event.kind === 'frame.sent' && event.to.startsWith(`${device}:`));
    const decided = events.find((event) => event.kind === 'switch.decided' && event.device === device);
    if (arrival?.kind !== 'frame.sent' || decided?.kind !== 'switch.decided')
      throw new Error(`The frame from ${frame.from} did not come to ${device}.`);
    const { decision, ports } = decided;
    return { ...frame, port: labelOf(arrival.to), decision, ports, table: new Map(table) };
  });
}

const labelOf = (point: string): string => point.split(':').at(-1) ?? point;
