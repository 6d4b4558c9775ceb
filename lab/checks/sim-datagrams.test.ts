import { describe, expect, test } from 'vitest';
import type { Fact } from '../evidence/event.ts';
import { passes, saying } from './judged.ts';
import { at, Scenario } from './scenario.ts';
import { simShuffled } from './sim-datagrams.ts';

const run = { from: 'pc1', to: 'pc2', port: 7010, count: 3 };
const bytes = (text: string) => new TextEncoder().encode(`${text} tick\n`);

const sent = (order: readonly string[], socket = 1): Fact[] => [
  { kind: 'udp.bound', socket, local: at(40_000 + socket), host: 'pc1' },
  ...order.map((text): Fact => ({ kind: 'udp.sent', socket, to: at(7010), bytes: bytes(text), host: 'pc1' })),
];
const got = (order: readonly string[], from = 1): Fact[] =>
  order.map((text) => ({ kind: 'udp.received', socket: 9, from: at(40_000 + from), bytes: bytes(text), host: 'pc2' }));
const listening: Fact = { kind: 'udp.bound', socket: 9, local: at(7010), host: 'pc2' };
const three = ['1', '2', '3'];

describe('datagrams in another order', () => {
  test('all came, and not as they were sent', () => {
    const scenario = new Scenario().add(listening, ...sent(three), ...got(['2', '1', '3']));
    expect(passes(simShuffled(run), scenario)).toContain('came as 2 1 3');
  });

  test('in order, incomplete, too few, or of another run is not it', () => {
    expect(saying(simShuffled(run), new Scenario().add(listening))).toContain('has not sent 3');
    expect(saying(simShuffled(run), new Scenario().add(listening, ...sent(['1', '2']), ...got(['2', '1'])))).toContain(
      'has not sent 3',
    );
    expect(saying(simShuffled(run), new Scenario().add(listening, ...sent(three), ...got(['2', '1'])))).toContain(
      'Of 3 datagrams 2 came',
    );
    expect(saying(simShuffled(run), new Scenario().add(listening, ...sent(three), ...got(three)))).toContain(
      'in the order',
    );
    const other = new Scenario().add(listening, ...sent(three), ...sent(three, 2), ...got(['3', '2', '1'], 5));
    saying(simShuffled(run), other);
  });
});
