/** What a person did at the keyboard, decoded from the bytes that a terminal such as xterm delivers. */
export type Key =
  | { readonly kind: 'text'; readonly text: string }
  /** Pasted text between ESC[200~ and ESC[201~: never a key press, whatever it holds. */
  | { readonly kind: 'paste'; readonly text: string }
  /** `enter`, `home`, `ctrl-left`, `alt-b`, `ctrl-a` … */
  | { readonly kind: 'press'; readonly name: string };

const PASTE_START = '\x1b[200~';
const PASTE_END = '\x1b[201~';

/** Final letters of CSI and SS3 sequences (xterm, rxvt, VT100 spellings). */
const LETTERS: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  Z: 'backtab',
  a: 'ctrl-up',
  b: 'ctrl-down',
  c: 'ctrl-right',
  d: 'ctrl-left',
};

/** `ESC [ n ~` */
const NUMBERS: Readonly<Record<string, string>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'page-up',
  6: 'page-down',
  7: 'home',
  8: 'end',
};

const CONTROLS: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\x1c': 'ctrl-\\',
  '\x1d': 'ctrl-]',
  '\x1e': 'ctrl-^',
  '\x1f': 'ctrl-_',
  '\0': 'ctrl-space',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this file is about
const PLAIN_TEXT = /^[^\x00-\x1f\x7f\x80-\x9f]+/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
const CSI = /^\x1b?\x1b\[([0-?]*)[ -/]*([@-~])/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
const UNFINISHED_CSI = /^\x1b?\x1b\[[0-?]*[ -/]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
const SS3 = /^\x1bO([A-Za-z])/;
/** A terminal's answers to questions (DCS, OSC, APC, PM, SOS): nobody pressed them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
const STRING_REPLY = /^\x1b[P\]_^X][^\x07\x1b]*(?:\x07|\x1b\\)/;

/** Turns the data of xterm's `onData` into keys. Holds back a sequence that is cut in two. */
export class KeyDecoder {
  #rest = '';
  #paste: string | null = null;

  decode(data: string): Key[] {
    const keys: Key[] = [];
    let text = this.#rest + data;
    this.#rest = '';
    while (text !== '') {
      if (this.#paste !== null) {
        text = this.#takePaste(text, keys);
        continue;
      }
      if (text.startsWith(PASTE_START)) {
        this.#paste = '';
        text = text.slice(PASTE_START.length);
        continue;
      }
      if (UNFINISHED_CSI.test(text)) {
        this.#rest = text;
        break;
      }
      const { key, length } = nextKey(text);
      if (key !== null) keys.push(key);
      text = text.slice(length);
    }
    return keys;
  }

  #takePaste(text: string, keys: Key[]): string {
    const all = (this.#paste ?? '') + text;
    const end = all.indexOf(PASTE_END);
    if (end < 0) {
      this.#paste = all;
      return '';
    }
    keys.push({ kind: 'paste', text: all.slice(0, end) });
    this.#paste = null;
    return all.slice(end + PASTE_END.length);
  }
}

const press = (name: string): Key => ({ kind: 'press', name });

function nextKey(text: string): { key: Key | null; length: number } {
  const plain = PLAIN_TEXT.exec(text);
  if (plain) return { key: { kind: 'text', text: plain[0] }, length: plain[0].length };
  const first = text[0] ?? '';
  if (first !== '\x1b') {
    if (text.startsWith('\r\n')) return { key: press('enter'), length: 2 };
    const code = first.charCodeAt(0);
    const known = CONTROLS[first];
    if (known !== undefined) return { key: press(known), length: 1 };
    // C1 controls are typed by nobody.
    return { key: code < 0x20 ? press(`ctrl-${String.fromCharCode(code + 0x60)}`) : null, length: 1 };
  }
  const reply = STRING_REPLY.exec(text);
  if (reply) return { key: null, length: reply[0].length };
  const csi = CSI.exec(text);
  if (csi) return { key: csiKey(csi[1] ?? '', csi[2] ?? '', csi[0].startsWith('\x1b\x1b')), length: csi[0].length };
  const ss3 = SS3.exec(text);
  if (ss3) {
    const name = LETTERS[ss3[1] ?? ''];
    return { key: name === undefined ? null : press(name), length: ss3[0].length };
  }
  const second = text.codePointAt(1);
  if (second === undefined || second === 0x1b) return { key: press('escape'), length: 1 };
  const letter = String.fromCodePoint(second);
  if (letter === '\x7f' || letter === '\b') return { key: press('alt-backspace'), length: 2 };
  const printable = second >= 0x20 && second !== 0x7f;
  return printable
    ? { key: press(`alt-${letter.toLowerCase()}`), length: 1 + letter.length }
    : { key: press('escape'), length: 1 };
}

/** Parameters as xterm sends them: `1;5C` is Ctrl-Right. The second number minus one is a set of bits. */
function csiKey(parameters: string, final: string, doubleEscape: boolean): Key | null {
  const [first = '', second = ''] = parameters.split(';');
  const base = final === '~' ? NUMBERS[first] : LETTERS[final];
  if (base === undefined || parameters.startsWith('?') || parameters.startsWith('>')) return null;
  const modifiers = second === '' ? 0 : Number(second) - 1;
  if ((modifiers & 4) !== 0 && !base.startsWith('ctrl-')) return press(`ctrl-${base}`);
  if ((modifiers & 2) !== 0 || doubleEscape) return press(`alt-${base}`);
  return press(base);
}
