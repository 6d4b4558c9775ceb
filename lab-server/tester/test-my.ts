import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type Endpoint, SocketError } from '../../lab/host.ts';
import { CLIENT_PATIENCE_MS, SERVER_PATIENCE_MS } from '../../lab/tester/patience.ts';
import { type ReportLine, reportOf, summaryOf } from '../../lab/tester/report.ts';
import type { Result } from '../../lab/tester/result.ts';
import { runClientChecks } from '../../lab/tester/run-client-checks.ts';
import { runServerChecks } from '../../lab/tester/run-server-checks.ts';
import { NodeHost } from './node-host.ts';

// The tester of the lessons, in a real terminal: `npm run test-my -- server 127.0.0.1:5050 --password tea`.

const usage = `test-my server [address:]port [--password word]   puts your chat room through twenty checks
test-my client port                               plays the room for your chat client, and tells you what to type

It speaks chat/1, as in the lessons 5.2 to 5.7. The exit status is 0 when every check passed.`;

const clock = {
  now: () => performance.now(),
  sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref()),
};
const colours: Partial<Record<ReportLine['style'], string>> = { good: '32', error: '31', dim: '90', bold: '1' };

function say({ text, style }: ReportLine): void {
  const colour = process.stdout.isTTY ? colours[style] : undefined;
  process.stdout.write(colour === undefined ? `${text}\n` : `\x1b[${colour}m${text}\x1b[0m\n`);
}

function placeOf(word: string | undefined): Endpoint {
  const [, address = '127.0.0.1', port] = /^(?:(.*):)?(\d{1,5})$/.exec(word ?? '') ?? [];
  if (port === undefined) throw new Wrong('Say where your program listens, for example 127.0.0.1:5050.');
  return { address: address === 'localhost' ? '127.0.0.1' : address, port: Number(port) };
}

class Wrong extends Error {}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { password: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const [subject, place] = positionals;
  const host = new NodeHost();
  // A listener or a socket keeps the process alive; between the two this does.
  const alive = setInterval(() => {}, 60_000);
  const { signal } = new AbortController();
  try {
    if (subject === 'server') {
      const at = placeOf(place);
      (await host.connect(at)).close();
      return await judge(
        runServerChecks({ host, at, password: values.password, clock, signal, patience: SERVER_PATIENCE_MS }),
      );
    }
    if (subject === 'client') {
      const listener = await host.listen(placeOf(place));
      const ask = async (text: string): Promise<void> => say({ text, style: 'bold' });
      const chance = (): number => randomBytes(1)[0] ?? 0;
      return await judge(runClientChecks({ listener, clock, signal, patience: CLIENT_PATIENCE_MS, ask, chance }));
    }
    throw new Wrong('Say what to test: server or client.');
  } finally {
    clearInterval(alive);
  }
}

async function judge(coming: AsyncGenerator<Result>): Promise<number> {
  const results: Result[] = [];
  for await (const result of coming) {
    results.push(result);
    for (const line of reportOf(result, results.length, results.at(-2))) say(line);
  }
  say(summaryOf(results));
  return results.every(({ outcome }) => outcome === 'passed' || outcome === 'skipped') ? 0 : 1;
}

main().then(
  (status) => process.exit(status),
  (problem: unknown) => {
    if (problem instanceof SocketError) {
      const advice = problem.code === 'ECONNREFUSED' ? ' Is your room running, and on this port?' : '';
      process.stderr.write(`test-my: ${problem.code}. ${problem.message}${advice}\n`);
      process.exit(1);
    }
    const isUsage = problem instanceof Wrong || (problem instanceof TypeError && 'code' in problem);
    process.stderr.write(isUsage ? `${(problem as Error).message}\n\n${usage}\n` : `${String(problem)}\n`);
    process.exit(isUsage ? 2 : 1);
  },
);
