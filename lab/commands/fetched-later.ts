import { SocketError } from '../host.ts';
import type { Command, ListedCommand } from '../shell/command.ts';

/** A command that is fetched when it is first used. Its name and summary are those of the command itself. */
export const fetchedLater = (name: string, summary: string, fetch: () => Promise<Command>): ListedCommand => ({
  name,
  summary,
  async load() {
    try {
      return await fetch();
    } catch {
      throw new SocketError(
        'NO-HOST',
        'It is fetched when it is first used, and whoever serves this page did not answer. Start the lab server again (`npm start`), then run it once more.',
      );
    }
  },
});
