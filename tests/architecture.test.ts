import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

// Who may import whom. A folder may also import itself. `npm` and `node` stand for packages and Node's own modules.
const law: Readonly<Record<string, readonly string[]>> = {
  'network/wire': [],
  'network/time': [],
  'network/trace': [],
  'network/link': ['network/wire', 'network/time', 'network/trace'],
  'network/stack': ['network/wire', 'network/time', 'network/trace', 'network/link'],
  'network/device': ['network/wire', 'network/time', 'network/trace', 'network/link', 'network/stack'],
  lab: ['network', 'npm'],
  'lab-server': ['lab', 'network/wire', 'node', 'npm'],
  content: ['lab'],
  components: ['lab', 'network/wire', 'network/trace', 'npm'],
  app: ['content', 'components', 'lab', 'npm'],
};

const builtin = /^node:/;
const importOf =
  /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g;

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const folderOf = (path: string): string =>
  Object.keys(law).find((folder) => path.startsWith(`${folder}/`)) ?? path.split('/')[0] ?? '';

const sourcesOf = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(
        (entry) => entry.isFile() && /\.(ts|tsx|mdx)$/.test(entry.name) && !/\.test\.tsx?$|\.d\.ts$/.test(entry.name),
      )
      .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'));
  } catch {
    // A folder of the plan that is not built yet.
    return [];
  }
};

/** Programs that a lesson shows stand between backticks, with imports of their own: those are not the lesson's. */
const withoutShownPrograms = (file: string): string => {
  const text = readFileSync(file, 'utf8');
  return /^content\/.*\.ts$/.test(file) ? text.replace(/`(?:\\[\s\S]|[^`\\])*`/g, '``') : text;
};

const importsOf = (file: string): Import[] => {
  const found: Import[] = [];
  for (const match of withoutShownPrograms(file).matchAll(importOf)) {
    const target = match[1] ?? match[2] ?? match[3] ?? '';
    const to = target.startsWith('.')
      ? folderOf(normalize(join(dirname(file), target)).replaceAll('\\', '/'))
      : builtin.test(target)
        ? 'node'
        : 'npm';
    found.push({ file, from: folderOf(file), to });
  }
  return found;
};

const imports = [...new Set(Object.keys(law).map((folder) => folder.split('/')[0] ?? ''))]
  .flatMap(sourcesOf)
  .flatMap(importsOf);

describe('who may import whom', () => {
  it('sees the imports of every built folder, so that silence means something', () => {
    for (const folder of ['network/stack', 'lab', 'lab-server', 'components', 'app', 'content']) {
      expect(imports.filter((one) => one.from === folder).length, folder).toBeGreaterThan(5);
    }
  });

  it('finds a forbidden import when there is one', () => {
    expect(isAllowed({ file: 'x', from: 'content', to: 'components' })).toBe(false);
    expect(isAllowed({ file: 'x', from: 'lab', to: 'node' })).toBe(false);
  });

  it('points every import down', () => {
    const forbidden = imports.filter((one) => !isAllowed(one)).map((one) => `${one.file}: ${one.from} → ${one.to}`);
    expect(forbidden).toEqual([]);
  });

  it('has no folder called utils, helpers, common or misc, and no types.ts', () => {
    const files = Object.keys(law).flatMap(sourcesOf);
    expect(files.filter((file) => /\/(utils|helpers|common|misc)(\/|\.ts)|\/types\.ts$/.test(file))).toEqual([]);
  });
});

function isAllowed({ from, to }: Import): boolean {
  return to === from || (law[from] ?? []).some((allowed) => to === allowed || to.startsWith(`${allowed}/`));
}
