import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { loadPyodide } from 'pyodide';
import { type AnswerBox, takeAnswer } from '../../lab/python/answer-box.ts';
import { furnish, type Pyodide } from '../../lab/python/interpreter.ts';
import type { PythonMessage, RunMessage } from '../../lab/python/messages.ts';

// An interpreter in a thread of Node, as the page has one in a Web Worker (components/python/worker.ts).

const { box, folder } = workerData as { box: AnswerBox; folder: string };
const say = (message: PythonMessage): void => parentPort?.postMessage(message);

const sources = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith('.py'))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
);
const pyodide = (await loadPyodide({
  indexURL: dirname(fileURLToPath(import.meta.resolve('pyodide'))),
  stdout: () => undefined,
  stderr: () => undefined,
})) as unknown as Pyodide;
pyodide.setInterruptBuffer(new Uint8Array(box.interrupt));
const run = furnish(pyodide, sources, {
  say,
  ask: (number, call, data) => {
    say({ type: 'call', number, call, data });
    return takeAnswer(box);
  },
});
parentPort?.on('message', (message: RunMessage) => run(message));
say({ type: 'ready' });
