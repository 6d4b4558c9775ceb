import { type Endpoint, endpointText, SocketError, type Stream } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { printable } from '../../shell/printable.ts';
import { held } from '../open-streams.ts';
import { grouped } from '../slowreader/feed.ts';
import { bytesOf } from './talk.ts';

/** The longest message that is taken, in bytes: whoever believes every length can be made to wait for gigabytes. */
export const FRAME_LIMIT = 65_536;
const HEADER = 4;

/** A server of messages with their length in front, until Ctrl-C. */
export async function readFrames(at: Endpoint, context: Context): Promise<number> {
  const { host, output, signal } = context;
  const listener = await host.listen(at);
  try {
    await output.write(
      `Reads frames on ${endpointText(listener.local)}: 4 bytes of length, then the text. Ctrl-C ends it.\n`,
      'good',
    );
    for (;;) {
      const stream = held(host, await listener.accept(signal));
      void serve(stream, context).catch((problem) => {
        // A caller that resets, or a terminal that is gone: the next caller is served all the same.
        if (!(problem instanceof SocketError) && !signal.aborted) throw problem;
        stream.close();
      });
    }
  } finally {
    listener.close();
  }
}

async function serve(stream: Stream, { output, signal }: Context): Promise<void> {
  let buffer: Uint8Array = new Uint8Array();
  for (let bytes = await stream.read(signal); bytes !== null; bytes = await stream.read(signal)) {
    buffer = joined(buffer, bytes);
    while (buffer.length >= HEADER) {
      const length = new DataView(buffer.buffer, buffer.byteOffset).getUint32(0);
      await output.write(`header ${hex(buffer.subarray(0, HEADER))}: length ${grouped(length)}\n`, 'tcp');
      if (length > FRAME_LIMIT) {
        const why = `length ${grouped(length)} is over the limit of ${grouped(FRAME_LIMIT)}`;
        await output.write(`  refused: ${why}\n`, 'error');
        await stream.write(bytesOf(`REFUSED ${why}\n`));
        stream.end();
        return;
      }
      if (buffer.length < HEADER + length) break;
      const body = buffer.subarray(HEADER, HEADER + length);
      buffer = buffer.slice(HEADER + length);
      const text = textOf(body);
      await output.write(`  body   ${hex(body.subarray(0, 32))}${body.length > 32 ? ' …' : ''}\n`);
      if (text === null) {
        await output.write('  refused: these bytes are no UTF-8\n', 'error');
        await stream.write(bytesOf('REFUSED no UTF-8\n'));
        stream.end();
        return;
      }
      await output.write(`  text   ${printable(text)}\n`, 'good');
      await stream.write(bytesOf(`GOT ${length} bytes: ${text}\n`));
    }
  }
  if (buffer.length > 0)
    await output.write(`  ended with ${buffer.length} bytes of a message that is not whole\n`, 'error');
  stream.close();
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
