import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { countFilesOpenForWriting } from './open-files.ts';

test.runIf(process.platform === 'linux')(
  'counts regular files open for writing, not those open for reading',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'first-hop-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const before = Number(await countFilesOpenForWriting());
    const writing = await open(join(folder, 'a'), 'w');
    const both = await open(join(folder, 'b'), 'w+');
    const reading = await open(join(folder, 'a'), 'r');
    expect(await countFilesOpenForWriting()).toBe(before + 2);
    await Promise.all([writing.close(), both.close(), reading.close()]);
    expect(await countFilesOpenForWriting()).toBe(before);
  },
);
