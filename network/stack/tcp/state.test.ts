import { expect, it } from 'vitest';
import type { TcpState } from '../sockets.ts';
import { nextState, type StateEvent } from './state.ts';

const walk = (...events: StateEvent[]): TcpState =>
  events.reduce((state: TcpState, event) => nextState(state, event), 'CLOSED' as TcpState);

it.each<[TcpState, StateEvent[]]>([
  ['LISTEN', ['passive OPEN']],
  ['SYN-SENT', ['active OPEN']],
  ['SYN-SENT', ['passive OPEN', 'SEND']],
  ['SYN-RECV', ['passive OPEN', 'SYN arrived']],
  ['SYN-RECV', ['active OPEN', 'SYN arrived']],
  ['ESTAB', ['active OPEN', 'SYN and ACK arrived']],
  ['ESTAB', ['passive OPEN', 'SYN arrived', 'ACK of SYN arrived']],
  ['FIN-WAIT-1', ['active OPEN', 'SYN and ACK arrived', 'CLOSE']],
  ['FIN-WAIT-1', ['passive OPEN', 'SYN arrived', 'CLOSE']],
  ['FIN-WAIT-2', ['active OPEN', 'SYN and ACK arrived', 'CLOSE', 'ACK of FIN arrived']],
  ['CLOSING', ['active OPEN', 'SYN and ACK arrived', 'CLOSE', 'FIN arrived']],
  ['TIME-WAIT', ['active OPEN', 'SYN and ACK arrived', 'CLOSE', 'ACK of FIN arrived', 'FIN arrived']],
  ['TIME-WAIT', ['active OPEN', 'SYN and ACK arrived', 'CLOSE', 'FIN arrived', 'ACK of FIN arrived']],
  ['CLOSE-WAIT', ['active OPEN', 'SYN and ACK arrived', 'FIN arrived']],
  ['LAST-ACK', ['active OPEN', 'SYN and ACK arrived', 'FIN arrived', 'CLOSE']],
  ['CLOSED', ['active OPEN', 'SYN and ACK arrived', 'FIN arrived', 'CLOSE', 'ACK of FIN arrived']],
  ['CLOSED', ['active OPEN', 'CLOSE']],
  ['CLOSED', ['passive OPEN', 'CLOSE']],
])('%s is reached by %j', (state, events) => {
  expect(walk(...events)).toBe(state);
});

it('ends any connection by RST, but not a listener', () => {
  expect(walk('active OPEN', 'SYN and ACK arrived', 'RST arrived')).toBe('CLOSED');
  expect(walk('passive OPEN', 'RST arrived')).toBe('LISTEN');
});
