import { whenAborted } from './when-aborted.ts';

interface Waiter<T> {
  resolve(item: T | null): void;
  reject(reason: unknown): void;
}

/**
 * What arrived and waits for a program to take it. After `finish` the rest can still be taken and then `null` comes;
 * after `fail` the rest can still be taken and then the error comes, as a kernel does with its receive queue.
 */
export class Inbox<T> {
  #items: T[] = [];
  readonly #waiters: Waiter<T>[] = [];
  #end: { readonly error?: Error } | null = null;

  /** How many wait to be taken. */
  get size(): number {
    return this.#items.length;
  }

  /** The item that waits longest, if any does. */
  get next(): T | undefined {
    return this.#items[0];
  }

  /** Takes that one away. */
  skip(): void {
    this.#items.shift();
  }

  push(item: T): void {
    if (this.#end) return;
    const waiter = this.#waiters.shift();
    if (waiter) waiter.resolve(item);
    else this.#items.push(item);
  }

  finish(): void {
    if (this.#end) return;
    this.#end = {};
    for (const waiter of this.#waiters.splice(0)) waiter.resolve(null);
  }

  /** Also after `finish`: what is worse counts. */
  fail(error: Error): void {
    this.#end = { error };
    for (const waiter of this.#waiters.splice(0)) waiter.reject(error);
  }

  /** @returns what waited, and forgets it. */
  empty(): T[] {
    return this.#items.splice(0);
  }

  /** The next item, or null at the end. Rejects when `signal` aborts; nothing is lost by that. */
  take(signal?: AbortSignal): Promise<T | null> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#items.length > 0) return Promise.resolve(this.#items.shift() ?? null);
    if (this.#end) return this.#end.error ? Promise.reject(this.#end.error) : Promise.resolve(null);
    return new Promise((resolve, reject) => {
      if (signal) this.#waitUnlessAborted({ resolve, reject }, signal);
      else this.#waiters.push({ resolve, reject });
    });
  }

  #waitUnlessAborted({ resolve, reject }: Waiter<T>, signal: AbortSignal): void {
    const waiter: Waiter<T> = {
      resolve: (item) => {
        stop();
        resolve(item);
      },
      reject: (reason) => {
        stop();
        reject(reason);
      },
    };
    const stop = whenAborted(signal, () => {
      this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
      reject(signal.reason);
    });
    this.#waiters.push(waiter);
  }
}
