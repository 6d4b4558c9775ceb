import { readFile } from 'node:fs/promises';
import type { SocketRow, SocketState, SocketTable } from '../../lab/host.ts';
import { parseProcNet } from './proc-net.ts';

export interface TableQuestion {
  /** Services, the lab's ranges, and what the bridge holds. */
  isLabPort(port: number): boolean;
  /** Rows of the lab that whoever asks may not see are left out. */
  isVisible?(row: SocketRow): boolean;
  /** A row as whoever asks names its addresses. */
  shown?(row: SocketRow): SocketRow;
  /** `room blue`, `this page`, or `''`. */
  ownerOf(row: SocketRow): string;
  /** What lab-server itself knows, for systems whose table cannot be read. */
  known(): readonly SocketRow[];
  /** Rows at most; listeners and living connections are kept before dead ones. */
  readonly most: number;
}

const FILES = [
  { path: '/proc/net/tcp', transport: 'tcp' },
  { path: '/proc/net/tcp6', transport: 'tcp' },
  { path: '/proc/net/udp', transport: 'udp' },
  { path: '/proc/net/udp6', transport: 'udp' },
] as const;

/**
 * The sockets of this computer that belong to the lab: rows with a lab port and a loopback address (or a listener on
 * every address, which loopback reaches too). The rest of the machine is nobody's business and never shown.
 *
 * On Linux it is the kernel's own table, TIME-WAIT included. One thing `ss` knows and /proc does not tell: the backlog
 * of a listener (`ss` asks by netlink, sock_diag(7)), so `sendQueue` of a LISTEN row is 0; its `receiveQueue` is, as in
 * `ss`, the finished handshakes that wait for accept(). Elsewhere it is what lab-server itself knows, and `source` says so.
 */
export class SocketTableReader {
  #reading: Promise<SocketRow[]> | null = null;
  #next: Promise<SocketRow[]> | null = null;

  async read(question: TableQuestion): Promise<SocketTable> {
    const kernel = process.platform === 'linux';
    const rows = kernel ? await this.#readKernel() : question.known();
    const shown = rows
      .filter((row) => belongsToLab(row, question) && (question.isVisible?.(row) ?? true))
      .sort((a, b) => rank(a.state) - rank(b.state))
      .slice(0, question.most)
      .map((row) => ({ ...(question.shown?.(row) ?? row), owner: question.ownerOf(row) }));
    return { source: kernel ? 'kernel' : 'lab-server', rows: shown };
  }

  /** Whoever asks during a reading shares the next one, so that many pages cost one reading and nobody gets an old table. */
  #readKernel(): Promise<SocketRow[]> {
    if (this.#next !== null) return this.#next;
    if (this.#reading === null) {
      this.#reading = readAll().finally(() => {
        this.#reading = null;
      });
      return this.#reading;
    }
    const after = (): Promise<SocketRow[]> => {
      this.#next = null;
      return this.#readKernel();
    };
    this.#next = this.#reading.then(after, after);
    return this.#next;
  }
}

async function readAll(): Promise<SocketRow[]> {
  const tables = await Promise.all(
    FILES.map(async ({ path, transport }) =>
      parseProcNet(await contentsOf(path), transport).map((row): SocketRow => ({ transport, ...row, owner: '' })),
    ),
  );
  return tables.flat();
}

/** A kernel without IPv6 has no tcp6 and udp6. */
async function contentsOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'latin1');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

function belongsToLab({ local, remote, state }: SocketRow, { isLabPort }: TableQuestion): boolean {
  if (state === 'LISTEN' || state === 'UNCONN') {
    return isLabPort(local.port) && (isLoopback(local.address) || isWildcard(local.address));
  }
  return isLoopback(local.address) && isLoopback(remote.address) && (isLabPort(local.port) || isLabPort(remote.port));
}

const isLoopback = (address: string): boolean => address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address);
const isWildcard = (address: string): boolean => address === '0.0.0.0' || address === '::';

const rank = (state: SocketState): number =>
  state === 'LISTEN' || state === 'UNCONN' ? 0 : state === 'TIME-WAIT' ? 2 : 1;
