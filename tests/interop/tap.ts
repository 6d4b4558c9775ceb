import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Frame, Port, type PortUser } from '../../network/link/port.ts';
import { fcsOf } from '../../network/wire/fcs.ts';
import type { WallClock } from './wall-clock.ts';

/** Why interop with a kernel cannot run here, or null. */
export function interopMissing(...programs: readonly string[]): string | null {
  if (process.platform !== 'linux') return 'only Linux has network namespaces and TAP devices';
  if (process.getuid?.() !== 0) return 'it takes root to make a network namespace';
  if (!existsSync('/dev/net/tun')) return 'there is no /dev/net/tun';
  const missing = ['ip', 'perl', ...programs].filter((name) => spawnSync('which', [name]).status !== 0);
  return missing.length > 0 ? `not installed: ${missing.join(', ')}` : null;
}

let made = 0;

/**
 * A network namespace of Linux with one TAP device `tap0`, and our end of it as a device of our network: what its port
 * receives goes to the kernel, what the kernel sends comes out of its port.
 */
export class KernelHost implements PortUser {
  readonly name: string;
  /** Unique on this machine: several test runs may go on at once. */
  readonly namespace: string;
  readonly port: Port;
  readonly #clock: WallClock;
  readonly #relay: ChildProcess;
  readonly #running = new Set<ChildProcess>();
  #held: Buffer = Buffer.alloc(0);
  #out: Buffer[] = [];
  framesIn = 0;
  framesOut = 0;
  /** Resolves when the device is there. */
  readonly ready: Promise<void>;
  #isReady: () => void = () => undefined;

  /** @param address of the kernel's end, with prefix: `10.9.0.1/24`; empty for none */
  constructor(name: string, clock: WallClock, address = '') {
    this.name = name;
    this.#clock = clock;
    made += 1;
    this.namespace = `fh-${process.pid}-${made}-${name}`;
    this.port = new Port(name, 'tap0', this);
    execFileSync('ip', ['netns', 'add', this.namespace]);
    this.run('ip link set lo up');
    // No chatter of the kernel's own that a test would have to explain away.
    this.run('sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1');
    this.#relay = this.start(['perl', join(import.meta.dirname, 'tap.pl'), 'tap0'], ['pipe', 'pipe', 'inherit']);
    this.#relay.stdout?.on('data', (bytes: Buffer) => this.#read(bytes));
    this.#relay.stdin?.on('error', () => undefined);
    this.ready = new Promise<void>((resolve) => {
      this.#isReady = resolve;
    }).then(() => {
      this.run(`ip link set tap0 up`);
      if (address !== '') this.run(`ip addr add ${address} dev tap0`);
    });
  }

  receive(frame: Frame): void {
    // As a network card does.
    if (frame.fcs !== undefined && frame.fcs !== fcsOf(frame.bytes)) return;
    this.framesOut += 1;
    const head = Buffer.alloc(2);
    head.writeUInt16BE(frame.bytes.length);
    if (this.#out.length === 0) setImmediate(() => this.#flush());
    this.#out.push(head, Buffer.from(frame.bytes.buffer, frame.bytes.byteOffset, frame.bytes.length));
  }

  #flush(): void {
    this.#relay.stdin?.write(Buffer.concat(this.#out));
    this.#out = [];
  }

  #read(bytes: Buffer): void {
    const all = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    let at = 0;
    this.#clock.catchUp();
    while (all.length - at >= 2) {
      const size = all.readUInt16BE(at);
      if (all.length - at < 2 + size) break;
      if (size === 0) this.#isReady();
      else {
        this.framesIn += 1;
        // The kernel pads nothing on a TAP; a cable carries no frame below 60 bytes.
        const frame = new Uint8Array(Math.max(60, size));
        frame.set(all.subarray(at + 2, at + 2 + size));
        this.port.send(frame);
      }
      at += 2 + size;
    }
    this.#held = all.subarray(at);
    this.#clock.catchUp();
  }

  /** Runs a command line in the namespace to its end. @returns what it printed. @throws when its status is not 0 */
  run(line: string): string {
    return execFileSync('ip', ['netns', 'exec', this.namespace, 'sh', '-c', line], { encoding: 'utf8' });
  }

  /** Starts a program in the namespace. It is ended with the host. */
  start(words: readonly string[], stdio: ('pipe' | 'ignore' | 'inherit')[] = ['pipe', 'pipe', 'pipe']): ChildProcess {
    const child = spawn('ip', ['netns', 'exec', this.namespace, ...words], { stdio });
    this.#running.add(child);
    child.on('exit', () => this.#running.delete(child));
    return child;
  }

  /** Runs a command line while our network goes on. */
  async finish(line: string): Promise<{ status: number | null; out: string; err: string }> {
    const child = this.start(['sh', '-c', line]);
    let out = '';
    let err = '';
    child.stdout?.on('data', (bytes) => {
      out += bytes;
    });
    child.stderr?.on('data', (bytes) => {
      err += bytes;
    });
    child.stdin?.end();
    const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { status, out, err };
  }

  close(): void {
    for (const child of this.#running) child.kill('SIGKILL');
    spawnSync('ip', ['netns', 'del', this.namespace]);
  }
}
