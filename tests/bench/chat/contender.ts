import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

export interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  readonly protocol: 'chat' | 'raw' | 'irc';
  /** Where it will listen; missing when it prints `listening <port>` itself. */
  readonly port?: number;
}

export interface Run {
  readonly deliveries: number;
  readonly seconds: number;
  /** Latency in µs. */
  readonly p50: number;
  readonly p99: number;
  /** µs of the server's processor time a delivery; undefined where /proc does not tell. */
  readonly cpu: number | undefined;
}

/** A server under load: its process, and a load client with all its members connected. */
export class Arena {
  readonly contender: Contender;
  /** Bytes of the server's memory a member; undefined where /proc does not tell. */
  bytesAMember: number | undefined;
  readonly #server: ChildProcess;
  #load: ChildProcess | undefined;
  #lines: AsyncIterator<string> | undefined;

  constructor(contender: Contender) {
    const [command = '', ...words] = contender.command;
    this.contender = contender;
    // A pipe that nobody reads would stop a server that logs, once it is full.
    const output = contender.port === undefined ? 'pipe' : 'ignore';
    this.#server = spawn(command, words, { stdio: ['ignore', output, 'ignore'] });
  }

  /** Connects the members. @param load the command of the load client */
  async connect(load: readonly string[], members: number): Promise<void> {
    const port = this.contender.port ?? (await this.#printedPort());
    await reachable(port);
    const before = residentBytes(this.#server.pid);
    const [command = '', ...words] = load;
    this.#load = spawn(command, [...words, `${port}`, `${members}`, this.contender.protocol], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#lines = linesOf(this.#load);
    await this.#line();
    const after = residentBytes(this.#server.pid);
    if (before !== undefined && after !== undefined) this.bytesAMember = Math.max(0, after - before) / members;
  }

  /** @param pauseUs µs from one line to the next at least */
  async run(inFlight: number, seconds: number, pauseUs = 0): Promise<Run> {
    const before = processorMicroseconds(this.#server.pid);
    this.#load?.stdin?.write(`run ${inFlight} ${seconds} ${pauseUs}\n`);
    const figures = JSON.parse(await this.#line()) as Omit<Run, 'cpu'>;
    const after = processorMicroseconds(this.#server.pid);
    const cpu = before === undefined || after === undefined ? undefined : (after - before) / figures.deliveries;
    return { ...figures, cpu };
  }

  close(): void {
    this.#load?.kill();
    this.#server.kill();
  }

  async #printedPort(): Promise<number> {
    const first = await linesOf(this.#server).next();
    return Number(/^listening (\d+)/.exec(String(first.value))?.[1]);
  }

  async #line(): Promise<string> {
    const next = await this.#lines?.next();
    if (next === undefined || next.done) throw new Error(`the load client for ${this.contender.name} ended`);
    return next.value;
  }
}

function linesOf(child: ChildProcess): AsyncIterator<string> {
  if (child.stdout === null) throw new Error('no output to read');
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
}

async function reachable(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('close', () => resolve(false));
      setTimeout(() => socket.destroy(), 200);
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing listens on 127.0.0.1:${port}`);
}

function residentBytes(pid: number | undefined): number | undefined {
  if (process.platform !== 'linux') return undefined;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}

/** User and system time of all threads, in µs (the kernel counts in ticks of 10 ms). */
function processorMicroseconds(pid: number | undefined): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}
