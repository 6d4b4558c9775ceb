/** The states of RFC 9293 §3.3.2 by the RFC's own names; `unknown` where nobody could see any more. */
export type TcpState =
  | 'CLOSED'
  | 'LISTEN'
  | 'SYN-SENT'
  | 'SYN-RECEIVED'
  | 'ESTABLISHED'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSE-WAIT'
  | 'CLOSING'
  | 'LAST-ACK'
  | 'TIME-WAIT'
  | 'unknown';

/** The left end is ours (the socket that the page holds), the right end the peer's. */
export type Side = 'left' | 'right';

export const across = (side: Side): Side => (side === 'left' ? 'right' : 'left');

/** What an end becomes when it sends its FIN, when it reads the peer's, and when its own is acknowledged. §3.6 */
const onSendFin: Partial<Record<TcpState, TcpState>> = {
  'SYN-RECEIVED': 'FIN-WAIT-1',
  ESTABLISHED: 'FIN-WAIT-1',
  'CLOSE-WAIT': 'LAST-ACK',
};
const onReceiveFin: Partial<Record<TcpState, TcpState>> = {
  ESTABLISHED: 'CLOSE-WAIT',
  'FIN-WAIT-1': 'CLOSING',
  'FIN-WAIT-2': 'TIME-WAIT',
};
const onFinAcknowledged: Partial<Record<TcpState, TcpState>> = {
  'FIN-WAIT-1': 'FIN-WAIT-2',
  CLOSING: 'TIME-WAIT',
  'LAST-ACK': 'CLOSED',
};

const names: Record<Side, string> = { left: 'x', right: 'y' };

/** `x` with nothing counted yet, `x+14` later: the first number is chosen by the system and nobody captured it. */
const numberText = (side: Side, offset: number): string => (offset === 0 ? names[side] : `${names[side]}+${offset}`);

/** Both ends of one connection: their states and how far each has counted. Numbers are relative to the unknown ISNs. */
export class TcpEnds {
  readonly state: Record<Side, TcpState>;
  readonly #next: Record<Side, number> = { left: 0, right: 0 };

  constructor(left: TcpState, right: TcpState) {
    this.state = { left, right };
  }

  /** The numbers that a segment from `from` carries; then counts what it uses up: each byte, SYN and FIN one. §3.4 */
  count(from: Side, uses: number, acknowledges: boolean): string {
    const sequence = `seq=${numberText(from, this.#next[from])}`;
    this.#next[from] += uses;
    return acknowledges ? `${sequence} ack=${this.acknowledgment(from)}` : sequence;
  }

  /** The next number that `from` expects of the other end. */
  acknowledgment(from: Side): string {
    return numberText(across(from), this.#next[across(from)]);
  }

  set(left: TcpState, right: TcpState): void {
    this.state.left = left;
    this.state.right = right;
  }

  finSent(from: Side): void {
    const to = across(from);
    this.state[from] = onSendFin[this.state[from]] ?? this.state[from];
    this.state[to] = onReceiveFin[this.state[to]] ?? this.state[to];
  }

  finAcknowledged(of: Side): void {
    this.state[of] = onFinAcknowledged[this.state[of]] ?? this.state[of];
  }
}
