import type { EvidenceLog } from '../evidence/log.ts';
import type { Files } from '../files/file-store.ts';
import type { Host } from '../host.ts';
import type { PythonRuntime } from '../python/runtime.ts';

/** How a piece of output looks. Text never carries escape sequences of its own: the terminal draws the style. */
export type Style = 'plain' | 'dim' | 'bold' | 'error' | 'good' | 'link' | 'net' | 'tcp' | 'udp' | 'app';

/** Where a command writes. In a pipe the style is dropped. */
export interface Output {
  /** Resolves when the reader has room. @throws PipeClosed when nobody reads any more (`| head -1`). */
  write(text: string, style?: Style): Promise<void>;
}

export class PipeClosed extends Error {}

export interface Input {
  /** True when a person types: then lines arrive when Enter is pressed. */
  readonly interactive: boolean;
  /** The next line without its end, or null at the end of input (Ctrl-D). Rejects when `signal` aborts. */
  readLine(signal?: AbortSignal): Promise<string | null>;
  /** Asks with a prompt; `secret` shows dots. On a pipe it reads a line without asking. */
  ask(prompt: string, options?: { secret?: boolean }, signal?: AbortSignal): Promise<string | null>;
}

/** A command line that runs in the background. */
export interface JobView {
  /** `1` in `[1]`. */
  readonly number: number;
  readonly line: string;
  /** It asked for a line and waits until `fg` gives it the terminal. */
  readonly waitsForTerminal: boolean;
}

export interface JobControl {
  list(): readonly JobView[];
  /** Gives the terminal to a background job until it ends. @returns its exit status, or null if there is none. */
  foreground(number: number): Promise<number | null>;
}

/** All a command may touch. */
export interface Context {
  /** The words after the command's name, quotes removed. */
  readonly args: readonly string[];
  readonly input: Input;
  readonly output: Output;
  readonly error: Output;
  readonly host: Host;
  readonly log: EvidenceLog;
  /** Names the terminal in the evidence: 'a', 'b' … */
  readonly terminal: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** The width of the screen; infinite where the output goes into a pipe. */
  readonly columns: number;
  /** The lines typed at this terminal's prompt, oldest first. */
  readonly history: readonly string[];
  forgetHistory(): void;
  /** Every command of this terminal, for `help`. */
  readonly commands: readonly ListedCommand[];
  readonly jobs: JobControl;
  /** It was started with `&`, so Ctrl-C reaches it only after `fg`. */
  readonly background: boolean;
  /** The programs of the lesson. */
  readonly files: Files;
  /** Where Python interpreters come from; null where there are none. */
  readonly python: PythonRuntime | null;
  /** Every terminal of the page with all the text it shows now, for `traces`. */
  transcripts(): readonly { terminal: string; text: string }[];
  clearScreen(): void;
  /** Milliseconds that only go forward. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** `count` random bytes fit for passwords. */
  randomBytes(count: number): Uint8Array;
  /** HMAC-SHA-256 (RFC 2104). */
  hmac(key: Uint8Array, message: Uint8Array): Promise<Uint8Array>;
}

export interface Flag {
  /** `-l` */
  readonly name: string;
  /** `seconds` when the flag takes a value. */
  readonly value?: string;
  readonly says: string;
}

/** What a terminal may stand at: this computer, or a device of a virtual network. */
export type Place = 'this-computer' | 'host' | 'router' | 'switch' | 'hub';

/** A command as a terminal lists it: one that is seldom used is fetched when it is first asked for. */
export interface ListedCommand {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  /** Where it works; everywhere unless said. Elsewhere `help` leaves it out, and it says itself what to do instead. */
  readonly where?: readonly Place[];
  /** @throws SocketError NO-HOST when it had to be fetched and whoever serves the page did not answer */
  load(): Promise<Command>;
}

/** A command that comes with the terminal. */
export const here = (command: Command): ListedCommand => ({
  name: command.name,
  ...(command.aliases && { aliases: command.aliases }),
  summary: command.summary,
  ...(command.where && { where: command.where }),
  load: async () => command,
});

export interface Command {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One line, for `help`. */
  readonly summary: string;
  readonly where?: readonly Place[];
  /** `nc [-l] [-u] host port` */
  readonly usage: readonly string[];
  readonly flags?: readonly Flag[];
  /** A paragraph or two good enough to learn from. */
  readonly about: string;
  readonly examples: readonly { readonly line: string; readonly says: string }[];
  /** Words that may follow `args` (the last is being typed). */
  complete?(args: readonly string[], host: Host): Promise<readonly string[]> | readonly string[];
  /** @returns the exit status: 0 done, 1 it did not work, 2 wrong usage, 130 Ctrl-C. */
  run(context: Context): Promise<number>;
}
