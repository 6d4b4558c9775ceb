import { readFileSync } from 'node:fs';
import { Host } from '../../../network/device/host.ts';
import { plug } from '../../../network/link/cable.ts';
import { worldOf } from '../../../network/link/world.ts';
import { millisecond } from '../../../network/time/clock.ts';
import { Random } from '../../../network/time/random.ts';
import type { LinkQuality } from '../../../network/trace/event.ts';
import { address } from '../../interop/joint.ts';
import { interopMissing, KernelHost } from '../../interop/tap.ts';
import { WallClock } from '../../interop/wall-clock.ts';

// `npm run bench -- interop`: our TCP and Linux's over cables of ours. About two minutes; needs root and a TAP device.

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const port = 40_400;
const runs = 5;
/** No transfer may take longer, s. */
const patience = 120;

const missing = interopMissing('nc', 'ss', 'sysctl');
if (missing) {
  print(`Skipped: ${missing}.`);
  process.exit();
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Linux with the congestion control of that name (reno is what RFC 5681 describes), or with what it does unless told. */
type End = 'ours' | 'Linux' | 'cubic' | 'reno' | 'bbr';

const allowed = readFileSync('/proc/sys/net/ipv4/tcp_allowed_congestion_control', 'utf8');
const mayUse = (name: string): boolean => allowed.trim().split(' ').includes(name);

/** One transfer of `size` bytes over one cable. @returns bits/s, from the call to the receiver's last byte */
async function transfer(
  from: End,
  to: End,
  size: number,
  quality: Partial<LinkQuality>,
  seed: string,
): Promise<number> {
  const wall = new WallClock();
  const world = worldOf(wall.clock, new Random(seed));
  const kernels: KernelHost[] = [];
  const make = async (end: End, name: string, at: string) => {
    if (end === 'ours') {
      const host = new Host(world, name);
      host.addInterface('eth0', 0x0000_5e00_5300 + (name === 'sender' ? 1 : 2)).addAddress(address(at), 24);
      return { host, kernel: null, port: host.port('eth0') };
    }
    const kernel = new KernelHost(name, wall, `${at}/24`);
    kernels.push(kernel);
    await kernel.ready;
    if (end !== 'Linux') kernel.run(`sysctl -qw net.ipv4.tcp_congestion_control=${end}`);
    return { host: null, kernel, port: kernel.port };
  };
  try {
    const sender = await make(from, 'sender', '10.9.0.1');
    const receiver = await make(to, 'receiver', '10.9.0.2');
    plug(world, 'cable', sender.port, receiver.port, quality);
    // ARP and the first packets of a cold kernel are not what is measured.
    if (sender.kernel) await sender.kernel.finish('ping -c 1 -W 2 10.9.0.2');
    else if (receiver.kernel) await receiver.kernel.finish('ping -c 1 -W 2 10.9.0.1');
    let arrived = 0;
    let whole = (): void => undefined;
    const took = (count: number): void => {
      arrived += count;
      if (arrived >= size) whole();
    };
    if (receiver.host) {
      const listener = receiver.host.tcp.listen({ address: 0, port });
      if (typeof listener === 'string') throw new Error(listener);
      listener.acceptable = () => {
        const socket = listener.accept();
        if (!socket) return;
        const take = (): void => {
          for (let bytes = socket.receive(); bytes.length > 0; bytes = socket.receive()) took(bytes.length);
        };
        socket.user = { readable: take };
        take();
      };
    } else if (receiver.kernel) {
      const nc = receiver.kernel.start(['nc', '-l', `${port}`], ['ignore', 'pipe', 'inherit']);
      nc.stdout?.on('data', (bytes: Buffer) => took(bytes.length));
      while (!receiver.kernel.run(`ss -Hltn sport = :${port}`).includes('LISTEN')) wall.catchUp();
    }
    wall.catchUp();
    const began = performance.now();
    if (sender.host) {
      const socket = sender.host.tcp.connect({ address: address('10.9.0.2'), port });
      if (typeof socket === 'string') throw new Error(socket);
      const chunk = new Uint8Array(65_536);
      let sent = 0;
      const more = (): void => {
        while (sent < size) {
          const taken = socket.send(chunk.subarray(0, Math.min(chunk.length, size - sent)));
          sent += taken;
          if (taken === 0) return;
        }
      };
      socket.user = { established: more, writable: more };
      wall.catchUp();
    } else
      sender.kernel?.start(
        ['sh', '-c', `head -c ${size} /dev/zero | nc -N 10.9.0.2 ${port}`],
        ['ignore', 'inherit', 'inherit'],
      );
    await new Promise<void>((resolve, reject) => {
      const watch = setTimeout(() => reject(new Error(`${arrived} of ${size} bytes`)), patience * 1000);
      whole = () => {
        clearTimeout(watch);
        resolve();
      };
    });
    return (size * 8) / ((performance.now() - began) / 1000);
  } finally {
    wall.close();
    for (const kernel of kernels) kernel.close();
  }
}

async function measure(from: End, to: End, size: number, quality: Partial<LinkQuality>): Promise<number> {
  const all: number[] = [];
  for (let run = 0; run < runs; run += 1) all.push(await transfer(from, to, size, quality, `bench ${run}`));
  const rate = median(all);
  const spread = `${(Math.min(...all) / 1e6).toFixed(1)} … ${(Math.max(...all) / 1e6).toFixed(1)}`;
  print(`  ${`${from} to ${to}`.padEnd(16)}${(rate / 1e6).toFixed(1).padStart(8)} Mb/s   (${spread})`);
  return rate;
}

print(`Median of ${runs} transfers (least … most).`);
print('\nThrough a TAP, no delay, nothing lost, 20 MB: how fast our stack is beside a kernel');
const wire = { rate: 10e9, delay: 0, queue: 8e6 };
await measure('ours', 'Linux', 20e6, wire);
await measure('Linux', 'ours', 20e6, wire);
await measure('Linux', 'Linux', 20e6, wire);

for (const loss of [0.01, 0.1]) {
  const size = loss > 0.05 ? 250e3 : 2e6;
  print(`\n20 Mb/s, 10 ms each way, ${loss * 100} % of frames lost, ${size / 1e6} MB`);
  const lossy = { rate: 20e6, delay: 10 * millisecond, queue: 262_144, loss };
  const ours = await measure('ours', 'Linux', size, lossy);
  await measure('ours', 'ours', size, lossy);
  await measure('Linux', 'ours', size, lossy);
  const beside: string[] = [];
  for (const sender of ['reno', 'cubic', 'bbr'] as const) {
    if (!mayUse(sender)) continue;
    const rate = await measure(sender, 'Linux', size, lossy);
    beside.push(`${sender} ${(ours / rate).toFixed(2)}`);
  }
  print(`  our sender beside Linux's: ${beside.join(', ')}`);
}
process.exit();
