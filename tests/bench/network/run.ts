import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// The virtual network's speed: 20 MiB by TCP, host–switch–router–host. Compiled first, because tsx puts a getter
// before every import, and a getter on the path of a frame is what would be measured.

const run = (...args: readonly string[]): void => {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

run(join('node_modules', 'typescript', 'bin', 'tsc'), '-p', join('tests', 'bench', 'network', 'tsconfig.json'));
run(join('build', 'bench', 'network', 'tests', 'bench', 'network', 'measure.js'), ...process.argv.slice(2));
run(join('node_modules', 'tsx', 'dist', 'cli.mjs'), join('tests', 'bench', 'network', 'in-chromium.ts'));
