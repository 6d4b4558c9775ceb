import { describe, expect, test } from 'vitest';
import { passes, saying } from './judged.ts';
import { at, Scenario } from './scenario.ts';
import { udpGot, udpLetGo, udpLost, udpRefused, udpUnheard } from './udp.ts';

const text = (words: string) => new TextEncoder().encode(words);

/** Socket 1 holds port 5007. */
const held = () => new Scenario().add({ kind: 'udp.bound', socket: 1, local: at(5007) });
const connected = (scenario: Scenario) =>
  scenario.add({ kind: 'udp.bound', socket: 2, local: at(40_001), peer: at(5007) });

describe('datagrams that came', () => {
  test('are counted at the port, and those of a virtual host are not', () => {
    const scenario = held().add(
      { kind: 'udp.received', socket: 1, from: at(40_001), bytes: text('one') },
      { kind: 'udp.bound', socket: 1, local: at(5007, '10.0.0.1'), host: 'pc1' },
      { kind: 'udp.received', socket: 1, from: at(40_001), bytes: text('two'), host: 'pc1' },
    );
    expect(passes(udpGot(5007, 1), scenario)).toBe('1 datagram came to UDP port 5007.');
    expect(saying(udpGot(5007, 2), scenario)).toBe('1 datagram came to UDP port 5007 so far. This step wants 2.');
    expect(saying(udpGot(5008, 1), scenario)).toContain('No program of yours has held UDP port 5008');
  });
});

describe('nobody is there any more', () => {
  const gone = () => connected(held()).add({ kind: 'udp.closed', socket: 1 });

  test('a connected socket is told, an unconnected one is not', () => {
    expect(saying(udpRefused(5007), connected(held()))).toContain('still holds UDP port 5007');
    expect(passes(udpLetGo(5007), gone())).toContain('any more');
    const scenario = gone();
    expect(saying(udpRefused(5007), scenario)).toContain('Send one more line');
    scenario.add({ kind: 'udp.failed', socket: 2, code: 'ECONNREFUSED' });
    passes(udpRefused(5007), scenario);
    scenario.add({ kind: 'udp.sent', socket: 2, to: at(5007), bytes: text('x') });
    expect(saying(udpUnheard(5007), scenario)).toContain('No unconnected socket');
    scenario.add({ kind: 'udp.bound', socket: 3, local: at(40_002) });
    passes(udpUnheard(5007), scenario.add({ kind: 'udp.sent', socket: 3, to: at(5007), bytes: text('x') }));
  });

  test('while somebody holds the port, nothing is unheard', () => {
    const scenario = held().add({ kind: 'udp.bound', socket: 3, local: at(40_002) });
    scenario.add({ kind: 'udp.sent', socket: 3, to: at(5007), bytes: text('x') });
    expect(saying(udpUnheard(5007), scenario)).toContain('a program of yours held UDP port 5007 and got it');
    expect(saying(udpLetGo(5007), scenario)).toContain('still holds');
  });
});

describe('a flood', () => {
  const flood = (sent: readonly string[], received: number, drops?: number) => {
    const scenario = held().add({ kind: 'udp.bound', socket: 2, local: at(40_001) });
    for (const words of sent) scenario.add({ kind: 'udp.sent', socket: 2, to: at(5007), bytes: text(words) });
    for (const words of sent.slice(0, received))
      scenario.add({ kind: 'udp.received', socket: 1, from: at(40_001), bytes: text(words) });
    if (drops !== undefined) scenario.table({ transport: 'udp', state: 'UNCONN', local: at(5007), drops });
    return scenario;
  };
  const three = ['1', '2', '3'];

  test('has lost what was sent and not received, once its reader is gone', () => {
    const scenario = flood(three, 1, 2);
    expect(saying(udpLost(5007, 2), scenario)).toContain('let it go yet');
    scenario.add({ kind: 'udp.closed', socket: 1 });
    expect(passes(udpLost(5007, 2), scenario)).toContain('Sent: 3. Received: 1. Lost: 2.');
    expect(saying(udpLost(5007, 3), scenario)).toContain('got 1 of 3');
  });

  test('does not count where something was sent twice, a sender was told, or the system counts otherwise', () => {
    const close = { kind: 'udp.closed', socket: 1 } as const;
    saying(udpLost(5007, 1), flood(['1', '1', '2'], 1).add(close));
    saying(udpLost(5007, 1), flood(three, 1).add({ kind: 'udp.failed', socket: 2, code: 'ECONNREFUSED' }, close));
    saying(udpLost(5007, 1), flood(three, 1, 1).add(close));
    passes(udpLost(5007, 1), flood(three, 1).add(close));
  });
});
