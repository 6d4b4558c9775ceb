import { usualPorts } from './lab-context.ts';

const names: Readonly<Record<string, string>> = {
  ...{ blue: 'room blue', green: 'room green', lobby: 'the lobby' },
  ...{ echo: 'echo', discard: 'discard', daytime: 'daytime', chargen: 'chargen', web: 'the web server' },
};

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/**
 * What to know when the lab server was started with other ports than the text names, in one calm sentence or two; null
 * while they are the usual ones. Only the services that a lesson speaks of.
 */
export const portsHere = (ports: Readonly<Record<string, number>>): string | null => {
  const moved = Object.keys(names).filter((name) => ports[name] !== undefined && ports[name] !== usualPorts[name]);
  if (moved.length === 0) return null;
  const now = moved.map((name) => `${names[name]} is at port ${ports[name]}`);
  const usual = list(moved.map((name) => String(usualPorts[name])));
  return `On this computer ${list(now)}. Where the text says ${usual}, read ${moved.length > 1 ? 'these numbers' : 'this number'} instead; the commands of the steps already do.`;
};
