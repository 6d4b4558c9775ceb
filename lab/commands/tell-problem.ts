import { SocketError } from '../host.ts';
import type { Context } from '../shell/command.ts';
import { LobbyProblem } from './lobby.ts';

/** Prints what went wrong on the way to a room or the lobby. Anything else is thrown on. @returns the status 1 */
export async function tellProblem(context: Context, name: string, error: unknown): Promise<number> {
  if (context.signal.aborted) throw error;
  if (error instanceof LobbyProblem) await context.error.write(`${name}: ${error.message}\n`, 'error');
  else if (error instanceof SocketError)
    await context.error.write(`${name}: ${error.code}. ${error.message}\n`, 'error');
  else throw error;
  return 1;
}
