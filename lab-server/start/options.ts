import { isIPv4 } from 'node:net';
import { parseArgs } from 'node:util';
import { type SmallPorts, smallServers, usualSmallPorts } from '../small-servers/ports.ts';

export interface StartOptions {
  /** `asked` false: any free port will do when the usual one is taken. */
  readonly port: { readonly number: number; readonly asked: boolean };
  readonly lobbyPort: number;
  readonly chatPorts: { readonly from: number; readonly to: number };
  readonly smallPorts: SmallPorts;
  /** A class: open to the local network. `address`: only at this one of the machine's own. */
  readonly lan?: { readonly address?: string };
  /** Development: where the Next server listens on this machine. */
  readonly devSite?: string;
}

export const usage = `First Hop

  npm start                                   opens the course at http://127.0.0.1:4000/
  npm start -- --port 4001                    the page on another port
  npm start -- --lobby-port 6000              the lobby on another port (4999 unless said)
  npm start -- --chat-ports 6001-6099         the rooms on other ports (5001-5099 unless said)
  npm start -- --small-ports 6201-6205        echo, discard, daytime, chargen and web on other ports, in this order
                                              (7007, 7009, 7013, 7019 and 7080 unless said)
  npm start -- --lan                          for a class: opens course and rooms to the local network, after saying
                                              what that exposes; visitors need the code that it prints
  npm start -- --lan --lan-address 192.168.1.7   the same on one network only
`;

export class UsageError extends Error {}

/** @throws UsageError with a sentence that says which option is wrong and what it takes */
export const parseStartOptions = (argv: readonly string[]): StartOptions => {
  const values = readValues(argv);
  const port = values.port === undefined ? undefined : portOf('--port', values.port, 0);
  return {
    port: { number: port ?? 4000, asked: port !== undefined },
    lobbyPort: values['lobby-port'] === undefined ? 4999 : portOf('--lobby-port', values['lobby-port'], 0),
    chatPorts: rangeOf(values['chat-ports'] ?? '5001-5099'),
    smallPorts: values['small-ports'] === undefined ? usualSmallPorts : smallPortsOf(values['small-ports']),
    ...lanOf(values.lan === true, values['lan-address']),
    ...(values['dev-site'] === undefined ? {} : { devSite: values['dev-site'] }),
  };
};

const readValues = (argv: readonly string[]) => {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        'lobby-port': { type: 'string' },
        'chat-ports': { type: 'string' },
        lan: { type: 'boolean' },
        'lan-address': { type: 'string' },
        'small-ports': { type: 'string' },
        'dev-site': { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const lanOf = (lan: boolean, address: string | undefined): Pick<StartOptions, 'lan'> => {
  if (!lan && address !== undefined) throw new UsageError('--lan-address says where --lan opens, so it needs --lan.');
  if (address !== undefined && !isIPv4(address)) {
    throw new UsageError(
      `--lan-address takes an IPv4 address of this computer, such as 192.168.1.7, not "${address}".`,
    );
  }
  if (!lan) return {};
  return { lan: address === undefined ? {} : { address } };
};

export const wantsHelp = (argv: readonly string[]): boolean => argv.includes('--help') || argv.includes('-h');

const portOf = (option: string, text: string, lowest: number): number => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port >= lowest && port <= 65_535))
    throw new UsageError(`${option} takes a port from ${lowest} to 65535, not "${text}".`);
  return port;
};

const rangeOf = (text: string): { from: number; to: number } => {
  const match = /^(\d{1,5})-(\d{1,5})$/.exec(text);
  const from = Number(match?.[1]);
  const to = Number(match?.[2]);
  if (!match || from < 1 || to > 65_535 || to - from < 1) {
    throw new UsageError(`--chat-ports takes a range of at least two ports, such as 6001-6099, not "${text}".`);
  }
  return { from, to };
};

const smallPortsOf = (text: string): SmallPorts => {
  const match = /^(\d{1,5})-(\d{1,5})$/.exec(text);
  const from = Number(match?.[1]);
  const to = Number(match?.[2]);
  if (!match || from < 1 || to > 65_535 || to - from !== smallServers.length - 1) {
    throw new UsageError(
      `--small-ports takes ${smallServers.length} ports in a row, such as 6201-6205, not "${text}".`,
    );
  }
  return { echo: from, discard: from + 1, daytime: from + 2, chargen: from + 3, web: to };
};
