import { lessons } from '../../content/lessons.ts';
import { commands } from '../../lab/commands/index.ts';
import type { Command } from '../../lab/shell/command.ts';

export interface CommandReference {
  readonly command: Command;
  /** `#nc` on the page of all commands. */
  readonly anchor: string;
  /** The lessons whose steps run it. */
  readonly lessons: readonly { readonly slug: string; readonly number: string; readonly title: string }[];
}

/** `sleep 1; nc …`, `a | b`, `x && y`: the words at which a command begins. */
const startsOf = (line: string): readonly string[] =>
  line.split(/[;&|]+/).map((piece) => piece.trim().split(/\s+/, 1)[0] ?? '');

/** Every command of the terminal with its help, in alphabetical order, and where the course uses it. */
export const commandReference = async (): Promise<readonly CommandReference[]> => {
  const written = await Promise.all(lessons.map((entry) => entry.facts()));
  const loaded = await Promise.all(commands.map((listed) => listed.load()));
  return loaded
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((command) => ({
      command,
      anchor: command.name,
      lessons: written.filter(({ labs }) =>
        labs.some(({ steps }) => steps.some(({ run }) => run !== undefined && startsOf(run).includes(command.name))),
      ),
    }));
};
