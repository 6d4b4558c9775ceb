import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import {
  bracketMatching,
  defaultHighlightStyle,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';

/** An editor that stands in a page. */
export interface CodeEditor {
  /** Puts another text in, as one step that can be taken back. Nothing happens where it is the same. */
  show(text: string): void;
  focus(): void;
  dispose(): void;
}

/** CodeMirror's own colours, by what they stand for, as names of ours: so that both themes have them. */
const colours: Readonly<Record<string, string>> = {
  '#708': 'var(--app)',
  '#219': 'var(--net)',
  '#164': 'var(--udp)',
  '#a11': 'var(--tcp)',
  '#e40': 'var(--tcp)',
  '#00f': 'var(--ink)',
  '#30a': 'var(--ink)',
  '#085': 'var(--net)',
  '#167': 'var(--link)',
  '#256': 'var(--link)',
  '#00c': 'var(--ink)',
  '#940': 'var(--ink-3)',
  '#f00': 'var(--no)',
};

const inOurColours = HighlightStyle.define(
  defaultHighlightStyle.specs.map(({ tag, color }) => ({
    tag,
    ...(typeof color === 'string' && { color: colours[color] ?? 'var(--ink)' }),
  })),
);

const looks = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--raised)', fontSize: '0.9375rem' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--accent)', padding: '0.5rem 0 2.25rem' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '.cm-gutters': { color: 'var(--ink-3)', backgroundColor: 'var(--sunk)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--accent) 7%, transparent)' },
  '.cm-activeLineGutter': { color: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--accent) 25%, transparent)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--accent-halo)',
    outline: '1px solid var(--accent)',
  },
});

/**
 * An editor for Python. Tab indents; Esc and then Tab leaves it (CodeMirror's own rule, as the terminal has it).
 * @param caret where it stands at first: the characters before it
 * @param changed called with the whole text after each change made in it
 */
export function openEditor(
  parent: HTMLElement,
  {
    text,
    label,
    caret,
    changed,
  }: { readonly text: string; readonly label: string; readonly caret: number; changed(text: string): void },
): CodeEditor {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      selection: { anchor: Math.min(caret, text.length) },
      extensions: [
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        indentUnit.of('    '),
        bracketMatching(),
        python(),
        syntaxHighlighting(inOurColours),
        keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed(update.state.doc.toString());
        }),
        looks,
      ],
    }),
  });
  return {
    show(next) {
      if (next === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
    },
    focus: () => view.focus(),
    dispose: () => view.destroy(),
  };
}
