import { spawnSync } from 'node:child_process';
import { networkInterfaces } from 'node:os';

/** A local network for a test: our own address on it, and where there may be one, another machine. */
export interface TestLan {
  readonly address: string;
  /** A network namespace with an address of its own on the same cable, or null: then this machine visits itself. */
  readonly visitor: string | null;
  close(): void;
}

const ip = (line: string): boolean => spawnSync('ip', line.split(' '), { stdio: 'ignore' }).status === 0;

let made = 0;

/**
 * A cable between this machine and a namespace (Linux, root). Elsewhere any address of this machine that is not
 * loopback; null where there is none.
 */
export const openTestLan = (): TestLan | null => {
  made += 1;
  const at = (process.pid + made * 977) % 64_000;
  const net = `10.${100 + (Math.floor(at / 256) % 100)}.${at % 256}`;
  const [near, far, namespace] = [`fhl${at}`, `fhr${at}`, `fh-visitor-${at}`];
  const close = (): void => {
    process.off('exit', close);
    ip(`link del ${near}`);
    ip(`netns del ${namespace}`);
  };
  // Where every test of a file is left out, no hook of it runs.
  process.on('exit', close);
  const isMade =
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    ip(`netns add ${namespace}`) &&
    ip(`link add ${near} type veth peer name ${far}`) &&
    ip(`link set ${far} netns ${namespace}`) &&
    ip(`addr add ${net}.1/24 dev ${near}`) &&
    ip(`link set ${near} up`) &&
    ip(`-n ${namespace} addr add ${net}.2/24 dev ${far}`) &&
    ip(`-n ${namespace} link set lo up`) &&
    ip(`-n ${namespace} link set ${far} up`);
  if (isMade) return { address: `${net}.1`, visitor: namespace, close };
  close();
  const own = Object.values(networkInterfaces())
    .flatMap((rows) => rows ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal);
  if (own) return { address: own.address, visitor: null, close: () => undefined };
  process.stdout.write('\n*** No network of this machine can be used, so tests of the class are SKIPPED ***\n');
  return null;
};
