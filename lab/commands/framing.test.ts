import { afterEach, expect, test } from 'vitest';
import { EvidenceLog } from '../evidence/log.ts';
import type { Stream } from '../host.ts';
import { MemoryComputer } from '../memory-host/memory-computer.ts';
import { MemoryHost } from '../memory-host/memory-host.ts';
import { TerminalRig } from '../memory-host/terminal-rig.ts';
import { testWorld } from '../memory-host/test-world.ts';
import { commands } from './index.ts';

const open: TerminalRig[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.shell.close();
});

type Serve = (stream: Stream) => Promise<void>;
const answer = (stream: Stream, length: number): Promise<void> =>
  stream.write(new TextEncoder().encode(`GOT ${length}\n`));

/** Takes what read() returns for a message. */
const naive: Serve = async (stream) => {
  for (let bytes = await stream.read(); bytes; bytes = await stream.read()) await answer(stream, bytes.length);
  stream.close();
};

const withBuffer: Serve = async (stream) => {
  let held: number[] = [];
  for (let bytes = await stream.read(); bytes; bytes = await stream.read()) {
    held = held.concat([...bytes]);
    for (let end = held.indexOf(10); end !== -1; end = held.indexOf(10)) {
      await answer(stream, end);
      held = held.slice(end + 1);
    }
  }
  stream.close();
};

async function desk(serve?: Serve): Promise<{ a: TerminalRig; b: TerminalRig; host: MemoryHost }> {
  const log = new EvidenceLog(testWorld.now);
  const host = new MemoryHost({ computer: new MemoryComputer(), log });
  const [a, b] = ['a', 'b'].map((terminal) => new TerminalRig({ commands, log, host, terminal }));
  if (!a || !b) throw new Error('Two terminals were made.');
  open.push(a, b);
  if (serve) {
    const listener = await host.listen({ address: '127.0.0.1', port: 5060 });
    void (async () => {
      for (;;) await serve(await listener.accept());
    })().catch(() => undefined);
  }
  return { a, b, host };
}

test('a server that splits nothing answers a long line several times', async () => {
  const { a } = await desk(naive);
  const shown = await a.run('framing send');
  expect(shown).toContain('sent 3 lines: one, two, three');
  expect(shown).toMatch(/sent 1 line of 300,000 bytes\n {2}\d+ answers: GOT \d+, GOT/);
});

test('a server with a line buffer answers every line once, however it is cut', async () => {
  const { a } = await desk(withBuffer);
  const shown = await a.run('framing send');
  expect(shown).toContain('3 answers: GOT 3, GOT 3, GOT 5');
  expect(await a.run('framing fuzz')).toContain('50 rounds, each cut in another way: 300 lines, all right.');
});

test('fuzz stops at the first wrong answer and shows what was wanted and what came', async () => {
  const { a } = await desk(naive);
  const shown = await a.run('framing fuzz');
  expect(shown).toMatch(/Round 1: 6 lines in one piece\.\n {2}wanted {2}GOT 5, GOT 0, GOT 6, .*\n {2}came {4}GOT \d+/);
});

test('without a server it says so', async () => {
  const { a } = await desk();
  expect(await a.run('framing send')).toContain('Connection refused (ECONNREFUSED)');
  expect(await a.run('framing')).toContain('Say what: send, fuzz or read.');
});

test('read decodes a frame that comes byte by byte, and refuses a length over its limit', async () => {
  const { a, host } = await desk();
  a.line('framing read');
  await a.see('Reads frames on 127.0.0.1:5061');
  const right = await host.connect({ address: '127.0.0.1', port: 5061 });
  for (const byte of [0, 0, 0, 6, 0x6e, 0x61, 0xc3, 0xaf, 0x76, 0x65]) await right.write(Uint8Array.of(byte));
  await a.see('text   naïve');
  expect(new TextDecoder().decode((await right.read()) ?? undefined)).toBe('GOT 6 bytes: naïve\n');
  right.close();
  const wrong = await host.connect({ address: '127.0.0.1', port: 5061 });
  await wrong.write(Uint8Array.of(11, 0, 0, 0, 0x6e));
  await a.see('refused: length 184,549,376 is over the limit of 65,536');
  expect(new TextDecoder().decode((await wrong.read()) ?? undefined)).toContain('REFUSED length 184,549,376');
  const torn = await host.connect({ address: '127.0.0.1', port: 5061 });
  await torn.write(Uint8Array.of(0, 0, 0, 1, 0xff));
  await a.see('these bytes are no UTF-8');
});
