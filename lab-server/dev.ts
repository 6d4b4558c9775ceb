import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildPython } from './build-python.ts';

// `npm run dev`: Next's development server behind our own, so that page and bridge share one origin. A change in
// app/, components/, content/ or lab/ reloads in the page; a change in lab-server/ restarts the lab server alone.

const nextPort = 4003;

if (!buildPython()) process.exit(1);

const children: ChildProcess[] = [
  spawn(
    process.execPath,
    [join('node_modules', 'next', 'dist', 'bin', 'next'), 'dev', '--hostname', '127.0.0.1', '--port', String(nextPort)],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
    },
  ),
  spawn(
    process.execPath,
    [
      join('node_modules', 'tsx', 'dist', 'cli.mjs'),
      'watch',
      '--clear-screen=false',
      'lab-server/main.ts',
      '--dev-site',
      `http://127.0.0.1:${nextPort}`,
      ...process.argv.slice(2),
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  ),
];

const stop = (): void => {
  for (const child of children) child.kill('SIGTERM');
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
for (const child of children) child.on('exit', stop);
