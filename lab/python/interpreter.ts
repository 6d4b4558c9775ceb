import { decodeAnswer } from './answer.ts';
import type { Call, PythonMessage, RunMessage } from './messages.ts';
import { HOME } from './messages.ts';

/** What we need of Pyodide: `loadPyodide()` resolves with one. */
export interface Pyodide {
  readonly FS: {
    mkdirTree(path: string): void;
    writeFile(path: string, text: string): void;
  };
  registerJsModule(name: string, module: object): void;
  setInterruptBuffer(buffer: Uint8Array): void;
  toPy(value: unknown): unknown;
  runPython(code: string): unknown;
}

/** How the interpreter's thread reaches the page. */
export interface Door {
  say(message: PythonMessage): void;
  /** Tells the page of a call, and sleeps until its answer is there. @returns as `encodeAnswer` made it */
  ask(number: number, call: Call, data: Uint8Array | null): Uint8Array;
}

/** Bytes as Pyodide shows those of Python to JavaScript. */
interface PythonBytes {
  getBuffer(): { readonly data: Uint8Array; release(): void };
}

/** Where the Python half of all this lies inside the interpreter, on its path. */
const OURS = '/lib/python-in-the-page';

type Run = (...args: unknown[]) => number;

/**
 * Makes an interpreter out of a Pyodide: gives it our half of `socket`, `select`, `time` and the terminal.
 * @param sources the files of `first_hop/`, by name
 * @returns what runs a program and says how it ended
 */
export function furnish(
  pyodide: Pyodide,
  sources: Readonly<Record<string, string>>,
  door: Door,
): (message: RunMessage) => void {
  let calls = 0;
  pyodide.registerJsModule('_first_hop_page', {
    call: (details: string, data?: PythonBytes) => {
      calls += 1;
      const answer = decodeAnswer(door.ask(calls, JSON.parse(details) as Call, data ? copied(data) : null));
      return pyodide.toPy([answer.words, answer.data]);
    },
    write: (to: 'out' | 'err', data: PythonBytes) => door.say({ type: 'write', to, bytes: copied(data) }),
  });
  pyodide.FS.mkdirTree(`${OURS}/first_hop`);
  for (const [name, text] of Object.entries(sources)) pyodide.FS.writeFile(`${OURS}/first_hop/${name}`, text);
  const run = pyodide.runPython(`
import sys
sys.path.append('${OURS}')
from first_hop.start import run
run`) as Run;
  return ({ program }) => {
    const { argv, code, files, terminal, host, virtualTime } = program;
    let status = 130;
    try {
      const [words, texts] = [pyodide.toPy(argv), pyodide.toPy(files)];
      status = run(words, code ?? undefined, texts, HOME, terminal.input, terminal.output, host, virtualTime);
    } catch {
      // Only Ctrl-C in the moment between a program's end and ours gets this far: the program is over all the same.
    }
    door.say({ type: 'ended', status });
  };
}

function copied(bytes: PythonBytes): Uint8Array {
  const buffer = bytes.getBuffer();
  const copy = buffer.data.slice();
  buffer.release();
  return copy;
}
