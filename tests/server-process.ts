import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';

/** The built program as `npm start` runs it, in a process of its own. */
export interface ServerProcess {
  readonly child: ChildProcess;
  readonly args: readonly string[];
  /** Chosen before the start: the lobby, the first two rooms, and the first of the five small servers. */
  readonly ports: { readonly lobby: number; readonly blue: number; readonly green: number; readonly echo: number };
  /** `http://127.0.0.1:40123/`, once it is printed. */
  url(): Promise<string>;
  readonly printed: () => string;
  readonly complained: () => string;
  /** Resident memory in bytes (Linux; 0 elsewhere). */
  memory(): number;
  readonly exit: Promise<number | null>;
}

/** A port that was free a moment ago. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer().listen(port, '127.0.0.1');
  const free = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  server.close();
  return free;
};

/**
 * Free ports for lobby, rooms and small servers, as options. From below those that systems give to outgoing connections (from 32768 on
 * Linux, from 49152 elsewhere): one of another test's clients could take such a port before the server does.
 */
export const freePorts = async (): Promise<string[]> => {
  for (;;) {
    const first = 20_000 + 32 * Math.floor(Math.random() * 375);
    const free = await Promise.all(Array.from({ length: 17 }, (_, at) => isFree(first + at)));
    if (free.every((each) => each))
      return [
        ...['--lobby-port', String(first + 11), '--chat-ports', `${first}-${first + 10}`],
        ...['--small-ports', `${first + 12}-${first + 16}`],
      ];
  }
};

const running = new Set<ChildProcess>();

/** For afterEach: ends whatever a test left behind. */
export const killServers = (): void => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
};

/** @param files the most open files the process may have (`ulimit -n`), where a POSIX shell can set it */
export const startServer = (
  args: readonly string[],
  files?: number,
  nodeFlags: readonly string[] = [],
): ServerProcess => {
  const command = [process.execPath, ...nodeFlags, 'build/lab-server/main.js', ...args];
  const [program = '', ...words] =
    files === undefined ? command : ['sh', '-c', `ulimit -n ${files}; exec "$0" "$@"`, ...command];
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let out = '';
  let err = '';
  const exit = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  const opened = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (bytes) => {
      out += bytes;
      const url = /First Hop is open at (\S+)/.exec(out)?.[1];
      if (url) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`it ended with status ${code}: ${out}${err}`)));
  });
  opened.catch(() => undefined);
  child.stderr.on('data', (bytes) => {
    err += bytes;
  });
  const portAfter = (option: string): number => Number(args[args.indexOf(option) + 1]?.split('-')[0]);
  const blue = portAfter('--chat-ports');
  return {
    child,
    args,
    ports: { lobby: portAfter('--lobby-port'), blue, green: blue + 1, echo: portAfter('--small-ports') },
    url: () => opened,
    printed: () => out,
    complained: () => err,
    memory: () => {
      if (process.platform !== 'linux') return 0;
      const pages = readFileSync(`/proc/${child.pid}/statm`, 'utf8').split(' ')[1];
      return Number(pages) * 4096;
    },
    exit,
  };
};
