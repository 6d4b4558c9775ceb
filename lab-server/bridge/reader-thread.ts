import { Worker } from 'node:worker_threads';
import type { Endpoint } from '../../lab/host.ts';

/** What the thread tells. */
type Told =
  | { readonly is: 'bound'; readonly port: number; readonly receiveBuffer: number }
  | { readonly is: 'datagram'; readonly payload: Uint8Array; readonly address: string; readonly port: number }
  | { readonly is: 'failed'; readonly code: string; readonly message: string };

/**
 * Node reads a UDP socket as fast as it can and has no way to stop that. A thread that stands still reads nothing: the
 * one datagram it holds waits until it is wanted, and everything behind it waits in the kernel, or is dropped there.
 * It is JavaScript in a string, since a thread starts from a file and the tests run without compiled ones.
 */
const source = `
const { parentPort, workerData } = require('node:worker_threads');
const wanted = new Int32Array(workerData.wanted);
const udp = require('node:dgram').createSocket({ type: 'udp4', recvBufferSize: workerData.receiveBuffer });
const failed = (error) => parentPort.postMessage({ is: 'failed', code: error.code ?? '', message: error.message });
udp.on('error', failed);
udp.on('message', (payload, from) => {
  while (Atomics.load(wanted, 0) === 0) Atomics.wait(wanted, 0, 0);
  Atomics.sub(wanted, 0, 1);
  parentPort.postMessage({ is: 'datagram', payload, address: from.address, port: from.port });
});
udp.bind({ address: workerData.address, port: workerData.port, exclusive: true }, () => {
  parentPort.postMessage({ is: 'bound', port: udp.address().port, receiveBuffer: udp.getRecvBufferSize() });
});
`;

/** A UDP socket that is read only when somebody wants a datagram, in a thread of its own. */
export class ReaderThread {
  readonly local: Endpoint;
  /** Bytes, as the system tells. */
  readonly receiveBuffer: number;
  readonly #worker: Worker;
  readonly #wanted: Int32Array;
  arrived: (payload: Uint8Array, from: Endpoint) => void = () => undefined;
  /** The thread or its socket failed. */
  failed: (error: Error) => void = () => undefined;

  private constructor(worker: Worker, wanted: Int32Array, local: Endpoint, receiveBuffer: number) {
    this.#worker = worker;
    this.#wanted = wanted;
    this.local = local;
    this.receiveBuffer = receiveBuffer;
    worker.on('message', (told: Told) => {
      if (told.is === 'datagram') this.arrived(told.payload, { address: told.address, port: told.port });
      if (told.is === 'failed') this.failed(errorOf(told));
    });
    worker.on('error', (error) => this.failed(error));
  }

  /**
   * @param receiveBuffer bytes; the system's choice if missing
   * @param heapMb what the thread may use, MiB
   * @param ended called once the thread is gone, whatever came of it
   * @throws what the operating system answered to bind
   */
  static open(
    at: Endpoint,
    receiveBuffer: number | undefined,
    heapMb: number,
    ended: () => void,
  ): Promise<ReaderThread> {
    const shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const worker = new Worker(source, {
      eval: true,
      workerData: { ...at, receiveBuffer, wanted: shared },
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
    });
    worker.once('exit', ended);
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => {
        reject(error);
        void worker.terminate();
      };
      worker.once('error', fail);
      worker.once('message', (told: Told) => {
        worker.off('error', fail);
        if (told.is !== 'bound') return fail(errorOf(told));
        resolve(new ReaderThread(worker, new Int32Array(shared), { ...at, port: told.port }, told.receiveBuffer));
      });
    });
  }

  /** So many more may come. */
  want(count: number): void {
    Atomics.add(this.#wanted, 0, count);
    Atomics.notify(this.#wanted, 0);
  }

  /** Resolves when the socket is gone. */
  async close(): Promise<void> {
    this.arrived = () => undefined;
    this.failed = () => undefined;
    await this.#worker.terminate();
  }
}

function errorOf(told: Told): Error {
  const { code, message } = told.is === 'failed' ? told : { code: '', message: 'The thread spoke out of turn.' };
  return Object.assign(new Error(message), { code });
}
