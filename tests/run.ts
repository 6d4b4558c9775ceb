import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './browser/chromium.ts';
import { ensureInteropTools } from './interop/tools.ts';

// `npm test`: what a push needs. Words after `--` go to vitest (`npm test -- lab/shell`), and then only those tests run.

const node = process.execPath;
const tool = (path: string): string => join('node_modules', path);
const stage = (name: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): boolean => {
  process.stdout.write(`\n── ${name}\n`);
  return spawnSync(node, args, { stdio: 'inherit', env }).status === 0;
};

const failed: string[] = [];
const must = (name: string, args: readonly string[], env?: NodeJS.ProcessEnv): boolean => {
  const passed = stage(name, args, env);
  if (!passed) failed.push(name);
  return passed;
};

const only = process.argv.slice(2);
const browser = ensureChromium();
ensureInteropTools();
const report = join(tmpdir(), `first-hop-tests-${process.pid}.json`);
const tsx = tool('tsx/dist/cli.mjs');

if (only.length === 0) {
  must('format and lint', [tool('@biomejs/biome/bin/biome'), 'check', '.']);
  must('nothing unused', [tool('knip/bin/knip.js')]);
}
if (must('build', [tsx, 'lab-server/build.ts'])) {
  if (only.length === 0) must('types', [tsx, 'tests/typecheck.ts']);
  const vitest = [
    tool('vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  must('tests', [...vitest, ...only], { ...process.env, CHROMIUM: browser });
}

const counts = existsSync(report)
  ? (JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      numPendingTests: number;
    })
  : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 };
rmSync(report, { force: true });
// A suite that could not even be collected has no failed test of its own; a failed stage counts as one.
const numFailed = Math.max(counts.numFailedTests, failed.length);
if (failed.length > 0) process.stdout.write(`\nfailed: ${failed.join(', ')}\n`);
const skipped = counts.numPendingTests > 0 ? `, ${counts.numPendingTests} skipped` : '';
process.stdout.write(`\n${counts.numPassedTests} passed, ${numFailed} failed${skipped}\n`);
process.exitCode = failed.length > 0 || counts.numPassedTests === 0 ? 1 : 0;
