import { SocketError } from '../../lab/host.ts';
import { makeAnswerBox } from '../../lab/python/answer-box.ts';
import type { PythonThread } from '../../lab/python/machine.ts';
import type { PythonMessage } from '../../lab/python/messages.ts';
import { Machines, PythonMissing } from '../../lab/python/runtime.ts';
import type { ThisComputer } from '../../lab/this-computer.ts';
import type { StartMessage } from './worker.ts';

/** Compiled by the build, with a policy of its own (lab-server/site/headers.ts). */
const script = '/python/components/python/worker.js';

const noWay =
  'A program stands still while it waits, and somebody has to hand it its answers. Browsers let a page do that alone only at 127.0.0.1, at localhost or over https. Here the lab server would do it, and it does not answer: start it again with `npm start`.';

/**
 * CPython in Web Workers. Answers reach a worker that stands still through shared memory where the browser gives it,
 * and otherwise (a classroom's plain-http address is no secure context) through a request that the lab server holds.
 */
export const pagePython = (computer: ThisComputer): Machines =>
  new Machines(async () => {
    if (typeof SharedArrayBuffer !== 'undefined' && crossOriginIsolated) {
      const box = makeAnswerBox();
      return inWorker({ type: 'start', box }, box);
    }
    if (computer.state !== 'online') throw new PythonMissing(noWay);
    const desk = await computer.openDesk().catch((problem: unknown) => {
      throw new PythonMissing(problem instanceof SocketError ? problem.message : noWay);
    });
    const answers = `/python/answers/${desk.ticket}`;
    const put = (number: number, answer: Uint8Array): void => desk.put(number, answer);
    const thread = inWorker({ type: 'start', box: null, answers }, { put }, () => desk.close());
    desk.onlost = () => {
      thread.terminate();
      thread.onfailure?.('The lab server stopped answering, and with it the way to this program. It was stopped.');
    };
    return thread;
  });

/** @param over called when the worker is no more */
function inWorker(start: StartMessage, way: PythonThread['way'], over = (): void => undefined): PythonThread {
  const worker = new Worker(script, { type: 'module' });
  const thread: PythonThread = {
    way,
    onmessage: null,
    onfailure: null,
    say: (message) => worker.postMessage(message),
    terminate: () => {
      worker.terminate();
      over();
    },
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
