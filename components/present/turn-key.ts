/** What this file needs of a `KeyboardEvent`. */
export interface TurnKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** Where the keyboard is: a terminal, something else that has its own use for arrow keys, or the page. */
export type KeyPlace = 'terminal' | 'field' | 'page';

export type Turn = 'next' | 'back' | 'first' | 'last' | 'leave';

const pageKeys: Readonly<Record<string, Turn>> = { PageDown: 'next', PageUp: 'back' };
const arrows: Readonly<Record<string, Turn>> = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  ArrowLeft: 'back',
  ArrowUp: 'back',
  Home: 'first',
  End: 'last',
  Escape: 'leave',
};

/**
 * What a key means to somebody who presents. A presenter's remote sends Page Up and Page Down, and turns pages also
 * while the keyboard is in the terminal, whose shell has no use for them; arrows and Esc stay the terminal's own.
 */
export function turnOf(key: TurnKey, place: KeyPlace): Turn | null {
  if (key.ctrlKey || key.shiftKey || key.altKey || key.metaKey) return null;
  if (place !== 'field' && pageKeys[key.key]) return pageKeys[key.key] ?? null;
  if (place === 'page') return arrows[key.key] ?? null;
  return place === 'field' && key.key === 'Escape' ? 'leave' : null;
}
