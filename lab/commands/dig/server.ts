import { ipv4Text } from '../../../network/wire/address.ts';
import type { Endpoint } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { NotHere } from '../../shell/not-here.ts';
import { stationOf } from '../below/door.ts';
import { resolved } from '../resolve.ts';

/**
 * Whom to ask: the servers that were named, or those of this host.
 * @param example how to name one, for the sentence
 * @throws NotHere where there is none
 */
export async function serversFor(
  named: string | undefined,
  port: number,
  context: Context,
  example: string,
): Promise<readonly Endpoint[]> {
  if (named !== undefined) return [{ address: await resolved(context, named), port }];
  const { device } = context.host;
  if (!device)
    throw new NotHere(
      `The lab does not use the name servers of your computer. Name one that runs here: \`${example}\`.`,
    );
  const own = stationOf(device).resolver.servers;
  if (own.length === 0) throw new NotHere(`${device.name} knows no name server. Name one: \`${example}\`.`);
  return own.map((address) => ({ address: ipv4Text(address), port }));
}
