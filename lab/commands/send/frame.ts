import type { NetworkInterface } from '../../../network/stack/interface.ts';
import type { Stack } from '../../../network/stack/stack.ts';
import { broadcastMac, type Mac, macText } from '../../../network/wire/address.ts';
import { ethernetHeaderLength, minimumFrameLength, writeEthernet } from '../../../network/wire/ethernet.ts';
import type { DeviceDoor } from '../../scene/device-door.ts';
import type { Context } from '../../shell/command.ts';
import { NotHere } from '../../shell/not-here.ts';
import { WrongUsage } from '../../shell/wrong-usage.ts';
import type { Station } from '../../topology/network.ts';

/** IEEE 802-2014 table 9-1: local experimental EtherType 1. */
export const experimentalType = 0x88b5;
/** The text at the beginning of a piece of a longer message; the rest of it is dots. */
export const pieceText = /^message (\d+), piece (\d+) of (\d+), (\d+) bytes in all/;
/** Bytes of text in one frame: what Ethernet carries. */
const mostText = 1500;

/** @throws NotHere for a name that is no host, or a cable that is out */
export async function sendFrame(
  door: DeviceDoor,
  stack: Stack,
  to: string,
  text: string,
  context: Context,
): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > mostText)
    throw new WrongUsage(`One frame carries at most ${mostText} bytes; this text has ${bytes.length}.`);
  const card = cardOf(stack);
  const destination = to === 'all' ? broadcastMac : macOf(door, to);
  listenEverywhere(door);
  const frame = new Uint8Array(Math.max(minimumFrameLength, ethernetHeaderLength + bytes.length));
  writeEthernet(frame, 0, destination, card.mac, experimentalType);
  frame.set(bytes, ethernetHeaderLength);
  card.transmit(frame);
  await context.output.write(`${macText(card.mac)} > ${macText(destination)}: ${bytes.length} bytes of text\n`, 'dim');
}

/** The interface that leads out. @throws NotHere for a cable that is out */
export function cardOf(stack: Stack): NetworkInterface {
  const card = [...stack.interfaces.values()].find((one) => !one.isLoopback && one.running);
  if (!card) throw new NotHere('No interface of this host is up with a cable in it.');
  return card;
}

function stationAt(door: DeviceDoor, name: string): Station | null {
  const part = door.beside(name).device?.part;
  return part?.kind === 'host' || part?.kind === 'router' ? part : null;
}

/** @throws NotHere for a name that is no host */
export function macOf(door: DeviceDoor, name: string): Mac {
  const known = door.devices.filter((each) => each !== door.name);
  if (!known.includes(name))
    throw new NotHere(`No host here is called ${name}. There are ${known.join(', ')}, and all.`);
  const station = stationAt(door, name);
  const card = station && [...station.stack.interfaces.values()].find((one) => !one.isLoopback);
  if (!card) throw new NotHere(`${name} has no address a frame could be sent to: it is switched off, or no host.`);
  return card.mac;
}

/** Every host reads such frames, so that none is dropped as unknown, and notes what they say. */
export function listenEverywhere(door: DeviceDoor): void {
  for (const name of door.devices) listen(door, name);
}

function listen(door: DeviceDoor, name: string): void {
  const stack = stationAt(door, name)?.stack;
  stack?.onFrames(experimentalType, ({ bytes }) => {
    const text = new TextDecoder().decode(bytes.subarray(ethernetHeaderLength)).replace(/\0+$/, '');
    // Of a message in a thousand pieces nobody wants a thousand notes.
    const [, , piece, count] = pieceText.exec(text) ?? [];
    if (piece !== count) return;
    const says = `got “${text.replace(/\.{2,}$/, '')}”`;
    stack.world.trace?.({ at: stack.world.clock.now, kind: 'noted', device: name, says });
  });
}
