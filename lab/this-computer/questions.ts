import type { PageMessage, ServerMessage } from '../bridge/messages.ts';
import { SocketError } from '../host.ts';

type What = Extract<PageMessage, { type: 'ask' }>['what'];
type Answer<W extends What> = Extract<ServerMessage, { type: W }>;

interface Asked {
  resolve(message: ServerMessage): void;
  reject(error: Error): void;
}

/** Questions to the lab server that have one answer each. */
export class Questions {
  readonly #way: { say(message: PageMessage): void };
  readonly #asked = new Map<number, Asked>();
  #calls = 0;

  constructor(way: { say(message: PageMessage): void }) {
    this.#way = way;
  }

  async ask<W extends What>(what: W): Promise<Answer<W>> {
    const call = ++this.#calls;
    const answer = await new Promise<ServerMessage>((resolve, reject) => {
      this.#asked.set(call, { resolve, reject });
      this.#way.say({ type: 'ask', call, what });
    });
    if (isAnswerTo(answer, what)) return answer;
    throw new SocketError(
      'EINVAL',
      answer.type === 'unanswered' ? answer.saying : 'The lab server answered something else.',
    );
  }

  /** @returns whether this message was an answer. */
  take(message: ServerMessage): boolean {
    if (!('call' in message)) return false;
    this.#asked.get(message.call)?.resolve(message);
    this.#asked.delete(message.call);
    return true;
  }

  /** No answers will come any more. */
  fail(error: Error): void {
    for (const { reject } of this.#asked.values()) reject(error);
    this.#asked.clear();
  }
}

const isAnswerTo = <W extends What>(message: ServerMessage, what: W): message is Answer<W> => message.type === what;
