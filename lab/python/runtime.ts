import { Machine, type PythonThread } from './machine.ts';

/** Interpreters that are kept after their program has ended: the next starts at once. Each holds some 60 MB. */
const MOST_IDLE = 2;

/** Where `python` gets its interpreters from. */
export interface PythonRuntime {
  /** One that stands ready. `telling` is called when it has to be fetched and started first. @throws PythonMissing */
  take(telling: () => void): Promise<Machine>;
  /** Its program has ended; the next may have it. */
  give(machine: Machine): void;
}

/** There is no Python here: why, and what to do. */
export class PythonMissing extends Error {}

/** Starts interpreters when they are asked for, and keeps a few. */
export class Machines implements PythonRuntime {
  readonly #start: () => Promise<PythonThread>;
  readonly #idle: Machine[] = [];

  /** @param start rejects with PythonMissing where there can be none */
  constructor(start: () => Promise<PythonThread>) {
    this.#start = start;
  }

  async take(telling: () => void): Promise<Machine> {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) if (!idle.dead) return idle;
    telling();
    const machine = new Machine(await this.#start());
    await new Promise<void>((resolve, reject) => {
      const broken = (saying: string): void => {
        machine.terminate();
        reject(new PythonMissing(saying));
      };
      machine.listen((message) => {
        if (message.type === 'ready') resolve();
        if (message.type === 'broken') broken(message.saying);
      }, broken);
    });
    return machine;
  }

  /** Starts one, unless one stands ready: so that the first program need not wait. */
  async warm(): Promise<void> {
    this.give(await this.take(() => undefined));
  }

  give(machine: Machine): void {
    if (machine.dead) return;
    machine.listen(
      () => undefined,
      () => undefined,
    );
    if (this.#idle.length < MOST_IDLE) this.#idle.push(machine);
    else machine.terminate();
  }

  /** Ends those that wait. */
  close(): void {
    for (const machine of this.#idle.splice(0)) machine.terminate();
  }
}
