import { SocketError, type Stream } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { tellSocketError } from '../socket-errors.ts';
import { Patience } from './patience.ts';
import type { ReadyPlan } from './plan.ts';

/**
 * Keyboard to network and network to screen until it is over, as OpenBSD's nc does: a listener ends with the peer's
 * FIN; a client stays until its own input has ended too; the end of the input alone sends no FIN unless -N was given.
 * @returns the exit status
 */
export async function relay(stream: Stream, plan: ReadyPlan, context: Context): Promise<number> {
  const over = new AbortController();
  const patience = new Patience(plan.patienceMs, context);
  const signal = AbortSignal.any([context.signal, over.signal, patience.signal]);
  let inputEnded = false;
  let peerFinished = false;

  async function fromNetwork(): Promise<void> {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    for (let bytes = await stream.read(signal); bytes !== null; bytes = await stream.read(signal)) {
      patience.renew();
      await context.output.write(decoder.decode(bytes, { stream: true }));
    }
    peerFinished = true;
    if (plan.listen || inputEnded) over.abort();
    else if (context.input.interactive) {
      await context.error.write(
        'The other side has finished sending (FIN). You still can; Ctrl-D or Ctrl-C closes.\n',
        'dim',
      );
    }
  }

  async function fromKeyboard(): Promise<void> {
    const encoder = new TextEncoder();
    for (let line = await context.input.readLine(signal); line !== null; line = await context.input.readLine(signal)) {
      patience.renew();
      await stream.write(encoder.encode(`${line}\n`));
    }
    inputEnded = true;
    if (plan.finAtEnd) stream.end();
    if (peerFinished) over.abort();
    else if (!plan.finAtEnd && context.input.interactive) {
      await context.error.write(
        'Your input has ended. Without -N, nc sends no FIN for that and goes on reading.\n',
        'dim',
      );
    }
  }

  try {
    await Promise.all([fromNetwork(), fromKeyboard()]);
    return 0;
  } catch (error) {
    if (over.signal.aborted) return 0;
    if (error instanceof SocketError) {
      await tellSocketError(context.error, 'nc', error, stream.remote);
      return 1;
    }
    if (patience.signal.aborted && !context.signal.aborted) return 0;
    throw error;
  } finally {
    over.abort();
    patience.stop();
    stream.close();
  }
}
