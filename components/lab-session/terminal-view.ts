/** What a page may do with a drawn terminal. xterm.js stands behind it; nothing here needs xterm to be loaded. */
export interface TerminalView {
  readonly terminal: string;
  /** Lives as long as the terminal; a panel puts it where it is to be seen. */
  readonly element: HTMLElement;
  /** Takes the size of its parent. Call after the element was moved or shown. */
  fit(): void;
  focus(): void;
  /** Reads the page's colours again (light and dark have the same terminal today, but print and themes may not). */
  restyle(): void;
  /** The ids of the elements that describe the terminal to a screen reader. */
  describe(ids: string): void;
  /** What a key on the screen (not on a keyboard) sends: `\t`, `\x03`, `\x1b[A` … */
  press(data: string): void;
  /** All that was shown, without escape sequences. */
  readonly transcript: string;
  onTranscript(listener: (added: string) => void): () => void;
  dispose(): void;
}
