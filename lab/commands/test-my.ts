import { type Endpoint, SocketError } from '../host.ts';
import { isRoomPassword } from '../services/lobby/room-name.ts';
import type { Command, Context } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { CLIENT_PATIENCE_MS, SERVER_PATIENCE_MS } from '../tester/patience.ts';
import { reportOf, summaryOf } from '../tester/report.ts';
import type { Result } from '../tester/result.ts';
import { runClientChecks } from '../tester/run-client-checks.ts';
import { runServerChecks } from '../tester/run-server-checks.ts';
import { readAddress, readPort } from './address.ts';
import { readOptions } from './options.ts';
import { listensAt } from './own-address.ts';
import { withSockets } from './places.ts';
import { tellSocketError } from './socket-errors.ts';

export const testMy: Command = {
  name: 'test-my',
  summary: 'puts your own chat server or client through its paces',
  where: withSockets,
  usage: ['test-my server [address:]port [--password word]', 'test-my client port'],
  flags: [{ name: '--password', value: 'word', says: 'server: the password of your room' }],
  about: `
server connects to your program, in whatever language it is written and wherever on this computer it runs, and tries
twenty things that a room of chat/1 has to do: the greeting, lines in pieces, thirty members, connections that are cut
off. What fails is shown with the bytes that were sent, those expected and those that came, and the lesson that
explains it. Six of the twenty are about safety: without them, one visitor can hurt the others.

client listens on a port and waits for your client; it plays the room, and tells you what to type.

The same tester runs in a real terminal, from the folder of First Hop: npm run test-my -- server 127.0.0.1:5050
(or npx test-my server 127.0.0.1:5050).`,
  examples: [
    { line: 'test-my server 5050 --password tea', says: 'tests the room on port 5050 of this computer' },
    { line: 'test-my client 5051', says: 'then start your client, and let it connect to port 5051' },
  ],
  complete: (args) => (args.length === 1 ? ['server', 'client'] : []),
  async run(context) {
    const { words, value } = readOptions(context.args, { long: ['--password='] });
    const [subject, place, tooMany] = words;
    if (tooMany !== undefined) throw new WrongUsage('One program at a time. The password goes behind --password.');
    if (subject === 'server') return testServer(readPlace(place), value('--password'), context);
    if (subject === 'client') return testClient(readPort(place), context);
    throw new WrongUsage(
      subject === undefined ? 'Say what to test: server or client.' : `${subject} is neither server nor client.`,
    );
  },
};

/** `127.0.0.1:5050`, or `5050` for this computer. */
function readPlace(word: string | undefined): Endpoint {
  const [address, port] = word?.includes(':') ? word.split(':') : ['127.0.0.1', word];
  return { address: readAddress(address ?? ''), port: readPort(port) };
}

async function testServer(at: Endpoint, password: string | undefined, context: Context): Promise<number> {
  if (password !== undefined && !isRoomPassword(password))
    throw new WrongUsage('A password is one word of 1 to 64 bytes.');
  const { host, signal } = context;
  try {
    // Where nobody listens there is nothing to test.
    (await host.connect(at, { signal })).close();
  } catch (problem) {
    signal.throwIfAborted();
    await tellSocketError(context.error, 'test-my', problem, at);
    return 1;
  }
  const results = runServerChecks({ host, at, password, clock: context, signal, patience: SERVER_PATIENCE_MS });
  return judge('server', at, results, context);
}

async function testClient(port: number, context: Context): Promise<number> {
  const { host, signal, output } = context;
  const at = { address: listensAt(host), port };
  try {
    const listener = await host.listen(at);
    const chance = (): number => context.randomBytes(1)[0] ?? 0;
    const ask = (text: string): Promise<void> => output.write(`${text}\n`, 'bold');
    try {
      const options = { listener, clock: context, signal, patience: CLIENT_PATIENCE_MS, ask, chance };
      return await judge('client', listener.local, runClientChecks(options), context);
    } finally {
      listener.close();
    }
  } catch (problem) {
    if (signal.aborted || !(problem instanceof SocketError)) throw problem;
    await tellSocketError(context.error, 'test-my', problem, at);
    return 1;
  }
}

/** Shows and records each result as it comes. @returns 0 when everything passed */
async function judge(
  subject: 'server' | 'client',
  at: Endpoint,
  coming: AsyncGenerator<Result>,
  { log, output }: Context,
): Promise<number> {
  log.append({ kind: 'test.began', subject, at });
  const results: Result[] = [];
  for await (const found of coming) {
    results.push(found);
    const { check, safety, outcome } = found;
    log.append({ kind: 'test.checked', subject, at, result: { check, safety, outcome } });
    for (const { text, style } of reportOf(found, results.length, results.at(-2)))
      await output.write(`${text}\n`, style);
  }
  const checks = results.map(({ check, safety, outcome }) => ({ check, safety, outcome }));
  log.append({ kind: 'test.ended', subject, at, results: checks });
  const { text, style } = summaryOf(results);
  await output.write(`${text}\n`, style);
  return checks.every(({ outcome }) => outcome === 'passed' || outcome === 'skipped') ? 0 : 1;
}
