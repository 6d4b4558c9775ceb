import { once } from 'node:events';
import { captureOf } from '../../lab/scene/capture.ts';
import { build } from '../../lab/topology/build.ts';
import type { Network } from '../../lab/topology/network.ts';
import type { CableSpec, DeviceSpec, HostSpec, RouterSpec } from '../../lab/topology/topology.ts';
import { plug } from '../../network/link/cable.ts';
import type { Link } from '../../network/link/link.ts';
import { type World, worldOf } from '../../network/link/world.ts';
import type { Stack } from '../../network/stack/stack.ts';
import { Random } from '../../network/time/random.ts';
import type { LinkQuality, NetworkEvent } from '../../network/trace/event.ts';
import { parseIpv4 } from '../../network/wire/address.ts';
import { judgeCapture } from '../wire/tshark.ts';
import { KernelHost } from './tap.ts';
import { WallClock } from './wall-clock.ts';

/** Frames that a test keeps for the judge; after that nobody looks, so that a bulk transfer is not slowed. */
const mostFrames = 6000;

/** The port of transfers of random bytes. */
export const bulkPort = 40_400;

const nowhere = { x: 0, y: 0 };

/** @throws Error for a mistake in a test */
export function address(text: string): number {
  const parsed = parseIpv4(text);
  if (parsed === null) throw new Error(`${text} is no address`);
  return parsed;
}

export const host = (name: string, at: string, more: Partial<HostSpec> = {}): HostSpec => ({
  kind: 'host',
  name,
  at: nowhere,
  interfaces: [{ address: at }],
  ...more,
});

/** @param interfaces addresses of eth0, eth1 …, each perhaps with an MTU: `10.0.0.1/24 mtu 600` */
export const router = (name: string, interfaces: readonly string[], more: Partial<RouterSpec> = {}): RouterSpec => ({
  kind: 'router',
  name,
  at: nowhere,
  interfaces: interfaces.map((text) => {
    const [at = '', mtu] = text.split(' mtu ');
    return mtu === undefined ? { address: at } : { address: at, mtu: Number(mtu) };
  }),
  ...more,
});

/** A network of ours with kernels at some of its ports, at the pace of the wall. */
export class Joint {
  readonly wall = new WallClock();
  readonly events: NetworkEvent[] = [];
  readonly world: World;
  readonly network: Network;
  readonly #kernels: KernelHost[] = [];
  #frames = 0;

  constructor(devices: readonly DeviceSpec[], cables: readonly CableSpec[] = [], seed = 'interop') {
    this.world = worldOf(this.wall.clock, new Random(seed), (event) => this.#keep(event));
    this.network = build({ id: 'interop', seed, devices, cables }, this.world);
  }

  stack(name: string): Stack {
    return this.network.station(name).stack;
  }

  /**
   * A kernel in a namespace at the other end of a cable of ours.
   * @param at its address with prefix; empty for none
   * @param to the port it is joined to: `pc1:eth0`
   */
  async kernel(
    name: string,
    at: string,
    to: string,
    quality: Partial<LinkQuality> = {},
  ): Promise<KernelHost & { cable: Link }> {
    const kernel = new KernelHost(name, this.wall, at);
    this.#kernels.push(kernel);
    await kernel.ready;
    const [device = '', label = ''] = to.split(':');
    const port = this.network.device(device).port(label);
    return Object.assign(kernel, { cable: plug(this.world, `${name}-cable`, port, kernel.port, quality) });
  }

  /** Does something to our network at the present moment: its clock stands still while nothing happens. */
  act<T>(what: () => T): T {
    this.wall.catchUp();
    const answer = what();
    this.wall.catchUp();
    return answer;
  }

  /** Waits for something to become true. @throws Error saying what it waited for, after so many seconds */
  async until(what: string, holds: () => boolean, seconds = 10): Promise<void> {
    const deadline = performance.now() + seconds * 1000;
    while (!holds()) {
      if (performance.now() > deadline) throw new Error(`${what}: not within ${seconds} s`);
      await new Promise((resolve) => setTimeout(resolve, 2));
      this.wall.catchUp();
    }
  }

  /** What passed a port, as pcapng. */
  capture(point: string): Uint8Array {
    return captureOf(this.events, [point]);
  }

  /**
   * Has tshark read what passed a port.
   * @param expected warnings that belong to the test
   * @returns what is wrong: malformed frames, bad checksums, warnings nobody expected
   */
  async complaints(point: string, ...expected: readonly RegExp[]): Promise<string[]> {
    const verdict = await judgeCapture(this.capture(point), [bulkPort]);
    if (verdict.packets === 0) return ['no frame passed'];
    const isExpected = (complaint: string) => expected.some((each) => each.test(complaint));
    // A frame that a bad cable has damaged may say anything, as long as its FCS gives it away.
    const damaged = new Set(verdict.badChecksums.filter((bad) => /eth\.fcs/.test(bad) && isExpected(bad)).map(frameOf));
    const { malformed, badChecksums, warnings } = verdict;
    return [...malformed, ...badChecksums, ...warnings]
      .filter((complaint) => !isExpected(complaint) && !damaged.has(frameOf(complaint)))
      .slice(0, 20);
  }

  close(): void {
    this.wall.close();
    for (const kernel of this.#kernels) kernel.close();
  }

  #keep(event: NetworkEvent): void {
    if (event.kind === 'frame.sent') this.#frames += 1;
    if (this.#frames > mostFrames) this.world.trace = null;
    else this.events.push(event);
  }
}

const frameOf = (complaint: string): string => complaint.slice(0, complaint.indexOf(':'));

/** Resolves with a program's status once its streams are closed. */
export async function statusOf(child: import('node:child_process').ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const [status] = (await once(child, 'close')) as [number | null];
  return status;
}
