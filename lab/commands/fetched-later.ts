import { SocketError } from '../host.ts';
import type { Command, ListedCommand, Place } from '../shell/command.ts';

/** A command that is fetched when it is first used. All but `fetch` is what the command itself says. */
export const fetchedLater = (
  name: string,
  summary: string,
  fetch: () => Promise<Command>,
  more: { readonly where?: readonly Place[]; readonly aliases?: readonly string[] } = {},
): ListedCommand => ({
  name,
  ...more,
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
