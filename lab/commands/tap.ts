import { type Endpoint, endpointText, SocketError, type Stream } from '../host.ts';
import type { Command, Context } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { readPort } from './address.ts';
import { held } from './open-streams.ts';
import { readOptions } from './options.ts';
import { listensAt } from './own-address.ts';
import { withSockets } from './places.ts';
import { resolved } from './resolve.ts';
import { teach, tellSocketError } from './socket-errors.ts';
import { type Arrow, showBytes, showEnd, showNote } from './tap/show-bytes.ts';

export const tap: Command = {
  name: 'tap',
  summary: 'a wire you can read: passes bytes on and shows them',
  where: withSockets,
  usage: ['tap [--hex] listen-port [host:]to-port'],
  flags: [{ name: '--hex', says: 'show the bytes too, as numbers' }],
  about: `
Listens on one port and passes everything on to another, here or on another host, in both directions, until Ctrl-C.
Both halves are TCP connections of their own. What goes by is printed: → towards the server, ← back. Whoever carries your bytes can do the
same, and you would not notice.`,
  examples: [
    { line: 'tap 5050 5001', says: 'a wire to the room blue; in another terminal: chat 5050' },
    { line: 'tap --hex 5050 5001', says: 'with every byte as a number' },
  ],
  async run(context) {
    const options = readOptions(context.args, { long: ['--hex'] });
    const [from, to] = options.words;
    const at = { address: listensAt(context.host), port: readPort(from, true) };
    const [name, port] = to?.includes(':') ? to.split(':') : ['127.0.0.1', to];
    const target = { port: readPort(port), address: await resolved(context, name ?? '') };
    if (at.port === target.port && target.address.startsWith('127.'))
      throw new WrongUsage('A wire from a port to itself would go round for ever.');
    try {
      const listener = await context.host.listen(at);
      try {
        const { port } = listener.local;
        await context.output.write(
          `Tapping: ${endpointText({ ...at, port })} → ${endpointText(target)}. Connect to ${port}. Ctrl-C ends it.\n`,
          'good',
        );
        for (let number = 1; ; number += 1) {
          const client = held(context.host, await listener.accept(context.signal));
          void carry(client, target, { number, hex: options.has('--hex') }, context);
        }
      } finally {
        listener.close();
      }
    } catch (error) {
      if (context.signal.aborted) throw error;
      await tellSocketError(context.error, 'tap', error, at);
      return 1;
    }
  },
};

interface Wire {
  /** The how-manyth connection. */
  readonly number: number;
  readonly hex: boolean;
}

async function carry(client: Stream, target: Endpoint, wire: Wire, context: Context): Promise<void> {
  const say = (text: string) => showNote(context.output, wire.number, text);
  let server: Stream | null = null;
  try {
    server = held(context.host, await context.host.connect(target, { signal: context.signal }));
    await say(`${endpointText(client.remote)} connected`);
    await Promise.all([
      pump(client, server, { ...wire, arrow: '→' }, context),
      pump(server, client, { ...wire, arrow: '←' }, context),
    ]);
    client.close();
    server.close();
  } catch (error) {
    // One half broke, or Ctrl-C cut the wire: the other half must feel it too.
    if (context.signal.aborted) {
      client.close();
      server?.close();
    } else {
      client.reset();
      server?.reset();
      const why = error instanceof SocketError ? teach(error, target) : 'nobody reads this wire any more';
      await say(`cut: ${why}`).catch(() => {});
    }
  }
}

async function pump(from: Stream, to: Stream, wire: Wire & { arrow: Arrow }, context: Context): Promise<void> {
  const shown = { wire: wire.number, arrow: wire.arrow, hex: wire.hex };
  for (let bytes = await from.read(context.signal); bytes !== null; bytes = await from.read(context.signal)) {
    await showBytes(context.output, shown, bytes);
    await to.write(bytes);
  }
  await showEnd(context.output, shown);
  to.end();
}
