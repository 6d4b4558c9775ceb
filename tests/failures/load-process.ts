import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** A load client in a process of its own, so that neither it nor the test slows the other's event loop. */
export interface LoadProcess<Orders extends Record<string, (order: never) => unknown>> {
  readonly child: ChildProcess;
  ask<Name extends keyof Orders & string>(
    name: Name,
    order: Parameters<Orders[Name]>[0],
  ): Promise<Awaited<ReturnType<Orders[Name]>>>;
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly problem?: string;
}

interface Order {
  readonly id: number;
  readonly name: string;
  readonly order: unknown;
}

const running = new Set<ChildProcess>();

/** For afterEach: ends whatever a test left behind. */
export const killLoads = (): void => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
};

/** @param file of this folder, which calls `takeOrders` */
export const startLoad = <Orders extends Record<string, (order: never) => unknown>>(
  file: string,
): LoadProcess<Orders> => {
  const child = fork(join(import.meta.dirname, file), { execArgv: ['--import', 'tsx'], env: { ...process.env } });
  running.add(child);
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  child.on('message', (answer: Answer) => waiting.get(answer.id)?.(answer));
  child.on('exit', (code) => {
    running.delete(child);
    for (const [id, answer] of waiting) answer({ id, problem: `the load process ended with status ${code}` });
  });
  return {
    child,
    ask: (name, order) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, ({ value, problem }) => {
          waiting.delete(id);
          if (problem === undefined) resolve(value as never);
          else reject(new Error(`${file}: ${problem}`));
        });
        child.send({ id, name, order } satisfies Order);
      }),
  };
};

/** The load process's side: does each order and sends back what it returns. Ends with the test. */
export const takeOrders = <Orders extends Record<string, (order: never) => unknown>>(orders: Orders): void => {
  process.on('message', async ({ id, name, order }: Order) => {
    const answer = await Promise.resolve()
      .then(() => orders[name]?.(order as never))
      .then(
        (value): Answer => ({ id, value }),
        (error): Answer => ({ id, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
    process.send?.(answer);
  });
  process.on('disconnect', () => process.exit(0));
};
