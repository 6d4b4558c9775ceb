import { type AnswerBox, takeAnswer } from '../../lab/python/answer-box.ts';
import { furnish, type Pyodide } from '../../lab/python/interpreter.ts';
import type { PythonMessage, RunMessage } from '../../lab/python/messages.ts';

// The thread of an interpreter. The build compiles it by itself into public/python/, because its script carries a
// policy of its own: it may compile WebAssembly, which no page may.

/** How answers reach this thread while it stands still. */
export type StartMessage = { readonly type: 'start' } & (
  | { readonly box: AnswerBox }
  /** `/python/answers/…`: the lab server holds a request for an answer until the page hands it over. */
  | { readonly box: null; readonly answers: string }
);

const base = '/python';
const files = ['__init__.py', 'sockets.py', 'start.py', 'waiting.py'];
/** Tries of a request for an answer that came to nothing at all, before the way counts as broken. */
const tries = 3;

const say = (message: PythonMessage): void => postMessage(message);

const textOf = async (url: string): Promise<string> => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
};

/** Waits by a synchronous request: what works where memory may not be shared (no secure context). */
const requestAnswer = (answers: string, number: number): Uint8Array => {
  for (let failures = 0; failures < tries; ) {
    const request = new XMLHttpRequest();
    request.open('GET', `${answers}/${number}`, false);
    request.responseType = 'arraybuffer';
    try {
      request.send();
    } catch {
      // NetworkError: nobody answered. The lab server may be on its way back.
      failures += 1;
      continue;
    }
    if (request.status === 200) return new Uint8Array(request.response as ArrayBuffer);
    // 204: nothing yet, ask again.
    if (request.status !== 204) break;
  }
  throw new Error('the lab server does not hand answers over any more');
};

const start = async (way: StartMessage): Promise<void> => {
  // Not bundled: Pyodide loads its other files from beside itself.
  const { loadPyodide } = (await import(/* webpackIgnore: true */ `${base}/pyodide/pyodide.mjs` as string)) as {
    loadPyodide(options: object): Promise<Pyodide>;
  };
  const [pyodide, ...sources] = await Promise.all([
    loadPyodide({ indexURL: `${base}/pyodide/`, stdout: () => undefined, stderr: () => undefined }),
    ...files.map((name) => textOf(`${base}/first_hop/${name}`)),
  ]);
  if (way.box) pyodide.setInterruptBuffer(new Uint8Array(way.box.interrupt));
  const run = furnish(pyodide, Object.fromEntries(files.map((name, at) => [name, sources[at] ?? ''])), {
    say,
    ask: (number, call, data) => {
      say({ type: 'call', number, call, data });
      return way.box ? takeAnswer(way.box) : requestAnswer(way.answers, number);
    },
  });
  addEventListener('message', ({ data }: MessageEvent<RunMessage>) => run(data));
  say({ type: 'ready' });
};

addEventListener(
  'message',
  ({ data }: MessageEvent<StartMessage>) => {
    start(data).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      say({
        type: 'broken',
        saying: `Python could not be started (${why}). Load the page again, then run it once more.`,
      });
    });
  },
  { once: true },
);
