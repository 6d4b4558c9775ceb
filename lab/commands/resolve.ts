import type { Context } from '../shell/command.ts';
import { abortable } from './abortable.ts';
import { readAddress } from './address.ts';

const dotted = /^[\d.]+$/;

/** The address of a name, as this host would find it: its hosts file, then its name server. @throws SocketError, WrongUsage */
export async function resolved({ host, signal }: Context, word: string): Promise<string> {
  if (dotted.test(word)) return readAddress(word);
  return abortable(host.resolve(word, signal), signal);
}
