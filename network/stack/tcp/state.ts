import type { TcpState } from '../sockets.ts';

/** What moves a connection, in the words of RFC 9293 §3.3.2 (figure 5) and §3.10. */
export type StateEvent =
  | 'active OPEN'
  | 'passive OPEN'
  | 'SEND'
  | 'CLOSE'
  | 'ABORT'
  | 'SYN arrived'
  | 'SYN and ACK arrived'
  | 'ACK of SYN arrived'
  | 'FIN arrived'
  | 'ACK of FIN arrived'
  | 'RST arrived'
  | 'two segment lifetimes passed'
  | 'user timeout'
  | 'destination unreachable';

/**
 * Figure 5 as a table. What is not in it cannot happen or changes nothing. Where the figure draws "FIN and ACK of FIN
 * arrived" out of FIN-WAIT-1 as one arrow, two steps are taken: the ACK is processed before the FIN (§3.10.7.4).
 */
const figure: Readonly<Record<TcpState, Readonly<Partial<Record<StateEvent, TcpState>>>>> = {
  CLOSED: { 'active OPEN': 'SYN-SENT', 'passive OPEN': 'LISTEN' },
  LISTEN: { 'SYN arrived': 'SYN-RECV', SEND: 'SYN-SENT', 'active OPEN': 'SYN-SENT', CLOSE: 'CLOSED' },
  'SYN-SENT': { 'SYN and ACK arrived': 'ESTAB', 'SYN arrived': 'SYN-RECV', CLOSE: 'CLOSED' },
  'SYN-RECV': { 'ACK of SYN arrived': 'ESTAB', CLOSE: 'FIN-WAIT-1' },
  ESTAB: { CLOSE: 'FIN-WAIT-1', 'FIN arrived': 'CLOSE-WAIT' },
  'FIN-WAIT-1': { 'ACK of FIN arrived': 'FIN-WAIT-2', 'FIN arrived': 'CLOSING' },
  'FIN-WAIT-2': { 'FIN arrived': 'TIME-WAIT' },
  'CLOSE-WAIT': { CLOSE: 'LAST-ACK' },
  CLOSING: { 'ACK of FIN arrived': 'TIME-WAIT' },
  'LAST-ACK': { 'ACK of FIN arrived': 'CLOSED' },
  'TIME-WAIT': { 'two segment lifetimes passed': 'CLOSED' },
};

/** These end any connection that is not closed (§3.10.5, §3.10.7, §3.10.8, §3.9.2.2). */
const endings: ReadonlySet<StateEvent> = new Set([
  'ABORT',
  'RST arrived',
  'user timeout',
  'destination unreachable',
] as const);

/** @returns the state after `event`; the same one where the figure has no arrow */
export function nextState(state: TcpState, event: StateEvent): TcpState {
  const next = figure[state][event];
  if (next) return next;
  // A listener hears of RSTs too and stays: §3.10.7.2, first check.
  return endings.has(event) && state !== 'LISTEN' ? 'CLOSED' : state;
}

/** Our SYN is acknowledged and theirs has arrived: §3.3.2 from ESTABLISHED on. */
export const isSynchronized = (state: TcpState): boolean =>
  state !== 'CLOSED' && state !== 'LISTEN' && state !== 'SYN-SENT' && state !== 'SYN-RECV';

/** May what stands in the send buffer (data, then FIN) go out? */
export const maySendText = (state: TcpState): boolean =>
  state === 'ESTAB' || state === 'CLOSE-WAIT' || state === 'FIN-WAIT-1' || state === 'CLOSING' || state === 'LAST-ACK';

/** May data still arrive? §3.10.7.4, seventh check. */
export const mayReceiveText = (state: TcpState): boolean =>
  state === 'ESTAB' || state === 'FIN-WAIT-1' || state === 'FIN-WAIT-2';
