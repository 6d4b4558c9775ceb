import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LabOptions, type RunningLab, startLab } from './lab.ts';
import { PortTaken } from './rooms/port-taken.ts';
import { parseStartOptions, type StartOptions, UsageError, usage, wantsHelp } from './start/options.ts';
import { leftOutSentence, portTakenSentence } from './start/port-taken-sentence.ts';

/** The only file that speaks on the terminal from which First Hop was started. */
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

const packageRoot = (): string => {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return directory;
};

const main = async (): Promise<void> => {
  const argv = process.argv.slice(2);
  if (wantsHelp(argv)) return say(usage);
  const options = parseStartOptions(argv);
  const lab = await startOnAnyPort(options);
  stopOnSignals(lab);
  for (const taken of lab.leftOut) say(leftOutSentence(taken));
  say(`First Hop is open at ${lab.url}   (Ctrl-C stops it)`);
};

/** The page's port is a convenience, so another one will do when nobody asked for it; rooms keep theirs or say why not. */
const startOnAnyPort = async (options: StartOptions): Promise<RunningLab> => {
  const site = options.devSite ? { devSite: options.devSite } : { siteDirectory: join(packageRoot(), 'out') };
  const lab: LabOptions = {
    ...site,
    port: options.port.number,
    lobbyPort: options.lobbyPort,
    chatPorts: options.chatPorts,
    smallPorts: options.smallPorts,
  };
  try {
    return await startLab(lab);
  } catch (error) {
    if (error instanceof PortTaken && error.purpose === 'page' && !options.port.asked)
      return startLab({ ...lab, port: 0 });
    throw error;
  }
};

/**
 * SIGTERM, Ctrl-C and a closed terminal (SIGHUP; on Windows Node sends it when the console window closes) all stop
 * politely. npm may deliver Ctrl-C a second time, so a repeat changes nothing; a timer bounds the goodbye.
 */
const stopOnSignals = (lab: RunningLab): void => {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(0), 1_800).unref();
    lab.close().then(
      () => process.exit(0),
      (error: unknown) => {
        complain(`First Hop could not close everything: ${error instanceof Error ? error.message : String(error)}`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
};

main().catch((error: unknown) => {
  if (error instanceof UsageError) complain(`${error.message}\n\n${usage}`);
  else if (error instanceof PortTaken) complain(portTakenSentence(error));
  else complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
