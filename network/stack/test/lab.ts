import { plug } from '../../link/cable.ts';
import type { Link } from '../../link/link.ts';
import { type World, worldOf } from '../../link/world.ts';
import { Clock, second } from '../../time/clock.ts';
import { Random } from '../../time/random.ts';
import type { NetworkEvent } from '../../trace/event.ts';
import { type Ipv4, parseIpv4 } from '../../wire/address.ts';
import { isLength, typeOf } from '../../wire/ethernet.ts';
import type { NetworkInterface } from '../interface.ts';
import { Stack, type StackOptions } from '../stack.ts';

type Kind = NetworkEvent['kind'];
type Of<K extends Kind> = Extract<NetworkEvent, { kind: K }>;

/** @throws Error for a mistake in a test */
export function at(text: string): Ipv4 {
  const address = parseIpv4(text);
  if (address === null) throw new Error(`${text} is no address`);
  return address;
}

/** A world that writes everything down, and a short way to say who is where. */
export class Lab {
  readonly events: NetworkEvent[] = [];
  readonly world: World;
  #macs = 0x0000_5e00_5300;

  constructor(seed = 'test') {
    this.world = worldOf(new Clock(), new Random(seed), (event) => this.events.push(event));
  }

  /** @param interfaces `eth0: '10.0.0.1/24'`; MAC addresses are 00:00:5e:00:53:01, :02, … in the order of making */
  device(name: string, interfaces: Record<string, string>, options: StackOptions = {}, mtu = 1500): Stack {
    const stack = new Stack(this.world, name, options);
    for (const [label, text] of Object.entries(interfaces)) {
      this.#macs += 1;
      const [address = '', length] = text.split('/');
      stack.addInterface(label, this.#macs, mtu).addAddress(at(address), Number(length));
    }
    return stack;
  }

  router(name: string, interfaces: Record<string, string>): Stack {
    return this.device(name, interfaces, { forwarding: true });
  }

  cable(a: Stack, labelA: string, b: Stack, labelB: string): Link {
    return plug(this.world, `${a.name}-${b.name}`, a.port(labelA), b.port(labelB));
  }

  /** Lets so much virtual time pass, ns. */
  run(time = 10 * second): void {
    this.world.clock.runUntil(this.world.clock.now + time);
  }

  all<K extends Kind>(kind: K): Of<K>[] {
    return this.events.filter((event): event is Of<K> => event.kind === kind);
  }

  /** Frames handed to a cable by this point, IPv4 ones unless said. */
  sent(from: string, type = 0x0800): Uint8Array[] {
    return this.all('frame.sent')
      .filter((event) => event.from === from && !isLength(typeOf(event.bytes)) && typeOf(event.bytes) === type)
      .map((event) => event.bytes);
  }

  drops(): string[] {
    return this.all('frame.dropped').map((event) => `${event.where} ${event.reason}`);
  }

  /** Forgets what was so far. */
  forget(): void {
    this.events.length = 0;
  }
}

/** @throws Error for a mistake in a test */
export function card(stack: Stack, label = 'eth0'): NetworkInterface {
  const found = stack.interfaces.get(label);
  if (!found) throw new Error(`${stack.name} has no ${label}`);
  return found;
}

export function route(stack: Stack, prefix: string, via: string, label = 'eth0', metric = 0): void {
  const [address = '', length] = prefix.split('/');
  const to = { prefix: at(address), prefixLength: Number(length), via: at(via), interface: label, metric };
  stack.routes.add({ ...to, source: 'static' });
}

/** pc1 10.0.1.2 ─ r1 ─ 10.0.12.0/24 ─ r2 ─ pc2 10.0.2.2, with static routes everywhere. */
export function twoRouters(seed?: string) {
  const lab = new Lab(seed);
  const pc1 = lab.device('pc1', { eth0: '10.0.1.2/24' });
  const r1 = lab.router('r1', { eth0: '10.0.1.1/24', eth1: '10.0.12.1/24' });
  const r2 = lab.router('r2', { eth0: '10.0.12.2/24', eth1: '10.0.2.1/24' });
  const pc2 = lab.device('pc2', { eth0: '10.0.2.2/24' });
  const left = lab.cable(pc1, 'eth0', r1, 'eth0');
  const middle = lab.cable(r1, 'eth1', r2, 'eth0');
  const right = lab.cable(r2, 'eth1', pc2, 'eth0');
  route(pc1, '0.0.0.0/0', '10.0.1.1');
  route(pc2, '0.0.0.0/0', '10.0.2.1');
  route(r1, '10.0.2.0/24', '10.0.12.2', 'eth1');
  route(r2, '10.0.1.0/24', '10.0.12.1', 'eth0');
  return { lab, pc1, r1, r2, pc2, left, middle, right };
}
