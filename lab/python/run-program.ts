import { type Context, type Output, PipeClosed } from '../shell/command.ts';
import type { Answer } from './answer.ts';
import type { Machine } from './machine.ts';
import type { Call, Program, PythonMessage } from './messages.ts';
import { SocketTable } from './socket-table.ts';
import { StandardInput } from './standard-input.ts';
import { type Trouble, troubleOf } from './trouble.ts';

const INTERRUPTED = 130;
/** How long a program may take to end after Ctrl-C, in ms of the wall: it may want to say goodbye. Then it is stopped. */
const GRACE_MS = 1_500;

type Surroundings = Pick<Context, 'input' | 'output' | 'error' | 'host' | 'log' | 'signal' | 'sleep' | 'now'>;

/** What a program calls these. */
const callNames: Partial<Record<Call['op'], string>> = {
  receive: 'recv',
  'send-to': 'sendto',
  peer: 'getpeername',
  name: 'getsockname',
  resolve: 'gethostbyname',
  option: 'setsockopt',
};
/** Not wrong, only not yet. */
const notYet: ReadonlySet<string> = new Set(['EAGAIN', 'EINPROGRESS', 'timed-out']);

/**
 * Runs a program on a machine and does for it what an operating system would: sockets, terminal, time. Ctrl-C is
 * KeyboardInterrupt; a program that does not end by it is stopped, and its machine is then dead.
 * @returns its exit status
 */
export function runProgram(machine: Machine, program: Program, context: Surroundings): Promise<number> {
  return new Promise((resolve) => new Running(machine, context, resolve).start(program));
}

class Running {
  readonly #machine: Machine;
  readonly #context: Surroundings;
  readonly #end: (status: number) => void;
  readonly #sockets: SocketTable;
  readonly #input: StandardInput;
  readonly #decoders = { out: new TextDecoder(), err: new TextDecoder() };
  /** What the screen has not taken yet. */
  #shown: Promise<void> = Promise.resolve();
  /** The call it stands still for. */
  #call: number | null = null;
  /** Virtual time stands still while the program computes. */
  #release: (() => void) | null = null;
  #over = false;

  constructor(machine: Machine, context: Surroundings, end: (status: number) => void) {
    this.#machine = machine;
    this.#context = context;
    this.#end = end;
    this.#sockets = new SocketTable(context.host, context);
    this.#input = new StandardInput(context.input, this.#sockets.bell);
  }

  start(program: Program): void {
    const { signal } = this.#context;
    this.#machine.listen(
      (message) => this.#heard(message),
      (saying) => {
        void this.#context.error.write(`python: ${saying}\n`, 'error');
        this.#finish(1);
      },
    );
    this.#hold();
    this.#machine.run(program);
    if (signal.aborted) this.#interrupt();
    else signal.addEventListener('abort', this.#interrupt, { once: true });
  }

  #heard(message: PythonMessage): void {
    if (this.#over) return;
    if (message.type === 'write') this.#write(message.to, message.bytes);
    else if (message.type === 'call') void this.#serve(message.number, message.call, message.data);
    else if (message.type === 'ended') this.#finish(message.status);
  }

  #write(to: 'out' | 'err', bytes: Uint8Array): void {
    const { output, error, signal } = this.#context;
    // Nobody reads any more (`| head`): what else it says is about that.
    if (signal.reason instanceof PipeClosed) return;
    const text = this.#decoders[to].decode(bytes, { stream: true });
    const where: Output = to === 'out' ? output : error;
    const written = where.write(text, to === 'out' ? 'plain' : 'error').catch((problem: unknown) => {
      if (!(problem instanceof PipeClosed)) throw problem;
    });
    this.#shown = this.#shown.then(() => written);
  }

  async #serve(number: number, call: Call, data: Uint8Array | null): Promise<void> {
    if (this.#machine.takeInterrupt()) return this.#machine.answer(number, { kind: 'interrupted' });
    this.#call = number;
    const answering = this.#do(call, data ?? new Uint8Array(0));
    this.#letGo();
    const answer = await answering;
    // Ctrl-C may have answered it meanwhile.
    if (this.#call !== number || this.#over) return;
    this.#call = null;
    this.#hold();
    this.#machine.answer(number, answer);
  }

  async #do(call: Call, data: Uint8Array): Promise<Answer> {
    try {
      switch (call.op) {
        case 'line':
          return await this.#line();
        case 'drain':
          await this.#shown;
          return { kind: 'done' };
        case 'sleep':
          await this.#context.sleep(call.seconds * 1000);
          return { kind: 'done' };
        case 'clock':
          // Looking costs a moment: else a loop that waits for a time would wait for ever.
          if (this.#context.host.kind === 'virtual') await this.#context.sleep(0.001);
          return { kind: 'done', value: this.#context.now() };
        default:
          return await this.#sockets.do(call, data, this.#input);
      }
    } catch (problem) {
      const trouble = troubleOf(problem);
      this.#record(call, trouble);
      const { code, saying } = trouble;
      return { kind: 'failed', code, ...(saying !== undefined && { saying }) };
    }
  }

  /** What went wrong, for checks: a failed call is a fact. What the host could not open, it has recorded itself. */
  #record(call: Call, { code, fromHost }: Trouble): void {
    const { host, log } = this.#context;
    const where = host.kind === 'virtual' ? { host: host.name } : {};
    if (call.op === 'bind' && !fromHost && code === 'EADDRINUSE') {
      const at = { address: call.address, port: call.port };
      log.append({ kind: 'socket.failed', call: 'bind', transport: 'tcp', at, code, ...where });
      return;
    }
    const name = callNames[call.op] ?? call.op;
    const isRecorded = fromHost && (call.op === 'bind' || call.op === 'listen' || call.op === 'connect');
    if (isRecorded || notYet.has(code)) return;
    const socket = 'fd' in call ? this.#sockets.idOf(call.fd) : null;
    log.append({ kind: 'call.failed', call: name, code, ...(socket !== null && { socket }), ...where });
  }

  async #line(): Promise<Answer> {
    while (!this.#input.readable) await this.#sockets.bell.next();
    let line: string | null;
    try {
      line = this.#input.take();
    } catch (problem) {
      if (this.#context.signal.aborted) return { kind: 'interrupted' };
      throw problem;
    }
    if (line === null) return { kind: 'done', value: false };
    return { kind: 'done', value: true, data: new TextEncoder().encode(`${line}\n`) };
  }

  readonly #interrupt = (): void => {
    const call = this.#call;
    if (call === null) this.#machine.interrupt();
    else {
      this.#call = null;
      this.#hold();
      this.#machine.answer(call, { kind: 'interrupted' });
    }
    // The wall's time: a program that computes for ever stands in the way of any other.
    setTimeout(() => {
      if (this.#over) return;
      this.#machine.terminate();
      this.#finish(INTERRUPTED);
    }, GRACE_MS);
  };

  #finish(status: number): void {
    if (this.#over) return;
    this.#over = true;
    this.#context.signal.removeEventListener('abort', this.#interrupt);
    this.#input.close();
    this.#sockets.closeAll();
    const ended = (): void => {
      this.#letGo();
      this.#end(status);
    };
    void this.#shown.then(ended, ended);
  }

  #hold(): void {
    this.#release ??= this.#context.host.device?.hold() ?? null;
  }

  #letGo(): void {
    this.#release?.();
    this.#release = null;
  }
}
