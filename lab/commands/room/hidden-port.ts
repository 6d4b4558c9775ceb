import { type Listener, SocketError } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { listensAt } from '../own-address.ts';

/** Away from the rooms of the lobby (5001 to 5099), inside what a lab may listen on. */
const FIRST = 5100;
const LAST = 5999;
const TRIES = 20;

/** Listens on a random port. @returns null if each one tried was taken */
export async function listenHidden(context: Context): Promise<Listener | null> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const [high = 0, low = 0] = context.randomBytes(2);
    const port = FIRST + ((high * 256 + low) % (LAST - FIRST + 1));
    try {
      return await context.host.listen({ address: listensAt(context.host), port });
    } catch (error) {
      if (!(error instanceof SocketError) || error.code !== 'EADDRINUSE') throw error;
    }
  }
  return null;
}
