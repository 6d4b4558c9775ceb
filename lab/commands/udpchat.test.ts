import { afterEach, describe, expect, test } from 'vitest';
import { chatMadeWhole, chatWithHoles, relayLoses } from '../checks/udp-chat.ts';
import { EvidenceLog } from '../evidence/log.ts';
import { MemoryHost } from '../memory-host/memory-host.ts';
import { TerminalRig } from '../memory-host/terminal-rig.ts';
import { testWorld } from '../memory-host/test-world.ts';
import { commands } from './index.ts';
import { Bench } from './test-bench.ts';
import { decodeMessage, encodeMessage, type Message } from './udpchat/messages.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

function desk() {
  const log = new EvidenceLog(testWorld.now);
  const host = new MemoryHost({ log });
  const terminals = ['a', 'b', 'c'].map((terminal) => new TerminalRig({ commands, log, host, terminal }));
  const [a, b, c] = terminals;
  if (!a || !b || !c) throw new Error('Three terminals were made.');
  open.push(...terminals.map(({ shell }) => shell));
  return { a, b, c, log };
}

const through = { relay: 7101, meets: 5011, least: 30 };

describe('udpchat', () => {
  test('the first holds the port, the others meet there, and what one says reaches all', async () => {
    const { a, b, c } = desk();
    a.line('udpchat 5011');
    await a.see('You are the first: you hold UDP port 5011');
    b.line('udpchat 5011');
    await b.see('You are');
    c.line('udpchat 5011');
    await c.see('You are');
    await a.see(/is here[\s\S]*is here/);
    b.line('hello');
    await a.see(/1 {2}\d+: hello/);
    await c.see(/1 {2}\d+: hello/);
    a.line('hi both');
    await b.see('hi both');
    await c.see('hi both');
    expect(b.seen).not.toContain(': hello');
    a.type('\x03');
    expect(await a.see('Heard 1 line')).toContain('0 came twice');
  });

  test('through a wire that loses some, lines are missing; with --ack none is, and none is shown twice', async () => {
    const { a, b, log } = desk();
    a.line('udpchat 5011');
    await a.see('You are the first');
    await b.run('relay add udp 7101 -> 5011 loss=20%');
    expect(relayLoses(through)(log.entries).passed).toBe(true);
    expect(chatWithHoles(through)(log.entries).saying).toContain('Nobody has said 30 lines');
    expect(await b.run('udpchat --say 60 7101')).toContain('Said 60 lines');
    expect(chatWithHoles(through)(log.entries).passed).toBe(true);
    expect(chatMadeWhole(through)(log.entries).saying).toContain('Nobody has said 30 numbered lines');
    expect(await b.run('udpchat --ack --say 30 7101')).toMatch(/30 acknowledged, [1-9]\d* datagrams sent again/);
    expect(chatMadeWhole(through)(log.entries)).toMatchObject({ passed: true });
    const shown = [...a.seen.matchAll(/: (line \d+)\n/g)].map(([, line]) => line).slice(-30);
    expect(shown).toEqual(Array.from({ length: 30 }, (_, index) => `line ${index + 1}`));
  }, 30_000);

  test('says no lines to nobody: whoever comes first has to stay and hold the port', async () => {
    const { a } = desk();
    expect(await a.run('udpchat --say 30 5011')).toContain('30 lines would be said to nobody');
    expect(a.seen).not.toContain('You are the first');
  });

  test('nobody at the port of another host: the connected socket is told', async () => {
    const network = new Bench();
    open.push(network.scene);
    expect(await network.run('pc1', 'udpchat pc2 5011')).toContain('ECONNREFUSED');
    await network.type('pc2', 'udpchat 5011\r');
    expect(await network.run('pc1', 'udpchat --ack --say 3 pc2 5011')).toContain(
      '3 acknowledged, 0 datagrams sent again',
    );
    expect(network.shell('pc2').transcript).toContain('line 3');
  });

  test('says what is wrong with a line', async () => {
    const { a } = desk();
    expect(await a.run('udpchat')).toContain('Say where');
    expect(await a.run('udpchat --say 0 5011')).toContain('from 1 to 200');
    expect(await a.run('udpchat 1 2 3')).toContain('A room or a port is enough');
  });
});

describe('the messages of udpchat', () => {
  test.each<Message>([
    { is: 'join' },
    { is: 'line', text: 'hello  there' },
    { is: 'line', text: '' },
    { is: 'data', number: 17, text: 'ACK 3' },
    { is: 'ack', number: 999_999_999 },
  ])('%o comes back as it was', (message) => {
    expect(decodeMessage(encodeMessage(message))).toEqual(message);
  });

  test.each(['', 'HELLO', 'ACK', 'ACK 0', 'ACK 01', 'ACK 1 2', 'DATA x y', 'DATA -1 x', 'JOIN now'])(
    '%j is none',
    (words) => {
      expect(decodeMessage(new TextEncoder().encode(words))).toBeNull();
    },
  );
});
