import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exposure, invitation, type Opening } from './class/announce.ts';
import { type LanAddress, lanAddresses, ownAddress } from './class/lan-addresses.ts';
import { canGiveLoopbacks } from './class/seat-loopback.ts';
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
  const stopping = stopper();
  const lan = options.lan === undefined ? undefined : await openingOf(options);
  if (lan) say(`${exposure(lan)}\n`);
  const lab = await startOnAnyPort(options, lan?.addresses, stopping.stop);
  stopping.holds(lab);
  for (const taken of lab.leftOut) say(leftOutSentence(taken));
  say(`First Hop is open at ${lab.url}   (Ctrl-C stops it)`);
  if (lab.classroom)
    say(invitation(lab.url, lab.classroom.urls, lab.classroom.code.text, process.stdout.isTTY === true));
};

/** @throws UsageError when there is no network to open to */
const openingOf = async ({ lan, port, lobbyPort, chatPorts }: StartOptions): Promise<Opening> => {
  const asked = lan?.address === undefined ? undefined : ownAddress(lan.address);
  if (asked === null)
    throw new UsageError(`${lan?.address} is not an address of this computer. \`ip addr\` lists them.`);
  const addresses = asked ? [asked] : lanAddresses();
  if (addresses.length === 0) {
    throw new UsageError(
      '--lan found no local network on this computer: no private IPv4 address on a cable or Wi-Fi. Join one, or name an address with --lan-address.',
    );
  }
  return { addresses, port: port.number, lobbyPort, chatPorts, ownLoopbacks: await canGiveLoopbacks() };
};

/** The page's port is a convenience, so another one will do when nobody asked for it; rooms keep theirs or say why not. */
const startOnAnyPort = async (
  options: StartOptions,
  lan: readonly LanAddress[] | undefined,
  closeEverything: () => void,
): Promise<RunningLab> => {
  const site = options.devSite ? { devSite: options.devSite } : { siteDirectory: join(packageRoot(), 'out') };
  const lab: LabOptions = {
    ...site,
    port: options.port.number,
    lobbyPort: options.lobbyPort,
    chatPorts: options.chatPorts,
    smallPorts: options.smallPorts,
    ...(lan ? { lan: { addresses: lan.map(({ address }) => address), closeEverything } } : {}),
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
 * politely, and so does the teacher's "close everything". npm may deliver Ctrl-C a second time, so a repeat changes nothing; a timer bounds the goodbye.
 */
const stopper = (): { stop(): void; holds(lab: RunningLab): void } => {
  let lab: RunningLab | undefined;
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    // Nothing is open yet that would have to be closed.
    if (!lab) process.exit(0);
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
  return {
    stop,
    holds: (running) => {
      lab = running;
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    },
  };
};

main().catch((error: unknown) => {
  if (error instanceof UsageError) complain(`${error.message}\n\n${usage}`);
  else if (error instanceof PortTaken) complain(portTakenSentence(error));
  else complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
