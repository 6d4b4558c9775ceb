import { makeAnswerBox } from '../../lab/python/answer-box.ts';
import type { PythonThread } from '../../lab/python/machine.ts';
import type { PythonMessage } from '../../lab/python/messages.ts';
import { Machines, PythonMissing } from '../../lab/python/runtime.ts';
import type { ThisComputer } from '../../lab/this-computer.ts';
import type { StartMessage } from './worker.ts';

/** Compiled by the build, with a policy of its own (lab-server/site/headers.ts). */
const script = '/python/components/python/worker.js';

/** CPython in Web Workers. */
export const pagePython = (computer: ThisComputer): Machines => {
  void computer;
  return new Machines(async () => {
    if (!crossOriginIsolated) throw new PythonMissing('not isolated');
    const box = makeAnswerBox();
    return inWorker({ type: 'start', box }, box);
  });
};

function inWorker(start: StartMessage, way: PythonThread['way']): PythonThread {
  const worker = new Worker(script, { type: 'module' });
  const thread: PythonThread = {
    way,
    onmessage: null,
    onfailure: null,
    say: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
  };
  worker.onmessage = ({ data }: MessageEvent<PythonMessage>) => thread.onmessage?.(data);
  worker.onerror = (event) => {
    event.preventDefault();
    // A script that did not come has no message.
    const why = event.message ? ` (${event.message})` : '';
    thread.onfailure?.(
      `Python could not be fetched or started${why}. Start the lab server again (\`npm start\`), then run it once more.`,
    );
  };
  worker.postMessage(start);
  return thread;
}
