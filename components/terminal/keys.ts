/** What this file needs of a `KeyboardEvent`. */
export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/**
 * What a key pressed in the terminal means for the page, before the shell sees it.
 * `shell`: hand it on. `page`: leave it to the browser (Tab then moves the focus, Ctrl-V pastes). `arm`: Esc, which
 * the shell gets too (it ends a search), so that the next Tab leaves. `copy`: the selection goes to the clipboard.
 */
export type KeyMeaning = 'shell' | 'page' | 'arm' | 'copy';

/**
 * Tab completes, so it cannot also move on; a terminal that takes every Tab is a trap for the keyboard (WCAG 2.1.2).
 * The way out, shown below the terminal: Esc, then Tab. Shift-Tab has no work in the shell and always goes back.
 */
export function keyMeaning(key: Key, state: { armed: boolean; selection: boolean }): KeyMeaning {
  const plain = !key.ctrlKey && !key.altKey && !key.metaKey;
  if (key.key === 'Tab' && plain) return key.shiftKey || state.armed ? 'page' : 'shell';
  if (key.key === 'Escape' && plain && !key.shiftKey) return 'arm';
  if (key.ctrlKey && !key.altKey && !key.metaKey) {
    const letter = key.key.toLowerCase();
    if (letter === 'c' && (key.shiftKey || state.selection)) return 'copy';
    // xterm.js would send ^V; the browser's own paste is what people mean.
    if (letter === 'v') return 'page';
  }
  return 'shell';
}
