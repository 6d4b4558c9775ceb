import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Debian's package for each program that our network is tried against. */
const packages: Readonly<Record<string, string>> = {
  ip: 'iproute2',
  perl: 'perl',
  ping: 'iputils-ping',
  traceroute: 'traceroute',
  nc: 'netcat-openbsd',
  curl: 'curl',
  python3: 'python3',
  nmap: 'nmap',
  dig: 'bind9-dnsutils',
  dnsmasq: 'dnsmasq-base',
  udhcpc: 'udhcpc',
  dhclient: 'isc-dhcp-client',
  tcpdump: 'tcpdump',
  tshark: 'tshark',
};

const missingPrograms = (): string[] => Object.keys(packages).filter((name) => spawnSync('which', [name]).status !== 0);

const apt = (...args: readonly string[]): boolean =>
  spawnSync('apt-get', args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    .status === 0;

/** Installs what the tests against a kernel and against other people's programs need, where it may; else says what is skipped. */
export function ensureInteropTools(): void {
  if (process.platform !== 'linux') return;
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  const wanted = missingPrograms();
  if (wanted.length > 0 && isRootOnDebian) {
    process.stdout.write(`Installing what our network is tried against with apt-get: ${wanted.join(', ')}\n`);
    // One after the other: a package that one release does not have must not keep the others away.
    if (apt('update', '-qq'))
      for (const name of wanted) apt('install', '-y', '-qq', '--no-install-recommends', packages[name] ?? name);
  }
  const still = missingPrograms();
  if (still.length > 0)
    process.stdout.write(`\n*** Not installed, so the tests that need them are SKIPPED: ${still.join(', ')} ***\n`);
}
