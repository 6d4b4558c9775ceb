import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { inlineScriptHashes } from './headers.ts';

type Encoding = keyof typeof endings | 'identity';

/** What a file's compressed form is called; `build.ts` makes them. */
export const endings = { br: '.br', gzip: '.gz' } as const;
/** The smaller one first. */
const encodings = ['br', 'gzip'] as const;

/** One file of the exported site, whole and in memory. */
export interface SiteFile {
  readonly type: string;
  readonly etag: string;
  /** Named by its content, so it may be kept for ever. */
  readonly immutable: boolean;
  readonly bodies: ReadonlyMap<Encoding, Buffer>;
  /** For pages: the hashes its policy must name. */
  readonly scriptHashes: readonly string[];
  /** The script of the thread in which Python runs: it alone may compile WebAssembly. */
  readonly isPythonThread: boolean;
}

/** From request path (`/lessons/ports/`) to file. */
export type SiteFiles = ReadonlyMap<string, SiteFile>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
  '.py': 'text/x-python; charset=utf-8',
  '.zip': 'application/zip',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Reads the whole export into a map. A request is answered from this map alone: no path of a request ever reaches the
 * file system (threat 12), and an answer needs no file descriptor, so none can run out (F9). A few megabytes.
 * @throws when the directory cannot be read
 */
export const readSite = (directory: string): SiteFiles => {
  const files = new Map<string, SiteFile>();
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const names = new Set(entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)));
  for (const name of names) {
    const type = types[extname(name)];
    if (type === undefined) continue;
    const body = readFileSync(name);
    const bodies = new Map<Encoding, Buffer>([['identity', body]]);
    for (const encoding of encodings) {
      const compressed = name + endings[encoding];
      if (names.has(compressed)) bodies.set(encoding, readFileSync(compressed));
    }
    const path = `/${name.slice(directory.length + 1).replaceAll('\\', '/')}`;
    const file: SiteFile = {
      type,
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
      immutable: path.startsWith('/_next/static/'),
      bodies,
      isPythonThread: path === '/python/components/python/worker.js',
      scriptHashes: extname(name) === '.html' ? inlineScriptHashes(body.toString('utf8')) : [],
    };
    files.set(path, file);
    for (const alias of pageAliases(path)) files.set(alias, file);
  }
  return files;
};

/** `/lessons/ports.html` and `/lessons/ports/index.html` are both asked for as `/lessons/ports` and `/lessons/ports/`. */
const pageAliases = (path: string): string[] => {
  if (path === '/index.html') return ['/'];
  if (path.endsWith('/index.html')) return [path.slice(0, -'index.html'.length), path.slice(0, -'/index.html'.length)];
  if (path.endsWith('.html')) return [path.slice(0, -'.html'.length), `${path.slice(0, -'.html'.length)}/`];
  return [];
};

/** The smallest body the client accepts. RFC 9110 §12.5.3, without weights: every browser sends plain lists. */
export const bodyFor = (file: SiteFile, acceptEncoding: string): { encoding: Encoding; body: Buffer } => {
  for (const encoding of encodings) {
    const body = file.bodies.get(encoding);
    if (body && acceptEncoding.includes(encoding)) return { encoding, body };
  }
  return { encoding: 'identity', body: file.bodies.get('identity') ?? Buffer.alloc(0) };
};
