import { judgeAddress, loopback6 } from '../../lab/bridge/lab-address.ts';
import type { PortRange, Reach } from '../../lab/bridge/messages.ts';
import type { Endpoint, Service, SocketErrorCode } from '../../lab/host.ts';

/** What a page may reach and where it may listen. Everything else is refused with a sentence that says why. */
export const reach: Reach = {
  network: '127.0.0.0/8',
  ports: [
    { from: 5_000, to: 5_999 },
    { from: 7_000, to: 7_999 },
  ],
};

/** `endpoint` is a clean copy, the only thing that may be handed to the operating system. */
export type Judgement =
  | { readonly allowed: true; readonly endpoint: Endpoint }
  /** `code` where the system itself would have refused; REFUSED-BY-LAB if none is given. */
  | { readonly allowed: false; readonly why: string; readonly code?: SocketErrorCode };

export interface Standing {
  services(): readonly Service[];
  /** Whether this bridge itself holds the port at this address: a page listened or bound with port 0. */
  holds(transport: 'tcp' | 'udp', at: Endpoint): boolean;
  /** Whether the operating system chose this port for the page before: a program binds, and listens or connects later. */
  wasGiven?(port: number): boolean;
}

/** May a page connect, or send a datagram, to this address and port? Names are never resolved. */
export function judgeDestination(transport: 'tcp' | 'udp', to: Endpoint, standing: Standing): Judgement {
  const refusal = judgeAddress(to.address);
  if (refusal !== null) return { allowed: false, why: refusal };
  const endpoint: Endpoint = { address: to.address, port: to.port };
  if (
    isPort(to.port) &&
    (inRanges(to.port) || isService(transport, endpoint, standing) || standing.holds(transport, endpoint))
  ) {
    return { allowed: true, endpoint };
  }
  return { allowed: false, why: `Port ${to.port} is outside the lab. ${portsSentence(standing)}` };
}

/** May a page listen or bind here? Port 0 lets the operating system choose. A port in use is for the system to tell. */
export function judgeLocal(at: Endpoint, standing: Standing): Judgement {
  const refusal = judgeAddress(at.address);
  if (refusal !== null) return { allowed: false, why: refusal };
  const endpoint: Endpoint = { address: at.address, port: at.port };
  // The number of a service too, by UDP or at another loopback address: lesson 4.1 asks the system for exactly that.
  const isServiceNumber = standing.services().some((service) => service.port === at.port);
  if (at.port === 0 || (isPort(at.port) && (inRanges(at.port) || isServiceNumber || standing.wasGiven?.(at.port)))) {
    return { allowed: true, endpoint };
  }
  return { allowed: false, why: `Port ${at.port} is not yours to listen on here. ${listenSentence()}` };
}

const isPort = (port: number): boolean => Number.isInteger(port) && port > 0 && port <= 65_535;
const inRanges = (port: number): boolean => reach.ports.some(({ from, to }) => port >= from && port <= to);
/** Services stand on 127.0.0.1, some on ::1 too; the same number at another address is somebody else's. */
export const isService = (transport: string, at: Endpoint, standing: Pick<Standing, 'services'>): boolean =>
  standing
    .services()
    .some((service) => service.port === at.port && service.transport === transport && standsAt(service, at.address));

/** Whether a service has this address of the loopback. Where else it listens is nothing that a page may dial. */
export const standsAt = ({ also }: Service, address: string): boolean =>
  address === '127.0.0.1' || (address === loopback6 && also?.includes(loopback6) === true);

const rangeText = ({ from, to }: PortRange): string => `${from} to ${to}`;
const rangesText = reach.ports.map(rangeText).join(' and ');
const listenSentence = (): string => `Listen on ports ${rangesText}, or on port 0 for any free one.`;

function portsSentence(standing: Standing): string {
  const outside = standing.services().filter((service) => !inRanges(service.port));
  const names = outside.map((service) => `${service.name} on ${service.port}`);
  return `It reaches ports ${[rangesText, ...names].join(', ')}, on this computer only.`;
}
