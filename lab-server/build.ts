import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { buildPython } from './build-python.ts';
import { endings } from './site/files.ts';

// `npm start` runs this first: it builds the site and the server, only when a source changed since the last build.

const sources = ['app', 'components', 'content', 'lab', 'lab-server', 'network', 'mdx-components.tsx'];
/** The build itself may write these: Next its settings, `build-python.ts` what it copies. */
const written = ['public', 'next.config.ts', 'package-lock.json', 'tsconfig.json', 'tsconfig.base.json'];
const stampFile = join('build', 'stamp');
const isTest = (name: string): boolean => /\.test\.tsx?$/.test(name);

const filesOf = (path: string): string[] => {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !isTest(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
};

const stampOf = (paths: readonly string[]): string => {
  const hash = createHash('sha256').update(process.version);
  for (const file of paths.flatMap(filesOf)) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
};

/** Runs one of our installed tools with this very Node, so that no shell and no PATH is needed. */
const run = (script: string, args: readonly string[]): void => {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  const { status, error } = spawnSync(process.execPath, [join('node_modules', script), ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  });
  if (status !== 0) {
    process.stderr.write(
      `The build stopped at ${script}${error ? `: ${error.message}` : ''}. The lines above say where.\n`,
    );
    process.exit(1);
  }
};

/** A classroom's Wi-Fi carries each page thirty times: the smallest form is made once, here. */
const compressSite = (): void => {
  const worthIt = new Set(['.html', '.js', '.mjs', '.wasm', '.py', '.css', '.json', '.svg', '.txt']);
  for (const file of filesOf('out').filter((name) => worthIt.has(extname(name)))) {
    const body = readFileSync(file);
    if (body.length < 1_024) continue;
    writeFileSync(`${file}${endings.gzip}`, gzipSync(body, { level: 9 }));
    writeFileSync(
      `${file}${endings.br}`,
      brotliCompressSync(body, {
        params: {
          [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
          // The last two steps cost half a minute for Pyodide's 10 MB and save a tenth.
          [constants.BROTLI_PARAM_QUALITY]: body.length > 4_000_000 ? 9 : 11,
        },
      }),
    );
  }
};

// Taken before: what is changed while it builds is built the next time.
const stampOfSources = stampOf(sources);
const stamp = (): string => `${stampOfSources} ${stampOf(written)}`;
const built =
  existsSync(stampFile) && existsSync(join('out', 'index.html')) && readFileSync(stampFile, 'utf8') === stamp();
if (!built) {
  rmSync('build', { recursive: true, force: true });
  run(join('typescript', 'bin', 'tsc'), ['-p', 'lab-server/tsconfig.json']);
  if (!buildPython()) process.exit(1);
  run(join('next', 'dist', 'bin', 'next'), ['build']);
  compressSite();
  mkdirSync('build', { recursive: true });
  writeFileSync(stampFile, stamp());
}
