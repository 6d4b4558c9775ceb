/**
 * What a Python interpreter in its own thread and the page say to each other. The interpreter makes one call at a time
 * and stands still until the answer is there: so `recv` blocks, as it does everywhere else. Answers do not come as
 * messages, since a thread that stands still reads none; `answer.ts` says how they look, a `Door` how they get there.
 */

/** The path of the program's folder inside the interpreter. */
export const HOME = '/home/lab';

/** A program to run. */
export interface Program {
  /** What `sys.argv` holds: `['client.py', '5007']`; `['-c']`; `['']` for the interactive prompt. */
  readonly argv: readonly string[];
  /** The text given with `-c`; null to run the file `argv[0]`, or to ask at a prompt when that is empty. */
  readonly code: string | null;
  /** What lies in its folder, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether its input and its output are a terminal and not a pipe. */
  readonly terminal: { readonly input: boolean; readonly output: boolean };
  /** What `socket.gethostname()` says. */
  readonly host: string;
  /** Time is the page's business: in a virtual network it is not the wall's. */
  readonly virtualTime: boolean;
}

/** From the page. */
export interface RunMessage {
  readonly type: 'run';
  readonly program: Program;
}

/** From the interpreter. */
export type PythonMessage =
  /** It stands ready to run something. */
  | { readonly type: 'ready' }
  /** It could not be started. */
  | { readonly type: 'broken'; readonly saying: string }
  | { readonly type: 'write'; readonly to: 'out' | 'err'; readonly bytes: Uint8Array }
  /** It stands still until this is answered. */
  | { readonly type: 'call'; readonly number: number; readonly call: Call; readonly data: Uint8Array | null }
  | { readonly type: 'ended'; readonly status: number };

/** Seconds a call may wait; null as long as it takes, 0 not at all. */
type Patience = number | null;

/** Numbers are file descriptors of `SocketTable`, 0 is the standard input. */
export type Call =
  | { readonly op: 'line' }
  /** Resolves when all that was written has been taken. */
  | { readonly op: 'drain' }
  | { readonly op: 'sleep'; readonly seconds: number }
  /** Milliseconds of this host's time. */
  | { readonly op: 'clock' }
  | { readonly op: 'resolve'; readonly name: string }
  | { readonly op: 'socket'; readonly transport: 'tcp' | 'udp' }
  | { readonly op: 'bind'; readonly fd: number; readonly address: string; readonly port: number }
  | { readonly op: 'listen'; readonly fd: number }
  | { readonly op: 'accept'; readonly fd: number; readonly patience: Patience }
  | {
      readonly op: 'connect';
      readonly fd: number;
      readonly address: string;
      readonly port: number;
      readonly patience: Patience;
    }
  | {
      readonly op: 'receive';
      readonly fd: number;
      readonly size: number;
      readonly peek: boolean;
      readonly patience: Patience;
    }
  | { readonly op: 'send'; readonly fd: number; readonly patience: Patience }
  | {
      readonly op: 'send-to';
      readonly fd: number;
      /** null: to the peer it is connected to. */
      readonly address: string | null;
      readonly port: number;
    }
  | { readonly op: 'shutdown'; readonly fd: number; readonly how: 'read' | 'write' | 'both' }
  /** `reuse`: SO_REUSEADDR; `reset`: SO_LINGER with zero seconds. */
  | { readonly op: 'option'; readonly fd: number; readonly option: 'reuse' | 'reset'; readonly on: boolean }
  /** Its own name (getsockname). */
  | { readonly op: 'name'; readonly fd: number }
  /** The other end's (getpeername). */
  | { readonly op: 'peer'; readonly fd: number }
  /** What went wrong since it was last asked (SO_ERROR). */
  | { readonly op: 'trouble'; readonly fd: number }
  | { readonly op: 'duplicate'; readonly fd: number }
  | { readonly op: 'close'; readonly fd: number }
  | {
      readonly op: 'select';
      readonly read: readonly number[];
      readonly write: readonly number[];
      readonly patience: Patience;
    };
