import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Builds the smallest page that the installed Next can export, without any client code, to compare with.
 * @returns the folder of the export
 */
export const buildBareNext = (): string => {
  const folder = join('build', 'bare-next');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'app'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }');
  writeFileSync(
    join(folder, 'next.config.js'),
    `export default { output: 'export', turbopack: { root: ${JSON.stringify(resolve('.'))} } };`,
  );
  writeFileSync(
    join(folder, 'app', 'layout.js'),
    'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }',
  );
  writeFileSync(join(folder, 'app', 'page.js'), 'export default function Page() { return <p>Hello</p>; }');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [resolve('node_modules/next/dist/bin/next'), 'build'],
    {
      cwd: folder,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`The bare Next page did not build:\n${stdout}${stderr}`);
  return join(folder, 'out');
};
