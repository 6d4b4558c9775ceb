import type { Host } from '../host.ts';
import type { ListedCommand } from './command.ts';
import { commonPrefix, complete, inColumns } from './completion.ts';
import type { Display } from './display.ts';
import type { LineDiscipline } from './line-discipline.ts';
import { type EditorState, insert, lineText } from './line-editor.ts';

/** What Tab does at the prompt: completes as far as is certain; pressed twice, lists what is possible. */
export class TabKey {
  readonly #commands: readonly ListedCommand[];
  readonly #host: Host;
  readonly #display: Display;
  readonly #terminal: () => LineDiscipline;
  readonly #screen: { readonly columns: number };
  /** The state that the last Tab left, to know the second one. */
  #left: EditorState | null = null;

  constructor(
    commands: readonly ListedCommand[],
    host: Host,
    display: Display,
    terminal: () => LineDiscipline,
    screen: { readonly columns: number },
  ) {
    this.#commands = commands;
    this.#host = host;
    this.#display = display;
    this.#terminal = terminal;
    this.#screen = screen;
  }

  press(state: EditorState): void {
    const second = this.#left === state;
    this.#left = state;
    const before = state.cells.slice(0, state.cursor).join('');
    // A command that cannot look its words up (the lab server is away) completes nothing.
    complete(before, this.#commands, this.#host).then(
      ({ candidates, word }) => this.#apply(state, candidates, word, second),
      () => this.#apply(state, [], '', false),
    );
  }

  #apply(state: EditorState, candidates: readonly string[], word: string, second: boolean): void {
    const terminal = this.#terminal();
    // Somebody typed on while we looked.
    if (terminal.state !== state || !terminal.atPrompt || candidates.length === 0) return;
    const rest = commonPrefix(candidates).slice(word.length);
    const added = candidates.length === 1 ? `${rest} ` : rest;
    if (added !== '') {
      terminal.replace(insert(state, added));
      this.#left = terminal.state;
    } else if (second) {
      this.#display.print(`${lineText(state)}\n`, 'dim');
      this.#display.print(inColumns(candidates, this.#screen.columns));
    }
  }
}
