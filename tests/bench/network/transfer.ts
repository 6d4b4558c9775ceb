import { Host } from '../../../network/device/host.ts';
import { Router } from '../../../network/device/router.ts';
import { Switch } from '../../../network/device/switch.ts';
import { plug } from '../../../network/link/cable.ts';
import { worldOf } from '../../../network/link/world.ts';
import type { Stack } from '../../../network/stack/stack.ts';
import { Clock } from '../../../network/time/clock.ts';
import { Random } from '../../../network/time/random.ts';
import type { Trace } from '../../../network/trace/event.ts';

/** Bytes that go from one host to the other. */
export const transferSize = 20 * 1024 * 1024;
/** bits/s of every cable. */
export const transferRate = 100_000_000;

/** What was counted in one transfer; a frame is one transmission on one cable. */
export interface Counted {
  readonly events: number;
  readonly frames: number;
  readonly bytes: number;
  /** s of virtual time. */
  readonly virtualSeconds: number;
}

const left = 0x0a00_0100;
const right = 0x0a00_0200;
const port = 5001;

function host(stack: Stack, network: number, station: number, mac: number): void {
  stack.addInterface('eth0', mac).addAddress(network + station, 24);
}

/**
 * host ─ switch ─ router ─ host: three cables of 100 Mb/s, 20 MiB by TCP from the first host to the last, every checksum
 * written and checked.
 * @param trace where every event goes, or null for nobody looking
 * @throws Error when not every byte arrived as it was sent
 */
export function transfer(trace: Trace): Counted {
  const clock = new Clock();
  const world = worldOf(clock, new Random('bench'), trace);
  const pc1 = new Host(world, 'pc1');
  const pc2 = new Host(world, 'pc2');
  const r1 = new Router(world, 'r1');
  const sw1 = new Switch(world, 'sw1', 4);
  host(pc1, left, 2, 0x00_5e00_5301);
  host(pc2, right, 2, 0x00_5e00_5302);
  r1.addInterface('eth0', 0x00_5e00_5303).addAddress(left + 1, 24);
  r1.addInterface('eth1', 0x00_5e00_5304).addAddress(right + 1, 24);
  for (const [stack, network] of [
    [pc1, left],
    [pc2, right],
  ] as const)
    stack.routes.add({ prefix: 0, prefixLength: 0, via: network + 1, interface: 'eth0', metric: 0, source: 'static' });
  const quality = { rate: transferRate };
  const cables = [
    plug(world, 'c1', pc1.port('eth0'), sw1.port('p1'), quality),
    plug(world, 'c2', sw1.port('p2'), r1.port('eth0'), quality),
    plug(world, 'c3', r1.port('eth1'), pc2.port('eth0'), quality),
  ];
  const bytes = moved(pc1, pc2, clock);
  let frames = 0;
  for (const cable of cables)
    for (const end of cable.ends) {
      const { sent, dropped } = cable.counters(end);
      frames += sent - dropped;
    }
  return { events: clock.ran, frames, bytes, virtualSeconds: clock.now / 1e9 };
}

/** Runs the transfer to its end. @returns bytes that arrived */
function moved(from: Stack, to: Stack, clock: Clock): number {
  const listener = to.tcp.listen({ address: right + 2, port });
  if (typeof listener === 'string') throw new Error(`listen: ${listener}`);
  let arrived = 0;
  listener.acceptable = () => {
    const socket = listener.accept();
    if (!socket) return;
    socket.user = {
      readable: () => {
        const bytes = socket.receive();
        // One byte of each piece is looked at: a judge that read them all would be measured, too.
        if (bytes.length > 0 && bytes[0] !== (arrived & (block.length - 1)) % 251) throw new Error('a wrong byte');
        arrived += bytes.length;
      },
    };
  };
  const socket = from.tcp.connect({ address: right + 2, port });
  if (typeof socket === 'string') throw new Error(`connect: ${socket}`);
  let given = 0;
  const more = (): void => {
    while (given < transferSize) {
      const at = given & (block.length - 1);
      const piece = at === 0 ? block : block.subarray(at);
      const taken = socket.send(piece.subarray(0, Math.min(piece.length, transferSize - given)));
      given += taken;
      if (taken < piece.length) return;
    }
  };
  socket.user = { established: more, writable: more };
  while (arrived < transferSize && clock.step());
  if (arrived !== transferSize) throw new Error(`${arrived} of ${transferSize} bytes arrived`);
  return arrived;
}

const block = Uint8Array.from({ length: 64 * 1024 }, (_, index) => index % 251);
