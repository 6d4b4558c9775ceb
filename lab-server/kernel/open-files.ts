import { readdir, readFile, readlink, stat } from 'node:fs/promises';

const ACCESS_MODE = 0o3;

/**
 * How many regular files this process holds open for writing, so that "nothing is stored" can be looked at. Sockets,
 * pipes and terminals are no files here. Linux tells in /proc/self/fd and fdinfo (proc(5)); elsewhere null.
 */
export async function countFilesOpenForWriting(): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  const descriptors = await readdir('/proc/self/fd');
  const writable = await Promise.all(descriptors.map(isFileOpenForWriting));
  return writable.filter(Boolean).length;
}

async function isFileOpenForWriting(descriptor: string): Promise<boolean> {
  try {
    const path = `/proc/self/fd/${descriptor}`;
    const target = await readlink(path);
    // `socket:[1]` and `pipe:[2]` need no second look; `/memfd:` is memory with a file's face.
    if (!target.startsWith('/') || target.startsWith('/memfd:')) return false;
    if (!(await stat(path)).isFile()) return false;
    const flags = /^flags:\s*([0-7]+)/m.exec(await readFile(`/proc/self/fdinfo/${descriptor}`, 'latin1'))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & ACCESS_MODE) !== 0;
  } catch (error) {
    // Closed between the list and the look, as the descriptor of the list itself is.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EBADF')) return false;
    throw error;
  }
}
