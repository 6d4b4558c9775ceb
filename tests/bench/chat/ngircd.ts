import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';

/** Whether this machine has ngircd, a small IRC server in C. */
export const hasNgircd = (): boolean => spawnSync('ngircd', ['--version']).status === 0;

/** Writes a configuration without the limits that would stop a benchmark. @returns how to start it, and its port */
export async function ngircd(directory: string): Promise<{ command: string[]; port: number }> {
  const port = await freePort();
  const file = join(directory, 'ngircd.conf');
  const lines = [
    '[Global]',
    'Name = bench.lab.test',
    'Info = benchmark',
    'AdminEMail = nobody@lab.test',
    'Listen = 127.0.0.1',
    `Ports = ${port}`,
    'MotdPhrase = "benchmark"',
    '[Limits]',
    'MaxConnections = 0',
    'MaxConnectionsIP = 0',
    'MaxJoins = 0',
    'MaxPenaltyTime = 0',
    'PingTimeout = 3600',
    '[Options]',
    'DNS = no',
    'Ident = no',
    'PAM = no',
    '[Channel]',
    'Name = #bench',
    'MaxUsers = 0',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o644 });
  return { command: ['ngircd', '-n', '-f', file], port };
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
