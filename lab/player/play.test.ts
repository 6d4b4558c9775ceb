import { describe, expect, it } from 'vitest';
import { fill } from './fill.ts';
import { type Classroom, type PlayedTerminal, play } from './play.ts';

/** A terminal that echoes what is typed and answers a line when told to. */
class Recorder implements PlayedTerminal {
  transcript = '';
  readonly typed: string[] = [];
  readonly #answer: (line: string) => string;
  readonly #listeners = new Set<() => void>();

  constructor(answer: (line: string) => string = () => '') {
    this.#answer = answer;
  }

  type(data: string): void {
    this.typed.push(data);
    this.show(data.replace('\r', '\n'));
    queueMicrotask(() => this.show(this.#answer(data.trim())));
  }

  show(text: string): void {
    this.transcript += text;
    for (const listener of this.#listeners) listener();
  }

  onTranscript(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

const classroomOf = (terminals: Record<string, Recorder>) => {
  const answers: string[] = [];
  const classroom: Classroom = {
    terminal: (name) => terminals[name] ?? new Recorder(),
    answer: (question, option) => answers.push(`${question}=${option}`),
    ports: { blue: 6001 },
  };
  return { classroom, answers };
};

describe('the player', () => {
  it('types lines with the ports in use, presses keys and answers questions', async () => {
    const a = new Recorder();
    const b = new Recorder();
    const { classroom, answers } = classroomOf({ a, b });
    await play(
      [
        { choose: 'server', question: '0.1a' },
        { type: 'nc 127.0.0.1 {blue}' },
        { press: 'ctrl-c' },
        { press: 'ctrl-d', in: 'b' },
      ],
      classroom,
    );
    expect(a.typed).toEqual(['nc 127.0.0.1 6001\r', '\x03']);
    expect(b.typed).toEqual(['\x04']);
    expect(answers).toEqual(['0.1a=server']);
  });

  it('waits for a text that comes after the last line typed, not for its echo', async () => {
    const a = new Recorder((line) => (line === 'first' ? 'one\n' : 'two\n'));
    const { classroom } = classroomOf({ a });
    await play([{ type: 'first' }, { see: 'one' }, { type: 'second' }, { see: 'two' }], classroom);
    await expect(play([{ type: 'hello' }, { see: 'hello' }], classroom, 20)).rejects.toThrow('“hello”');
  });

  it('keeps what a named group saw for later lines', async () => {
    const a = new Recorder((line) => (line === 'scan' ? 'Connection to 127.0.0.1 5432 port succeeded\n' : ''));
    await play(
      [{ type: 'scan' }, { see: /(?<hidden>5\d{3}) port/g }, { type: 'nc {hidden}' }],
      classroomOf({ a }).classroom,
    );
    expect(a.typed.at(-1)).toBe('nc 5432\r');
  });

  it('says what the terminal shows when a text does not come', async () => {
    const a = new Recorder(() => 'Connection refused\n');
    const failed = play([{ type: 'nc 127.0.0.1 5999' }, { see: /succeeded/ }], classroomOf({ a }).classroom, 20);
    await expect(failed).rejects.toThrow(
      'Seeing /succeeded/ did not happen in terminal a. It shows:\nConnection refused',
    );
  });
});

describe('fill', () => {
  it('replaces the names it knows and leaves other braces alone', () => {
    expect(fill('nc {host} {blue} {toString} {}', { blue: 5001 })).toBe('nc {host} 5001 {toString} {}');
  });
});
