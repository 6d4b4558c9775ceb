import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// `npm run bench`: every benchmark, or the named ones (`npm run bench -- chat`). Each is bounded in time.

const benches: Readonly<Record<string, string>> = {
  chat: 'tests/bench/chat/run.ts',
  bridge: 'tests/bench/bridge/run.ts',
  class: 'tests/bench/class/run.ts',
  pages: 'tests/bench/pages/run.ts',
  fresh: 'tests/bench/fresh/run.ts',
  interop: 'tests/bench/interop/run.ts',
  network: 'tests/bench/network/run.ts',
};

const [chosen, ...rest] = process.argv.slice(2);
const names = chosen !== undefined && chosen in benches ? [chosen] : Object.keys(benches);
const words = chosen !== undefined && chosen in benches ? rest : process.argv.slice(2);
for (const name of names) {
  process.stdout.write(`\n── ${name}\n`);
  const script = benches[name] ?? '';
  const { status } = spawnSync(process.execPath, [join('node_modules', 'tsx', 'dist', 'cli.mjs'), script, ...words], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
