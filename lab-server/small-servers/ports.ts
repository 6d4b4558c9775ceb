import type { SmallServer } from '../../lab/host.ts';

/** In the order in which `--small-ports` gives them away. */
export const smallServers = ['echo', 'discard', 'daytime', 'chargen', 'web'] as const satisfies readonly SmallServer[];

export type SmallPorts = Readonly<Record<SmallServer, number>>;

/** The well-known numbers (7, 9, 13, 19, 80) and 7000: those below 1024 are the system's. RFC 6335 §6. */
export const usualSmallPorts: SmallPorts = { echo: 7007, discard: 7009, daytime: 7013, chargen: 7019, web: 7080 };

/** The system chooses each. */
export const anySmallPorts: SmallPorts = { echo: 0, discard: 0, daytime: 0, chargen: 0, web: 0 };
