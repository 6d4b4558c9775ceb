import { endpointText } from '../host.ts';
import type { Attempt } from './connections.ts';
import type { Evidence } from './event.ts';
import type { LadderRow } from './ladder-row.ts';

type Failed = Extract<Attempt, { outcome: 'failed' }>;

/** The ladder of a connect that did not succeed: what must have been on the wire, given the error. RFC 9293 §3.5.2. */
export function failedConnect(evidence: readonly Evidence[], attempt: Failed): readonly LadderRow[] {
  const ms = evidence.find((fact) => fact.seq === attempt.seq)?.ms;
  const at = endpointText(attempt.at);
  const row = (
    of: Pick<LadderRow, 'basis' | 'from' | 'to' | 'label' | 'flags' | 'numbers' | 'stateLeft'>,
  ): LadderRow => ({
    ...of,
    stateRight: attempt.code === 'ETIMEDOUT' ? 'unknown' : 'CLOSED',
  });
  const event = (label: string): LadderRow => ({
    ...row({ basis: 'observed', from: 'left', to: null, label, flags: '', numbers: '', stateLeft: 'CLOSED' }),
    ...(ms === undefined ? {} : { ms }),
  });
  const syn = row({
    basis: 'reconstructed',
    from: 'left',
    to: 'right',
    label: '',
    flags: 'SYN',
    numbers: 'seq=x',
    stateLeft: 'SYN-SENT',
  });
  switch (attempt.code) {
    case 'ECONNREFUSED':
      // A port without a listener answers as in §3.10.7.1: sequence number 0, and what it heard is acknowledged.
      return [
        syn,
        { ...syn, from: 'right', to: 'left', flags: 'RST, ACK', numbers: 'seq=0 ack=x+1', stateLeft: 'CLOSED' },
        event(`connect() to ${at} failed: ECONNREFUSED`),
      ];
    case 'ETIMEDOUT':
      return [
        syn,
        { ...syn, label: 'again, with longer and longer pauses' },
        event(`connect() to ${at} failed: ETIMEDOUT, nothing came back`),
      ];
    default:
      return [event(`connect() to ${at} failed: ${attempt.code}, before any segment was sent`)];
  }
}
