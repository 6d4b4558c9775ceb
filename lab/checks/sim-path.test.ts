import { describe, expect, it } from 'vitest';
import type { NetworkFact } from '../../network/trace/event.ts';
import type { Evidence, Fact } from '../evidence/event.ts';
import { chosen, simForetold } from './sim-foretold.ts';
import { simLoss } from './sim-loss.ts';
import { simSilentHop } from './sim-silent-hop.ts';

const log = (facts: readonly (Fact | NetworkFact)[]): Evidence[] =>
  facts.map((fact, seq) => {
    const known: Fact =
      fact.kind === 'answered'
        ? fact
        : { kind: 'network', scene: 's', run: 0, event: { at: seq, ...(fact as NetworkFact) } };
    return { ...known, seq, ms: seq };
  });

const ip = (protocol: number, source: readonly number[], destination: readonly number[], ttl: number): number[] => [
  ...[0x45, 0, 0, 56, 0, 1, 0, 0, ttl, protocol, 0, 0],
  ...source,
  ...destination,
];
const ethernet = (to: number, from: number): number[] => [
  ...[0, 0, 0x5e, 0, 0x53, to],
  ...[0, 0, 0x5e, 0, 0x53, from],
  ...[8, 0],
];
const pc = [192, 168, 1, 10];
const server = [198, 51, 100, 20];

const frame = (from: string, bytes: readonly number[]): NetworkFact => ({
  kind: 'frame.sent',
  frame: 1,
  link: 'cable1',
  from,
  to: 'x:eth0',
  bytes: Uint8Array.from(bytes),
  starts: 0,
  ends: 0,
  arrives: 0,
  queued: 0,
});

describe('what the learner foretold', () => {
  const foretold = [
    { question: 'q-source', field: 'source MAC' },
    { question: 'q-ttl', field: 'TTL' },
  ] as const;
  const answer = (question: string, option: string): Fact => ({ kind: 'answered', question, option });
  const check = simForetold('s', { from: 'r2:eth1', test: () => true, foretold });
  const passing = frame('r2:eth1', [...ethernet(5, 4), ...ip(1, pc, server, 62)]);

  it('has to be chosen for every field', () => {
    expect(chosen(foretold)(log([answer('q-source', 'x')])).saying).toBe('Nothing is chosen yet for the TTL.');
    expect(chosen(foretold)(log([answer('q-source', 'x'), answer('q-ttl', '62')])).passed).toBe(true);
  });

  it('has to stand in the frame, and a choice may be corrected', () => {
    const wrong = [answer('q-source', '00:00:5e:00:53:04'), answer('q-ttl', '63')];
    expect(check(log(wrong)).saying).toBe('No such frame has left r2:eth1 yet.');
    expect(check(log([...wrong, passing])).saying).toContain('You chose 63 as the TTL. The frame carries 62.');
    expect(check(log([...wrong, passing, answer('q-ttl', '62')])).passed).toBe(true);
  });
});

describe('a hop that keeps quiet', () => {
  const check = simSilentHop('s', { to: '198.51.100.20', silent: '10.0.0.2', after: '10.0.1.2' });
  const address: NetworkFact = {
    kind: 'address.changed',
    device: 'r2',
    interface: 'eth0',
    mac: '00:00:5e:00:53:03',
    up: true,
    addresses: [{ address: '10.0.0.2', prefixLength: 24 }],
    how: 'set',
  };
  const died: NetworkFact = {
    kind: 'frame.dropped',
    frame: 1,
    where: 'r2',
    reason: 'ttl',
    bytes: Uint8Array.from([...ethernet(3, 2), ...ip(17, pc, server, 1)]),
    says: 'gone',
  };
  const report = (from: readonly number[]): NetworkFact =>
    frame('r2:eth0', [...ethernet(2, 3), ...ip(1, from, pc, 64), 11, 0, 0, 0, 0, 0, 0, 0, ...ip(17, pc, server, 1)]);
  const ofR2 = report([10, 0, 0, 2]);
  const ofR3 = report([10, 0, 1, 2]);

  it('is one where packets died without a report, and a later one reported', () => {
    expect(check(log([address])).saying).toBe('No trace to 198.51.100.20 has run yet.');
    expect(check(log([address, died, ofR2, ofR3])).saying).toContain(
      'In the last trace 10.0.0.2 reported what it dropped.',
    );
    expect(check(log([address, died, died])).saying).toContain('Wait until the trace has gone past it.');
    expect(check(log([address, died, ofR2, ofR3, died, died, ofR3])).passed).toBe(true);
  });
});

it('knows how much a cable was set to lose', () => {
  const set = (loss: number): NetworkFact => ({
    kind: 'link.changed',
    link: 'cable1',
    ends: ['a:eth0', 'b:eth0'],
    up: true,
    quality: {
      rate: 1e8,
      delay: 0,
      jitter: 0,
      queue: 0,
      loss,
      duplicate: 0,
      reorder: 0,
      reorderBy: 0,
      bitErrors: 0,
    },
  });
  const check = simLoss('s', 'cable1', 0.3);
  expect(check(log([set(0)])).saying).toBe('The cable cable1 loses nothing. This step wants it to lose 30 %.');
  expect(check(log([set(0), set(0.3)])).at).toEqual([1]);
});
