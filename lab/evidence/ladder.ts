import { type Endpoint, endpointText, type SocketRow } from '../host.ts';
import type { Attempt } from './connections.ts';
import type { Evidence } from './event.ts';
import { failedConnect } from './ladder-failed.ts';
import type { LadderRow } from './ladder-row.ts';
import { type Burst, burstsOf } from './ladder-turns.ts';
import { across, type Side, TcpEnds, type TcpState } from './tcp-ends.ts';

/** The states of both ends before anything was sent. */
export function beginningOf(attempt: Attempt): { stateLeft: TcpState; stateRight: TcpState } {
  if (attempt.outcome === 'failed')
    return { stateLeft: 'CLOSED', stateRight: attempt.code === 'ETIMEDOUT' ? 'unknown' : 'CLOSED' };
  return attempt.role === 'client'
    ? { stateLeft: 'CLOSED', stateRight: 'LISTEN' }
    : { stateLeft: 'LISTEN', stateRight: 'CLOSED' };
}

/** At most this many turns of data are drawn; the middle of a longer talk is one row that counts what it leaves out. */
const turnsShown = 12;

/**
 * The ladder of one connection (or of a connect that failed), from the evidence alone. RFC 9293 §3.5 for the opening,
 * §3.6 for the closing, §3.5.2 for resets.
 */
export function ladderOf(evidence: readonly Evidence[], attempt: Attempt): readonly LadderRow[] {
  if (attempt.outcome === 'failed') return failedConnect(evidence, attempt);
  const facts = evidence.filter((fact) => belongs(fact, attempt));
  return new Ladder(attempt).build(facts);
}

type Opened = Extract<Attempt, { outcome: 'opened' }>;

const same = (a: Endpoint, b: Endpoint): boolean => a.port === b.port && a.address === b.address;

function belongs(fact: Evidence, of: Opened): boolean {
  if (fact.seq < of.seq) return false;
  if (fact.kind === 'room.witness') return same(fact.peer, of.local) && fact.port === of.remote.port;
  if (fact.kind === 'table.read') return fact.table.source === 'kernel';
  return 'socket' in fact && fact.socket === of.socket;
}

class Ladder {
  readonly #attempt: Opened;
  readonly #ends: TcpEnds;
  readonly #rows: LadderRow[] = [];
  readonly #finished = new Set<Side>();
  #over = false;
  /** The last bytes and who sent them, while no answer has shown yet that they arrived. */
  #unanswered: Side | null = null;
  #seen = '';

  constructor(attempt: Opened) {
    this.#attempt = attempt;
    const { stateLeft, stateRight } = beginningOf(attempt);
    this.#ends = new TcpEnds(stateLeft, stateRight);
  }

  build(facts: readonly Evidence[]): readonly LadderRow[] {
    const bursts = burstsOf(facts);
    const turns = bursts.filter((burst) => burst.bytes > 0);
    const shown = new Set([...turns.slice(0, turnsShown / 2), ...turns.slice(-turnsShown / 2)]);
    let hidden = { turns: 0, bytes: 0 };
    for (const burst of bursts) {
      if (burst.bytes > 0 && !shown.has(burst)) {
        hidden = { turns: hidden.turns + 1, bytes: hidden.bytes + burst.bytes };
        this.#ends.count(burst.fact.kind === 'tcp.sent' ? 'left' : 'right', burst.bytes, true);
        continue;
      }
      if (hidden.turns > 0 && burst.bytes > 0) {
        this.#event('left', `${hidden.turns} more turns, ${hidden.bytes} bytes, are left out here`);
        hidden = { turns: 0, bytes: 0 };
      }
      this.#take(burst);
    }
    if (this.#unanswered && !this.#over) this.#acknowledge(across(this.#unanswered));
    return this.#rows;
  }

  #take({ fact, bytes, preview, times }: Burst): void {
    switch (fact.kind) {
      case 'tcp.opened':
        return this.#handshake(fact.ms);
      case 'tcp.sent':
        this.#event('left', `you wrote ${amount(bytes, times, 'write')}`, fact.ms);
        this.#segment('left', 'PSH, ACK', bytes, preview);
        this.#unanswered = 'left';
        return;
      case 'tcp.received':
        this.#segment('right', 'PSH, ACK', bytes, preview);
        this.#event('left', `you read ${amount(bytes, times, 'read')}`, fact.ms);
        this.#unanswered = 'right';
        return;
      case 'tcp.finished':
        return this.#finish(fact.by === 'local' ? 'left' : 'right', fact.ms);
      case 'tcp.closed':
        return this.#close(fact);
      case 'room.witness':
        if (fact.what.event === 'joined')
          this.#event('right', `room ${fact.room} took you in as ${fact.what.nick}`, fact.ms);
        if (fact.what.event === 'left') this.#event('right', `room ${fact.room} saw you leave`, fact.ms);
        return;
      case 'table.read':
        return this.#table(fact.table.rows, fact.ms);
      default:
        return;
    }
  }

  #handshake(ms: number): void {
    const opener: Side = this.#attempt.role === 'client' ? 'left' : 'right';
    const other = across(opener);
    this.#ends.state[opener] = 'SYN-SENT';
    this.#ends.state[other] = 'SYN-RECEIVED';
    this.#segment(opener, 'SYN', 1, '');
    this.#ends.state[opener] = 'ESTABLISHED';
    this.#segment(other, 'SYN, ACK', 1, '');
    this.#ends.state[other] = 'ESTABLISHED';
    this.#segment(opener, 'ACK', 0, '');
    const { local, remote } = this.#attempt;
    const what = opener === 'left' ? 'connect() returned' : 'accept() returned';
    this.#event('left', `${what}: ${endpointText(local)} and ${endpointText(remote)}`, ms);
  }

  #finish(side: Side, ms: number): void {
    if (this.#finished.has(side) || this.#over) return;
    this.#finished.add(side);
    if (side === 'left') this.#event('left', 'you closed your direction', ms);
    this.#ends.finSent(side);
    this.#segment(side, 'FIN, ACK', 1, '');
    if (side === 'right') this.#event('left', 'read returned 0 bytes: the other end has finished', ms);
    this.#ends.finAcknowledged(side);
    this.#acknowledge(across(side));
  }

  #close(fact: Extract<Evidence, { kind: 'tcp.closed' }>): void {
    if (this.#over) return;
    const by: Side = fact.by === 'local' ? 'left' : 'right';
    if (fact.how === 'fin') {
      this.#finish(by, fact.ms);
      this.#finish(across(by), fact.ms);
    } else if (fact.how === 'rst') {
      if (by === 'left') this.#event('left', 'you reset the connection', fact.ms);
      this.#ends.set('CLOSED', 'CLOSED');
      this.#segment(by, 'RST', 0, '');
      if (by === 'right') this.#event('left', 'read failed: ECONNRESET', fact.ms);
    } else {
      this.#ends.set('unknown', 'unknown');
      this.#event('left', 'the way to the lab server broke: from here on nobody saw this connection', fact.ms);
    }
    this.#over = true;
  }

  /** The kernel's own table is a witness for both ends, as long as both are on this computer. */
  #table(rows: readonly SocketRow[], ms: number): void {
    const { local, remote } = this.#attempt;
    const find = (from: Endpoint, to: Endpoint): TcpState | null => {
      const row = rows.find((one) => one.transport === 'tcp' && same(one.local, from) && same(one.remote, to));
      return row ? rfcName(row.state) : null;
    };
    const left = find(local, remote);
    const right = find(remote, local);
    const seen = `${left}/${right}`;
    if ((!left && !right) || seen === this.#seen) return;
    this.#seen = seen;
    this.#ends.set(left ?? this.#ends.state.left, right ?? this.#ends.state.right);
    const says = [left ? `your end ${left}` : '', right ? `the other end ${right}` : ''].filter(Boolean).join(', ');
    this.#event('left', `the kernel's table said: ${says}`, ms);
  }

  #acknowledge(from: Side): void {
    this.#unanswered = null;
    this.#segment(from, 'ACK', 0, '');
  }

  #segment(from: Side, flags: string, uses: number, label: string): void {
    const numbers = this.#ends.count(from, uses, flags.includes('ACK'));
    this.#rows.push({ basis: 'reconstructed', from, to: across(from), label, flags, numbers, ...this.#states() });
  }

  #event(at: Side, label: string, ms?: number): void {
    const when = ms === undefined ? {} : { ms };
    this.#rows.push({
      basis: 'observed',
      from: at,
      to: null,
      label,
      flags: '',
      numbers: '',
      ...this.#states(),
      ...when,
    });
  }

  #states(): { stateLeft: TcpState; stateRight: TcpState } {
    return { stateLeft: this.#ends.state.left, stateRight: this.#ends.state.right };
  }
}

const amount = (bytes: number, times: number, call: string): string =>
  `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}${times > 1 ? ` in ${times} ${call}s` : ''}`;

function rfcName(state: SocketRow['state']): TcpState | null {
  if (state === 'ESTAB') return 'ESTABLISHED';
  if (state === 'SYN-RECV') return 'SYN-RECEIVED';
  return state === 'UNCONN' ? null : state;
}
