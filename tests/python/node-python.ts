import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { makeAnswerBox } from '../../lab/python/answer-box.ts';
import type { PythonThread } from '../../lab/python/machine.ts';
import type { PythonMessage } from '../../lab/python/messages.ts';
import { Machines } from '../../lab/python/runtime.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Node 20 reads no TypeScript, in threads neither. */
const entry = `
const { workerData } = require('node:worker_threads');
import('tsx/esm/api').then(({ register }) => {
  register();
  return import(workerData.script);
});`;

/** CPython in threads of Node: the same interpreter and the same files as in the page, without the browser. */
export const nodePython = (): Machines =>
  new Machines(async () => {
    const box = makeAnswerBox();
    const worker = new Worker(entry, {
      eval: true,
      workerData: {
        box,
        folder: path('../../lab/python/first_hop'),
        script: new URL('node-thread.ts', import.meta.url).href,
      },
    });
    const thread: PythonThread = {
      way: box,
      onmessage: null,
      onfailure: null,
      say: (message) => worker.postMessage(message),
      terminate: () => void worker.terminate(),
    };
    worker.on('message', (message: PythonMessage) => thread.onmessage?.(message));
    worker.on('error', (error) => thread.onfailure?.(error.message));
    // One that waits for its next program keeps no process alive.
    worker.unref();
    return thread;
  });
