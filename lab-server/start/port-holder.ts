import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * Which program listens on a TCP port, as far as this user may know: `nginx (process 812)`. Linux only (/proc); `null`
 * elsewhere, or when the holder belongs to another user.
 */
export const portHolder = (port: number): string | null => {
  if (process.platform !== 'linux') return null;
  try {
    const inodes = listeningInodes(port);
    if (inodes.size === 0) return null;
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (holdsOneOf(pid, inodes)) return `${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()} (process ${pid})`;
    }
  } catch {
    // A process that ended meanwhile, or /proc hidden from us: then nobody can be named.
  }
  return null;
};

/** Column 2 is `address:port` in hex, column 4 the state (0A is LISTEN), column 10 the socket's inode. */
const listeningInodes = (port: number): Set<string> => {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  const inodes = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of readFileSync(table, 'utf8').split('\n').slice(1)) {
      const columns = line.trim().split(/\s+/);
      if (columns[3] === '0A' && columns[1]?.endsWith(`:${wanted}`) && columns[9]) inodes.add(columns[9]);
    }
  }
  return inodes;
};

const holdsOneOf = (pid: string, inodes: ReadonlySet<string>): boolean => {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
      return inode !== undefined && inodes.has(inode);
    });
  } catch {
    // Another user's process: not ours to look into.
    return false;
  }
};
