import { describe, expect, test } from 'vitest';
import type { Stream } from '../host.ts';
import { MemoryHost } from '../memory-host/memory-host.ts';
import { testWorld } from '../memory-host/test-world.ts';
import { reportOf } from './report.ts';
import type { Result } from './result.ts';
import { runClientChecks } from './run-client-checks.ts';

type Fault =
  | 'no-line-end'
  | 'one-try'
  | 'read-is-line'
  | 'first-line-only'
  | 'latin-1'
  | 'dies-of-news'
  | 'stays'
  | 'always-pass'
  | 'resets';

const at = { address: '127.0.0.1', port: 5051 };
const encoder = new TextEncoder();

/** A client and the person before it: types a password when asked, and says back each word it is shown. */
class StudentClient {
  readonly #stream: Stream;
  readonly #faults: ReadonlySet<Fault>;
  #text = '';

  constructor(stream: Stream, faults: readonly Fault[]) {
    this.#stream = stream;
    this.#faults = new Set(faults);
    void this.#run().catch(() => stream.reset());
  }

  leave(): void {
    if (this.#faults.has('resets')) this.#stream.reset();
    else this.#stream.end();
  }

  async #run(): Promise<void> {
    const decoder = new TextDecoder(this.#faults.has('latin-1') ? 'windows-1252' : 'utf-8');
    for (let bytes = await this.#stream.read(); bytes !== null; bytes = await this.#stream.read()) {
      this.#text += decoder.decode(bytes, { stream: true });
      const lines = this.#text.split('\n');
      this.#text = this.#faults.has('read-is-line') ? '' : (lines.pop() ?? '');
      for (const line of this.#faults.has('first-line-only') ? lines.slice(0, 1) : lines) await this.#line(line);
    }
    if (!this.#faults.has('stays')) this.#stream.close();
  }

  async #line(line: string): Promise<void> {
    const [verb = ''] = line.split(' ');
    if (verb === 'HELLO' && (line.endsWith('auth=password') || this.#faults.has('always-pass')))
      await this.#send('PASS tea');
    if (verb === 'NO' && !this.#faults.has('one-try')) await this.#send('PASS coffee');
    if (verb === 'NEWS' && this.#faults.has('dies-of-news')) this.#stream.reset();
    const word = /The word is (\S+)$/.exec(line)?.[1];
    if (word !== undefined) await this.#send(`SAY ${word}`);
  }

  #send(line: string): Promise<void> {
    return this.#stream.write(encoder.encode(this.#faults.has('no-line-end') ? line : `${line}\n`));
  }
}

async function tested(...faults: Fault[]): Promise<Result[]> {
  const host = new MemoryHost();
  const listener = await host.listen(at);
  let client: StudentClient | null = null;
  const results: Result[] = [];
  const checks = runClientChecks({
    listener,
    clock: testWorld,
    signal: new AbortController().signal,
    patience: 300,
    chance: () => 3,
    async ask(text) {
      if (text.startsWith('Start')) client = new StudentClient(await host.connect(at), faults);
      if (text.startsWith('Leave')) client?.leave();
    },
  });
  for await (const result of checks) results.push(result);
  return results;
}

const failing = (results: readonly Result[]): string[] =>
  results.filter(({ outcome }) => outcome === 'failed').map(({ check }) => check);
const textOf = (results: readonly Result[]): string =>
  results.flatMap((result, index) => reportOf(result, index + 1).map(({ text }) => text)).join('\n');

test('a client that is right passes all', async () => {
  const results = await tested();
  expect(textOf(results)).not.toContain('✗');
  expect(results).toHaveLength(8);
});

test('where no client comes, nothing is tried', async () => {
  const host = new MemoryHost();
  const results: Result[] = [];
  const { signal } = new AbortController();
  const ask = async (): Promise<void> => {};
  const quiet = { listener: await host.listen(at), clock: testWorld, signal, patience: 20, chance: () => 0, ask };
  for await (const result of runClientChecks(quiet)) results.push(result);
  expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['blocked']));
});

describe('clients with one fault', () => {
  test.each<[Fault, string[], string]>([
    [
      'no-line-end',
      ['greeting', 'wrong-password', 'glued', 'cut-letter', 'new-line', 'open-room'],
      'The line has no end',
    ],
    ['one-try', ['wrong-password'], 'came     nothing for 0.3 s'],
    ['read-is-line', ['greeting', 'cut-letter'], 'wait for its end'],
    ['first-line-only', ['glued', 'new-line', 'open-room'], 'One read may bring several lines'],
    ['latin-1', ['cut-letter'], 'SAY'],
    ['dies-of-news', ['new-line'], 'the connection was reset (RST)'],
    ['stays', ['end'], 'Close your side, too.'],
    ['always-pass', ['open-room'], 'came     PASS tea\\n'],
    ['resets', ['leave'], 'the connection was reset (RST)'],
  ])('%s: fails %j', async (fault, checks, saying) => {
    const results = await tested(fault);
    expect(failing(results)).toEqual(checks);
    expect(textOf(results)).toContain(saying);
  });
});
