import { dnsCode, dnsPort, type ReadDnsMessage } from '../../../network/wire/dns.ts';
import type { Endpoint } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { exchange } from './exchange.ts';
import { dotted } from './names.ts';
import { serversFor } from './server.ts';

/** As host(1) and nslookup(1) wait, ms. */
const usual = { tries: 2, patience: 5000 };

/** An answer to a question asked in the short way, and by whom. */
export interface Asked {
  readonly server: Endpoint;
  readonly message: ReadDnsMessage;
}

/** Asks the servers in turn, with recursion. @returns null when nobody answered */
export async function ask(
  name: string,
  type: number,
  named: string | undefined,
  context: Context,
  example: string,
): Promise<Asked | null> {
  const question = { name: dotted(name), type, recursion: true, tcp: false, ...usual };
  const quiet = { failed: async () => {}, cut: async () => {} };
  let last: Asked | null = null;
  for (const server of await serversFor(named, dnsPort, context, example)) {
    const found = await exchange(server, question, context, quiet);
    if (found === null) continue;
    last = { server, message: found.message };
    if (found.message.code === dnsCode.noError || found.message.code === dnsCode.nxDomain) return last;
  }
  return last;
}
