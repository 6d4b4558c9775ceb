import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A socket that a process holds, as Linux tells it. */
export interface KernelSocket {
  readonly transport: 'tcp' | 'udp';
  /** The address as the kernel writes it: `0100007F` is 127.0.0.1 on a little-endian machine. */
  readonly address: string;
  readonly port: number;
  readonly listening: boolean;
}

/** Where a process's sockets can be read: Linux. */
export const kernelTells = process.platform === 'linux';

const LISTEN = '0A';

/** Every TCP and UDP socket that the process holds, from its descriptors and /proc/net, so also those it forgot. */
export const socketsOf = (pid: number): KernelSocket[] => {
  const inodes = new Set<string>();
  for (const fd of readdirSync(`/proc/${pid}/fd`)) {
    try {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
      if (inode) inodes.add(inode);
    } catch (error) {
      // A descriptor that closes while we look is none.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return (['tcp', 'tcp6', 'udp', 'udp6'] as const).flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .flatMap((line): KernelSocket[] => {
        const [, local = '', , state = '', , , , , , inode = ''] = line.trim().split(/\s+/);
        if (!inodes.has(inode)) return [];
        const [address = '', port = ''] = local.split(':');
        const transport = table.startsWith('tcp') ? 'tcp' : 'udp';
        return [{ transport, address, port: Number.parseInt(port, 16), listening: state === LISTEN }];
      }),
  );
};

/** 127.0.0.0/8 and ::1, in either byte order. */
export const isLoopback = ({ address }: KernelSocket): boolean =>
  address.length === 8
    ? address.endsWith('7F') || address.startsWith('7F')
    : /^0{24}(01000000|00000001)$/.test(address);
