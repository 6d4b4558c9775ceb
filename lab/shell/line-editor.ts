import { graphemesOf } from './cells.ts';
import type { Key } from './keys.ts';

/** A line being edited, as a value: every key makes a new one. Positions count graphemes, what a person sees as one character. */
export interface EditorState {
  readonly cells: readonly string[];
  readonly cursor: number;
  /** What Ctrl-U, Ctrl-K, Ctrl-W or Alt-D took, for Ctrl-Y. */
  readonly killed: string;
  /** While going through the history: which line (index), and the unfinished line that waits below it. */
  readonly browsing: { readonly at: number; readonly unfinished: string } | null;
  /** Ctrl-R: what is looked for, where it was found (index in the history, -1: nowhere), the line before. */
  readonly search: { readonly query: string; readonly at: number; readonly before: EditorState } | null;
}

/** What a key asks of the one who owns the line. */
export type EditorRequest = 'submit' | 'interrupt' | 'end-of-input' | 'complete' | 'clear' | 'suspend' | null;

export interface Edited {
  readonly state: EditorState;
  readonly request: EditorRequest;
}

export const emptyLine: EditorState = { cells: [], cursor: 0, killed: '', browsing: null, search: null };

export const lineText = (state: EditorState): string => state.cells.join('');

/** The state with another text, the cursor at its end. */
export function withText(state: EditorState, text: string): EditorState {
  const cells = graphemesOf(text);
  return { ...state, cells, cursor: cells.length };
}

/** `text` put in at the cursor. A combining mark joins the character before it. */
export function insert(state: EditorState, text: string): EditorState {
  // ASCII joins nothing, so a long line need not be cut into graphemes again for each key.
  if (/^[ -~]*$/.test(text)) {
    const cells = [...state.cells.slice(0, state.cursor), ...text, ...state.cells.slice(state.cursor)];
    return { ...state, cells, cursor: state.cursor + text.length };
  }
  const before = state.cells.slice(0, state.cursor).join('') + text;
  const after = state.cells.slice(state.cursor).join('');
  return { ...state, cells: graphemesOf(before + after), cursor: graphemesOf(before).length };
}

const REQUESTS: Readonly<Record<string, EditorRequest>> = {
  enter: 'submit',
  tab: 'complete',
  'ctrl-c': 'interrupt',
  'ctrl-l': 'clear',
  'ctrl-z': 'suspend',
};

/** One key. `history` is what Up, Down and Ctrl-R go through, oldest first. */
export function editLine(state: EditorState, key: Key, history: readonly string[]): Edited {
  if (state.search !== null) return editSearch(state, state.search, key, history);
  if (key.kind !== 'press') return { state: insert(state, key.text), request: null };
  const request = REQUESTS[key.name];
  if (request !== undefined) return { state, request };
  if (key.name === 'ctrl-d' && state.cells.length === 0) return { state, request: 'end-of-input' };
  if (key.name === 'ctrl-r') {
    return { state: { ...state, search: { query: '', at: history.length, before: state } }, request: null };
  }
  const operation = OPERATIONS[key.name];
  return { state: operation === undefined ? state : operation(state, history), request: null };
}

type Operation = (state: EditorState, history: readonly string[]) => EditorState;

const moveTo = (state: EditorState, cursor: number): EditorState => ({
  ...state,
  cursor: Math.max(0, Math.min(state.cells.length, cursor)),
});

const left: Operation = (state) => moveTo(state, state.cursor - 1);
const right: Operation = (state) => moveTo(state, state.cursor + 1);
const home: Operation = (state) => moveTo(state, 0);
const end: Operation = (state) => moveTo(state, state.cells.length);
const wordLeft: Operation = (state) => moveTo(state, wordStart(state, WORD));
const wordRight: Operation = (state) => moveTo(state, wordEnd(state));
const backspace: Operation = (state) => removed(state, state.cursor - 1, state.cursor);
const deleteForward: Operation = (state) => removed(state, state.cursor, state.cursor + 1);
const older: Operation = (state, history) => browse(state, history, -1);
const newer: Operation = (state, history) => browse(state, history, 1);
const killWordBack: Operation = (state) => killed(state, wordStart(state, WORD), state.cursor);

const OPERATIONS: Readonly<Record<string, Operation>> = {
  left,
  right,
  home,
  end,
  up: older,
  down: newer,
  backspace,
  delete: deleteForward,
  'ctrl-a': home,
  'ctrl-e': end,
  'ctrl-b': left,
  'ctrl-f': right,
  'ctrl-d': deleteForward,
  'ctrl-p': older,
  'ctrl-n': newer,
  'ctrl-left': wordLeft,
  'ctrl-right': wordRight,
  'alt-left': wordLeft,
  'alt-right': wordRight,
  'alt-b': wordLeft,
  'alt-f': wordRight,
  'ctrl-u': (state) => killed(state, 0, state.cursor),
  'ctrl-k': (state) => killed(state, state.cursor, state.cells.length),
  // Ctrl-W takes back to a blank, Alt-Backspace back to anything that is no letter or digit, as in readline.
  'ctrl-w': (state) => killed(state, wordStart(state, NOT_BLANK), state.cursor),
  'alt-backspace': killWordBack,
  'alt-d': (state) => killed(state, state.cursor, wordEnd(state)),
  'ctrl-delete': (state) => killed(state, state.cursor, wordEnd(state)),
  'ctrl-y': (state) => insert(state, state.killed),
  'ctrl-t': transpose,
};

const WORD = /[\p{L}\p{N}]/u;
const NOT_BLANK = /\S/u;

function wordStart(state: EditorState, part: RegExp): number {
  let at = state.cursor;
  while (at > 0 && !part.test(state.cells[at - 1] ?? '')) at -= 1;
  while (at > 0 && part.test(state.cells[at - 1] ?? '')) at -= 1;
  return at;
}

function wordEnd(state: EditorState): number {
  let at = state.cursor;
  while (at < state.cells.length && !WORD.test(state.cells[at] ?? '')) at += 1;
  while (at < state.cells.length && WORD.test(state.cells[at] ?? '')) at += 1;
  return at;
}

function removed(state: EditorState, from: number, to: number): EditorState {
  if (from < 0 || to > state.cells.length) return state;
  return { ...state, cells: [...state.cells.slice(0, from), ...state.cells.slice(to)], cursor: from };
}

function killed(state: EditorState, from: number, to: number): EditorState {
  if (from === to) return state;
  return { ...removed(state, from, to), killed: state.cells.slice(from, to).join('') };
}

/** Swaps the two characters around the cursor (at the end: the last two). */
function transpose(state: EditorState): EditorState {
  const at = Math.min(state.cursor, state.cells.length - 1);
  const [before, here] = [state.cells[at - 1], state.cells[at]];
  if (before === undefined || here === undefined) return state;
  const cells = [...state.cells];
  cells[at - 1] = here;
  cells[at] = before;
  return { ...state, cells, cursor: at + 1 };
}

function browse(state: EditorState, history: readonly string[], step: -1 | 1): EditorState {
  const from = state.browsing ?? { at: history.length, unfinished: lineText(state) };
  const at = from.at + step;
  if (at < 0 || at > history.length) return state;
  if (at === history.length) return { ...withText(state, from.unfinished), browsing: null };
  return { ...withText(state, history[at] ?? ''), browsing: { at, unfinished: from.unfinished } };
}

function editSearch(
  state: EditorState,
  search: NonNullable<EditorState['search']>,
  key: Key,
  history: readonly string[],
): Edited {
  const find = (query: string, below: number): Edited => {
    const at = query === '' ? -1 : history.findLastIndex((line, index) => index < below && line.includes(query));
    const shown = at < 0 ? state : withText(state, history[at] ?? '');
    return {
      state: { ...shown, search: { query, at: at < 0 ? search.at : at, before: search.before } },
      request: null,
    };
  };
  if (key.kind !== 'press') return find(search.query + key.text, history.length);
  if (key.name === 'backspace') return find(graphemesOf(search.query).slice(0, -1).join(''), history.length);
  if (key.name === 'ctrl-r') return find(search.query, search.at);
  if (key.name === 'ctrl-g') return { state: search.before, request: null };
  const accepted: EditorState = { ...state, search: null, browsing: null };
  if (key.name === 'escape') return { state: accepted, request: null };
  if (key.name === 'ctrl-c') return { state: search.before, request: 'interrupt' };
  return editLine(accepted, key, history);
}
