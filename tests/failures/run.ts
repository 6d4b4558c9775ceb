import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureChromium } from '../browser/chromium.ts';

// `npm run test:failures`: the failure suite at full length. Words after `--` choose files.

const node = process.execPath;
const env = { ...process.env, FIRST_HOP_FAILURES: 'full', CHROMIUM: ensureChromium() };
const build = spawnSync(node, [join('node_modules', 'tsx', 'dist', 'cli.mjs'), 'lab-server/build.ts'], {
  stdio: 'inherit',
  env,
});
const chosen = process.argv.slice(2).map((word) => `tests/failures/${word}`);
const vitest = [join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'machine', '--testTimeout=900000'];
const suite =
  build.status === 0
    ? spawnSync(node, [...vitest, ...(chosen.length > 0 ? chosen : ['tests/failures', 'tests/interop/tcp-bulk'])], {
        stdio: 'inherit',
        env,
      })
    : build;
process.exitCode = suite.status ?? 1;
