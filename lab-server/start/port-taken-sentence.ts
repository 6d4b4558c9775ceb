import type { PortTaken } from '../rooms/port-taken.ts';
import { portHolder } from './port-holder.ts';

const cures: Readonly<Record<string, string>> = {
  page: 'npm start -- --port 4001',
  lobby: 'npm start -- --lobby-port 6000',
  room: 'npm start -- --chat-ports 6001-6099',
};

/** Which port, who has it as far as we may know, and what to type instead. */
export const portTakenSentence = (taken: PortTaken, holderOf: (port: number) => string | null = portHolder): string => {
  const holder = holderOf(taken.port);
  const kind = taken.purpose === 'page' || taken.purpose === 'lobby' ? taken.purpose : 'room';
  return [
    `Port ${taken.port} on ${taken.host}, meant for ${taken.purpose === 'page' ? 'the page' : `the ${taken.purpose}`}, is taken${holder ? ` by ${holder}` : ''}.`,
    `Stop that program, or choose other ports:  ${cures[kind]}`,
  ].join('\n');
};

/** The same for one of the small servers: everything else runs. */
export const leftOutSentence = (taken: PortTaken, holderOf: (port: number) => string | null = portHolder): string => {
  const holder = taken.purpose.endsWith('UDP') ? null : holderOf(taken.port);
  return [
    `Port ${taken.port} on 127.0.0.1, meant for ${taken.purpose}, is taken${holder ? ` by ${holder}` : ''}, so ${taken.purpose} is left out; a few labs need it.`,
    'To have it, stop that program and start again, or choose other ports:  npm start -- --small-ports 6201-6205',
  ].join('\n');
};
