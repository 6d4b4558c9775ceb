import { describe, expect, it } from 'vitest';
import { EvidenceLog } from '../evidence/log.ts';
import { searchedAfterLeaving } from './traces.ts';

const at = (port: number) => ({ address: '127.0.0.1', port });
const bytes = (text: string) => new TextEncoder().encode(`${text}\n`);

class Story {
  readonly log = new EvidenceLog(() => 0);
  #job = 0;
  #socket = 2;
  say(text: string): this {
    this.#socket += 1;
    this.log.append({ kind: 'tcp.opened', socket: this.#socket, local: at(40000), remote: at(5002), role: 'client' });
    this.log.append({ kind: 'tcp.sent', socket: this.#socket, bytes: bytes(`SAY ${text}`) });
    return this;
  }
  /** What a tap does with the line: it comes in on one socket and goes out on another, which stays open. */
  pass(text: string): this {
    this.log.append({ kind: 'tcp.opened', socket: 90, local: at(5103), remote: at(40000), role: 'server' });
    this.log.append({ kind: 'tcp.opened', socket: 91, local: at(40001), remote: at(5002), role: 'client' });
    this.log.append({ kind: 'tcp.received', socket: 90, bytes: bytes(`SAY ${text}`) });
    this.log.append({ kind: 'tcp.sent', socket: 91, bytes: bytes(`SAY ${text}`) });
    return this;
  }
  leave(): this {
    this.log.append({ kind: 'tcp.closed', socket: this.#socket, how: 'fin', by: 'remote' });
    return this;
  }
  search(word: string, status = 0): this {
    this.#job += 1;
    const where = { terminal: 'b', job: this.#job, name: 'traces' };
    this.log.append({ kind: 'command.started', ...where, line: `traces ${word}` });
    this.log.append({ kind: 'command.ended', ...where, status });
    return this;
  }
  get verdict() {
    return searchedAfterLeaving(this.log.entries);
  }
}

const refused = (story: Story, says: string) =>
  expect(story.verdict).toMatchObject({ passed: false, saying: expect.stringContaining(says) });

describe('the search for traces', () => {
  it('passes with any word that was said, once everybody has left', () => {
    expect(new Story().say('a Tangerine, please').leave().search('tangerine').verdict.passed).toBe(true);
  });

  it('stays passed when somebody talks again later', () => {
    expect(new Story().say('tangerine').leave().search('tangerine').say('tangerine').verdict.passed).toBe(true);
  });

  it('asks of whoever spoke to have left, not of the tap that passed it on', () => {
    const story = new Story().say('tangerine').pass('tangerine').leave().search('tangerine');
    expect(story.verdict.passed).toBe(true);
  });

  it('misses something said', () => refused(new Story().search('tangerine'), 'Nothing was said'));

  it('misses the leaving', () => {
    refused(new Story().say('tangerine'), 'still open');
    refused(new Story().say('tangerine').search('tangerine'), 'still open');
  });

  it('misses the search', () => {
    refused(new Story().say('tangerine').leave(), 'Now search');
    refused(new Story().say('tangerine').leave().search('tangerine', 130), 'Now search');
  });

  it('misses a search after the leaving', () =>
    refused(new Story().say('tangerine').search('tangerine').leave(), 'Search again'));

  it('misses a word that was said', () =>
    refused(new Story().say('tangerine').leave().search('lemon', 1), '“lemon” was never said'));
});
