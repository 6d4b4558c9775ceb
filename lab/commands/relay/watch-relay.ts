import type { Context } from '../../shell/command.ts';
import { type Arrow, showBytes, showEnd, showNote } from '../tap/show-bytes.ts';
import type { Passing, Relay, Towards } from './relay.ts';

const arrows: Readonly<Record<Towards, Arrow>> = { server: '→', client: '←' };

/** Shows what passes a relay, until Ctrl-C. What passes waits for the screen. */
export async function watchRelay(relay: Relay, hex: boolean, { output, signal }: Context): Promise<number> {
  const stop = relay.onPassing((passing) => show(passing, hex, output).catch(() => stop()));
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  stop();
  throw signal.reason;
}

async function show(passing: Passing, hex: boolean, output: Context['output']): Promise<void> {
  const { wire } = passing;
  if (passing.what === 'note') return showNote(output, wire, passing.text);
  const arrow = arrows[passing.towards];
  if (passing.what === 'end') return showEnd(output, { wire, arrow });
  if (passing.what === 'lost') return output.write(`${wire} ${arrow}  lost: ${passing.bytes.length} bytes\n`, 'error');
  return showBytes(output, { wire, arrow, hex }, passing.bytes);
}
