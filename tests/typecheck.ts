import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

// One program a world: the compiler proves where code can run.
const worlds = [
  'lab/tsconfig.json',
  'network/tsconfig.json',
  'lab-server/tsconfig.json',
  'components/python/tsconfig.json',
  'tsconfig.json',
  'tests/tsconfig.json',
];
let passed = true;
for (const world of worlds.filter((file) => existsSync(file))) {
  const { status } = spawnSync(
    process.execPath,
    [join('node_modules', 'typescript', 'bin', 'tsc'), '--noEmit', '-p', world],
    { stdio: 'inherit' },
  );
  if (status !== 0) passed = false;
}
process.exitCode = passed ? 0 : 1;
