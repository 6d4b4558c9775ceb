import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// Python for the page, put together in public/python/: Pyodide from its package, our half of its `socket`, and the
// worker that runs both. Nothing of it is in a page's first load, and none of it comes from another machine.

const into = join('public', 'python');
const pyodideFiles = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip'];

/** @returns false when the worker could not be compiled; the compiler has said why */
export const buildPython = (): boolean => {
  rmSync(into, { recursive: true, force: true });
  mkdirSync(join(into, 'pyodide'), { recursive: true });
  mkdirSync(join(into, 'first_hop'));
  const from = dirname(createRequire(import.meta.url).resolve('pyodide/package.json'));
  for (const name of pyodideFiles) copyFileSync(join(from, name), join(into, 'pyodide', name));
  // Its list of 300 packages to download: we download none, so only what it says of itself is needed.
  const lock = JSON.parse(readFileSync(join(from, 'pyodide-lock.json'), 'utf8')) as { info: object };
  writeFileSync(join(into, 'pyodide', 'pyodide-lock.json'), JSON.stringify({ info: lock.info, packages: {} }));
  const ours = join('lab', 'python', 'first_hop');
  for (const name of readdirSync(ours).filter((each) => each.endsWith('.py')))
    copyFileSync(join(ours, name), join(into, 'first_hop', name));
  const compiler = join('node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', join('components', 'python')], { stdio: 'inherit' });
  return status === 0;
};
