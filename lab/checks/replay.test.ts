import { describe, expect, it } from 'vitest';
import { EvidenceLog } from '../evidence/log.ts';
import { replayed } from './replay.ts';

const at = (port: number) => ({ address: '127.0.0.1', port });
const bytes = (text: string) => new TextEncoder().encode(`${text}\n`);
const check = replayed({ tap: 5101, verb: 'PASS', room: 'lets in' });

class Story {
  readonly log = new EvidenceLog(() => 0);
  tapListens(): this {
    this.log.append({ kind: 'tcp.listening', socket: 1, local: at(5101) });
    return this;
  }
  /** A guest whose line passes through the tap: the tap's two sockets, as the page holds both. */
  through(line: string): this {
    this.log.append({ kind: 'tcp.opened', socket: 2, local: at(5101), remote: at(40000), role: 'server', listener: 1 });
    this.log.append({ kind: 'tcp.opened', socket: 3, local: at(40001), remote: at(5001), role: 'client' });
    this.log.append({ kind: 'tcp.received', socket: 3, bytes: bytes('HELLO chat/1 room=blue auth=password') });
    this.log.append({ kind: 'tcp.sent', socket: 2, bytes: bytes('HELLO chat/1 room=blue auth=password') });
    this.log.append({ kind: 'tcp.received', socket: 2, bytes: bytes(line) });
    this.log.append({ kind: 'tcp.sent', socket: 3, bytes: bytes(line) });
    this.log.append({ kind: 'tcp.received', socket: 3, bytes: bytes('OK you=anon-111') });
    return this;
  }
  fresh(line?: string, answer?: string, room = 'blue'): this {
    this.log.append({ kind: 'tcp.opened', socket: 4, local: at(40002), remote: at(5001), role: 'client' });
    this.log.append({ kind: 'tcp.received', socket: 4, bytes: bytes(`HELLO chat/1 room=${room} auth=password`) });
    if (line) this.log.append({ kind: 'tcp.sent', socket: 4, bytes: bytes(line) });
    if (answer) this.log.append({ kind: 'tcp.received', socket: 4, bytes: bytes(answer) });
    return this;
  }
  get verdict() {
    return check(this.log.entries);
  }
}

const refused = (story: Story, says: string) =>
  expect(story.verdict).toMatchObject({ passed: false, saying: expect.stringContaining(says) });

describe('a replay', () => {
  it('passes when the captured line opened the door again', () => {
    const story = new Story().tapListens().through('PASS first-hop').fresh('PASS first-hop', 'OK you=anon-222');
    expect(story.verdict.passed).toBe(true);
  });

  it('misses the tap', () => refused(new Story(), 'No tap listens on port 5101'));

  it('misses a connection through the tap', () => refused(new Story().tapListens(), 'nothing has passed through it'));

  it('misses a line to copy', () => refused(new Story().tapListens().through('WHO'), 'no line that begins with PASS'));

  it('is not the forwarding of the captured connection itself', () =>
    refused(new Story().tapListens().through('PASS first-hop'), 'Open a fresh connection'));

  it('misses the line on a fresh connection', () =>
    refused(new Story().tapListens().through('PASS first-hop').fresh(), 'has not gone out on it yet'));

  it('misses the same line, when another one was sent', () =>
    refused(
      new Story().tapListens().through('PASS first-hop').fresh('PASS other', 'NO wrong-password'),
      'not the line',
    ));

  it('tells the marks of the tap from the line', () => {
    const copied = (line: string) =>
      new Story().tapListens().through('PASS first-hop').fresh(line, 'ERR unknown-command');
    refused(copied('1 →  PASS first-hop\\n'), 'the tap’s own marks');
    refused(copied('PASS first-hop\\n'), 'the tap’s own marks');
  });

  it('misses an answer', () =>
    refused(new Story().tapListens().through('PASS first-hop').fresh('PASS first-hop'), 'no answer has come yet'));

  it('misses an OK, when the room said NO', () =>
    refused(
      new Story().tapListens().through('PASS first-hop').fresh('PASS first-hop', 'NO wrong-password'),
      'the room answered NO',
    ));

  it('does not count in another room', () =>
    refused(
      new Story().tapListens().through('PASS first-hop').fresh('PASS first-hop', 'OK you=anon-1', 'red'),
      'Open a fresh connection to the room',
    ));

  it('can be asked to fail', () => {
    const wants = replayed({ tap: 5101, verb: 'PROVE', room: 'turns away' });
    const story = new Story().tapListens().through('PROVE 00ff').fresh('PROVE 00ff', 'NO wrong-password');
    expect(wants(story.log.entries).passed).toBe(true);
    const accepted = new Story().tapListens().through('PROVE 00ff').fresh('PROVE 00ff', 'OK you=anon-1');
    expect(wants(accepted.log.entries)).toMatchObject({
      passed: false,
      saying: expect.stringContaining('answered OK'),
    });
  });
});
