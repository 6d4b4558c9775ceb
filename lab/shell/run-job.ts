import type { EvidenceLog } from '../evidence/log.ts';
import { SocketError } from '../host.ts';
import { type Context, type Input, type ListedCommand, type Output, PipeClosed } from './command.ts';
import type { Job } from './job.ts';
import { manual } from './manual.ts';
import { NotHere } from './not-here.ts';
import { type ParsedJob, type Stage, wordText } from './parser.ts';
import { Pipe } from './pipe.ts';
import { unknownCommand } from './suggest.ts';
import { WrongUsage } from './wrong-usage.ts';

export const INTERRUPTED = 130;
/** 128 + SIGPIPE, what a shell reports of a writer whose reader has gone. */
const PIPE_STATUS = 141;
const NOT_FOUND = 127;
/** How long a command may take to say goodbye after Ctrl-C. Milliseconds. */
const GRACE_MS = 3000;
const WRONG_USAGE = 2;

/** What a job needs of its terminal. */
export interface JobWorld {
  readonly terminal: string;
  readonly log: EvidenceLog;
  find(name: string): ListedCommand | undefined;
  readonly names: readonly string[];
  /** What is the same for every command of a job. */
  context(job: Job): Omit<Context, 'args' | 'input' | 'output' | 'signal'>;
  input(job: Job): Input;
  output(job: Job): Output;
}

/** Runs the steps of a job one after the other, heeding && and ||. @returns the last exit status. */
export async function runJob(job: Job, lastStatus: number, world: JobWorld): Promise<number> {
  let status = lastStatus;
  for (const step of job.parsed.steps) {
    if (step.when === 'after-success' && status !== 0) continue;
    if (step.when === 'after-failure' && status === 0) continue;
    status = await runPipeline(job, step.pipeline, status, world);
    if (job.controller.signal.aborted) return INTERRUPTED;
  }
  return status;
}

/** As it was typed: one in the background ends in `&`. */
const lineOf = ({ source, background }: ParsedJob): string => (background ? `${source} &` : source);

/** All commands at once, joined by pipes. When one ends, the one before it has no reader any more and ends too. */
async function runPipeline(job: Job, stages: readonly Stage[], lastStatus: number, world: JobWorld): Promise<number> {
  const pipes = stages.slice(1).map(() => new Pipe());
  const readerGone = stages.map(() => new AbortController());
  const running = stages.map(async (stage, index) => {
    const [name = '', ...args] = stage.map((word) => wordText(word, lastStatus));
    if (index === 0) job.name = name;
    const before = pipes[index - 1];
    const after = pipes[index];
    const gone = readerGone[index]?.signal;
    const signal = gone === undefined ? job.controller.signal : AbortSignal.any([job.controller.signal, gone]);
    const context: Context = {
      ...world.context(job),
      args,
      input: before ?? world.input(job),
      output: after ?? world.output(job),
      ...(after && { columns: Number.POSITIVE_INFINITY }),
      signal,
    };
    world.log.append({
      kind: 'command.started',
      terminal: world.terminal,
      job: job.id,
      name,
      line: lineOf(job.parsed),
    });
    const status = await runCommand(name, context, world);
    world.log.append({ kind: 'command.ended', terminal: world.terminal, job: job.id, name, status });
    after?.end();
    before?.break();
    readerGone[index - 1]?.abort(new PipeClosed());
    return status;
  });
  return (await Promise.all(running)).at(-1) ?? 0;
}

async function runCommand(name: string, context: Context, world: JobWorld): Promise<number> {
  const { signal } = context;
  try {
    const listed = world.find(name);
    if (listed === undefined) {
      await context.error.write(`${name}: ${unknownCommand(name, world.names)}\n`, 'error');
      return NOT_FOUND;
    }
    const command = await listed.load();
    if (wantsHelp(context.args)) {
      await manual(command, context.output, context.columns);
      return 0;
    }
    return await Promise.race([command.run(context), abandoned(context)]);
  } catch (error) {
    if (error instanceof PipeClosed || signal.reason instanceof PipeClosed) return PIPE_STATUS;
    if (signal.aborted) return INTERRUPTED;
    if (error instanceof WrongUsage) {
      await context.error.write(`${name}: ${error.message}\n`, 'error');
      await context.error.write(`\`help ${name}\` shows how it is written.\n`, 'dim');
      return WRONG_USAGE;
    }
    if (error instanceof NotHere) {
      await context.error.write(`${name}: ${error.message}\n`, 'error');
      return 1;
    }
    const saying =
      error instanceof SocketError
        ? `${error.code}. ${error.message}`
        : `this command broke, which is our mistake and not yours (${error instanceof Error ? error.message : String(error)}).`;
    await context.error.write(`${name}: ${saying}\n`, 'error');
    return 1;
  }
}

/** Ctrl-C always gives the prompt back, also from a command that does not heed it in time. */
function abandoned({ signal, sleep }: Context): Promise<number> {
  return new Promise((resolve) => {
    const later = () => void sleep(GRACE_MS).then(() => resolve(INTERRUPTED));
    if (signal.aborted) later();
    else signal.addEventListener('abort', later, { once: true });
  });
}

const wantsHelp = (args: readonly string[]): boolean =>
  args.includes('--help') || (args.length === 1 && args[0] === '-h');
