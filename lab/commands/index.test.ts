import { describe, expect, it } from 'vitest';
import { TerminalRig } from '../memory-host/terminal-rig.ts';
import { here } from '../shell/command.ts';
import { echo } from './echo.ts';
import { fetchedLater } from './fetched-later.ts';
import { commands } from './index.ts';

describe('the table of commands', () => {
  it('lists each command under its own name, aliases and summary', async () => {
    for (const listed of commands) {
      const { name, aliases, summary } = await listed.load();
      expect({ name: listed.name, aliases: listed.aliases, summary: listed.summary }).toEqual({
        name,
        aliases,
        summary,
      });
    }
  });

  it('has no name twice', () => {
    const names = commands.flatMap(({ name, aliases }) => [name, ...(aliases ?? [])]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('says what to do when a command cannot be fetched, and fetches it the next time', async () => {
    let isServed = false;
    const far = fetchedLater('far', 'is far away', async () => {
      if (!isServed) throw new TypeError('Failed to fetch dynamically imported module');
      return { ...echo, name: 'far' };
    });
    const terminal = new TerminalRig({ commands: [...commands, far, here({ ...echo, name: 'near' })] });
    expect(await terminal.run('far hello')).toContain('Start the lab server again');
    expect(await terminal.run('near hello')).toContain('hello');
    isServed = true;
    expect(await terminal.run('far hello')).toContain('hello');
  });
});
