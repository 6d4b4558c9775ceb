import type { TerminalView } from '../lab-session/terminal-view.ts';

const keys: readonly { readonly label: string; readonly name: string; readonly sends: string }[] = [
  { label: 'Tab', name: 'Tab: complete', sends: '\t' },
  { label: '↑', name: 'Up: the line before', sends: '\x1b[A' },
  { label: 'Ctrl-C', name: 'Ctrl-C: stop the program', sends: '\x03' },
  { label: 'Ctrl-D', name: 'Ctrl-D: end of input', sends: '\x04' },
];

/** The keys that a keyboard on glass does not have. Shown where the pointer is a finger. */
export function KeyRow({ view }: { readonly view: TerminalView | null }) {
  return (
    <span className="terminal-keys">
      {keys.map(({ label, name, sends }) => (
        <button
          type="button"
          className="terminal-key"
          key={label}
          aria-label={name}
          disabled={!view}
          // The keyboard on the glass stays up: the press does not take the focus from the terminal.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => view?.press(sends)}
        >
          {label}
        </button>
      ))}
    </span>
  );
}
