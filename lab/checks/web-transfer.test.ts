import { describe, expect, it } from 'vitest';
import type { RelayRules } from '../evidence/event.ts';
import { EvidenceLog } from '../evidence/log.ts';
import { relayToWeb, webTransfer } from './web-transfer.ts';

const slow: RelayRules = { delayMs: 50, bitsPerSecond: 8_000_000, lossPercent: 0 };
const at = (port: number) => ({ address: '127.0.0.1', port });

/** A log whose clock a test moves. */
class Story {
  ms = 0;
  readonly log = new EvidenceLog(() => this.ms);

  relay(rules: RelayRules = slow, to = 7080): this {
    this.log.append({ kind: 'relay.set', transport: 'tcp', port: 7101, to: at(to), rules, state: 'open' });
    return this;
  }

  /** A GET, straight to the web server. */
  direct(path: string, bytes: number): this {
    this.log.append({ kind: 'tcp.opened', socket: 1, local: at(40_001), remote: at(7080), role: 'client' });
    this.#asked(path, 40_001);
    this.ms += 200;
    this.log.append({ kind: 'tcp.received', socket: 1, bytes: new Uint8Array(1), length: bytes });
    return this;
  }

  /** The same through the relay, by a client outside of this page. */
  relayed(path: string, bytes: number, seconds: number): this {
    this.log.append({
      kind: 'tcp.opened',
      socket: 2,
      local: at(7101),
      remote: at(40_002),
      role: 'server',
      listener: 9,
    });
    this.log.append({ kind: 'tcp.opened', socket: 3, local: at(40_003), remote: at(7080), role: 'client' });
    this.log.append({ kind: 'relay.joined', port: 7101, client: 2, server: 3 });
    this.#asked(path, 40_003);
    this.ms += seconds * 1_000;
    this.log.append({ kind: 'tcp.sent', socket: 2, bytes: new Uint8Array(1), length: bytes });
    return this;
  }

  #asked(path: string, port: number): void {
    const request = { method: 'GET', path, status: 200, headers: {} };
    this.log.append({ kind: 'http.request', port: 7080, peer: at(port), ...request });
  }
}

const direct = webTransfer({ path: '/10mb', bytes: 10_000_000, through: 'no relay' });
const relayed = webTransfer({ path: '/10mb', bytes: 10_000_000, through: slow });
const verdict = (story: Story, check: typeof direct) => check(story.log.entries);

describe('a transfer from the web server', () => {
  it('counts what came, by the way that is wanted', () => {
    expect(verdict(new Story().direct('/10mb', 10_000_200), direct)).toMatchObject({
      passed: true,
      saying: '10,000,200 bytes for /10mb came in 0.20 s.',
    });
    expect(verdict(new Story().relay().relayed('/10mb', 10_000_200, 10.13), relayed).passed).toBe(true);
  });

  it.each<[string, Story, typeof direct, string]>([
    ['nothing', new Story(), direct, 'has not answered a GET for /10mb yet'],
    ['another path', new Story().direct('/', 600), direct, 'has not answered a GET for /10mb yet'],
    ['a part of it', new Story().direct('/10mb', 5_000), direct, '5,000 of 10,000,000 bytes'],
    ['the straight way', new Story().direct('/10mb', 10_000_200), relayed, 'nothing of it went through a relay'],
    ['the relay', new Story().relay().relayed('/10mb', 10_000_200, 10.1), direct, 'without the relay'],
    [
      'another rule',
      new Story().relay({ ...slow, delayMs: 5 }).relayed('/10mb', 10_000_200, 10.1),
      relayed,
      'a relay with delay=5ms and rate=8mbit. This step wants delay=50ms and rate=8mbit.',
    ],
    ['too soon', new Story().relay().relayed('/10mb', 10_000_200, 9), relayed, 'the sum says 10.10 s'],
    ['too late', new Story().relay().relayed('/10mb', 10_000_200, 14), relayed, 'the sum says 10.10 s'],
  ])('is not passed by %s, and says why', (_name, story, check, saying) => {
    expect(verdict(story, check).passed).toBe(false);
    expect(verdict(story, check).saying).toContain(saying);
  });
});

describe('a relay to the web server', () => {
  it('stands with the rules that are wanted, or says what is different', () => {
    const check = relayToWeb(slow);
    const asked = () => new Story().direct('/', 600);
    expect(verdict(asked().relay(), check).passed).toBe(true);
    expect(verdict(asked(), check).saying).toContain('No relay stands yet');
    expect(verdict(asked().relay(slow, 5001), check).saying).toContain('leads to port 5001. This step wants 7080');
    expect(verdict(asked().relay({ ...slow, bitsPerSecond: null }), check).saying).toContain('no rate');
  });
});
