import type { Listener, Stream } from '../host.ts';
import { glued } from './glued.ts';

/** What a room of a learner may get wrong. */
export type Fault =
  | 'greets-late'
  | 'greeting-without-end'
  | 'wrong-protocol'
  | 'serial'
  | 'guess-without-end'
  | 'hears-strangers'
  | 'not-to-sender'
  | 'python-bytes'
  | 'empty-piece'
  | 'names-with-commas'
  | 'lists-visitors'
  | 'joins-itself'
  | 'no-left'
  | 'ghosts'
  | 'bare-line-closes'
  | 'bye-without-fin'
  | 'history'
  | 'read-is-line'
  | 'first-line-only'
  | 'one-buffer'
  | 'keeps-cr'
  | 'capitals-only'
  | 'no-limit'
  | 'latin-1'
  | 'replaces-latin-1'
  | 'dies-of-latin-1'
  | 'raw-controls'
  | 'ten-members'
  | 'dies-of-reset'
  | 'dies-of-quiet-reset'
  | 'waits-for-the-slow';

interface Member {
  readonly stream: Stream;
  readonly nick: string;
  buffer: Uint8Array;
  inside: boolean;
  wrong: number;
  waiting: number;
  closing: boolean;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });
const MOST_WAITING = 65_536;

/** For tests of the tester: a room of few lines, right unless it is given a fault. Speaks chat/1 with a password. */
export class StudentRoom {
  readonly #listener: Listener;
  readonly #password: string;
  readonly #faults: ReadonlySet<Fault>;
  readonly #members = new Set<Member>();
  readonly #said: string[] = [];
  /** Who ever was here. */
  readonly #known: string[] = [];
  #shared: Uint8Array = new Uint8Array(0);
  #count = 0;
  #entered = 0;

  constructor(listener: Listener, password: string, ...faults: readonly Fault[]) {
    this.#listener = listener;
    this.#password = password;
    this.#faults = new Set(faults);
  }

  /** Until it is closed, or dies of its fault. */
  async run(): Promise<void> {
    for (;;) {
      const stream = await this.#listener.accept();
      const served = this.#serve(stream);
      if (this.#faults.has('serial')) await served;
      else void served.catch(() => this.#listener.close());
    }
  }

  async #serve(stream: Stream): Promise<void> {
    this.#count += 1;
    const nick = `anon-${this.#count}`;
    const me: Member = { stream, nick, buffer: new Uint8Array(0), inside: false, wrong: 0, waiting: 0, closing: false };
    const hello = this.#faults.has('wrong-protocol') ? 'Hello, chat/1' : 'HELLO chat/1';
    const end = this.#faults.has('greeting-without-end') ? '' : '\n';
    if (this.#faults.has('greets-late')) await stream.read();
    await this.#send(me, `${hello} room=student auth=password${end}`);
    try {
      for (let bytes = await stream.read(); bytes !== null; bytes = await stream.read()) await this.#arrived(me, bytes);
    } catch (problem) {
      const dies =
        this.#faults.has('dies-of-reset') || (this.#faults.has('dies-of-quiet-reset') && this.#members.has(me));
      if (dies || problem instanceof Died) throw problem;
    }
    await this.#leave(me);
    stream.close();
  }

  async #arrived(me: Member, bytes: Uint8Array): Promise<void> {
    if (this.#faults.has('read-is-line')) return this.#line(me, bytes.at(-1) === 10 ? bytes.subarray(0, -1) : bytes);
    const shared = this.#faults.has('one-buffer');
    let rest = glued([shared ? this.#shared : me.buffer, bytes]);
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      const line = rest.subarray(0, end);
      rest = rest.subarray(end + 1);
      if (this.#faults.has('first-line-only')) rest = new Uint8Array(0);
      await this.#line(me, line);
      if (me.closing) return;
      if (this.#faults.has('empty-piece') && rest.length === 0) await this.#line(me, rest);
    }
    if (shared) this.#shared = rest.slice();
    else me.buffer = rest.slice();
  }

  async #line(me: Member, bytes: Uint8Array): Promise<void> {
    if (bytes.length > 1_025 && !this.#faults.has('no-limit'))
      return this.#send(me, 'ERR line-too-long At most 1,024 bytes.\n');
    let text: string;
    try {
      text = decoder.decode(bytes);
    } catch {
      if (this.#faults.has('dies-of-latin-1')) throw new Died();
      if (this.#faults.has('replaces-latin-1')) text = new TextDecoder().decode(bytes);
      else if (this.#faults.has('latin-1')) text = String.fromCharCode(...bytes);
      else return this.#send(me, 'ERR not-utf8 Those bytes are no UTF-8.\n');
    }
    if (!this.#faults.has('keeps-cr')) text = text.replace(/\r$/, '');
    const [first = '', ...rest] = text.split(' ');
    const verb = this.#faults.has('capitals-only') ? first : first.toUpperCase();
    if (verb === 'BYE') return this.#bye(me);
    if (verb === 'PASS' && !me.inside) return this.#pass(me, rest.join(' '));
    if (!me.inside && !this.#faults.has('hears-strangers'))
      return this.#send(me, 'ERR need-password Type PASS and the password.\n');
    if (verb === 'SAY') return this.#say(me, rest.join(' '));
    if (verb === 'WHO') return this.#who(me);
    await this.#send(me, 'ERR unknown-command Type SAY and your text.\n');
    if (this.#faults.has('bare-line-closes')) me.stream.end();
  }

  async #pass(me: Member, word: string): Promise<void> {
    if (word === this.#password) {
      if (this.#faults.has('ten-members') && this.#entered >= 10)
        return this.#send(me, 'ERR room-full Ten are enough.\n');
      this.#entered += 1;
      if (this.#faults.has('joins-itself')) await this.#send(me, `JOIN ${me.nick}\n`);
      await this.#send(me, `OK you=${me.nick}\n`);
      await this.#toAll(`JOIN ${me.nick}\n`);
      if (this.#faults.has('history')) for (const line of this.#said) await this.#send(me, line);
      me.inside = true;
      this.#known.push(me.nick);
      this.#members.add(me);
      return;
    }
    me.wrong += 1;
    await this.#send(me, 'NO wrong-password\n');
    if (me.wrong < 3 || this.#faults.has('guess-without-end')) return;
    me.closing = true;
    me.stream.end();
  }

  async #say(me: Member, text: string): Promise<void> {
    const plain = this.#faults.has('raw-controls') ? text : text.replace(/(?!\t)\p{Cc}/gu, '\ufffd');
    const shown = this.#faults.has('python-bytes') ? `b'${plain}'` : plain;
    const line = `MSG ${me.nick} ${shown}\n`;
    this.#said.push(line);
    await this.#toAll(line, this.#faults.has('not-to-sender') ? me : undefined);
  }

  async #who(me: Member): Promise<void> {
    const nicks = this.#faults.has('ghosts') ? this.#known : this.#inside.map(({ nick }) => nick);
    if (this.#faults.has('lists-visitors')) nicks.push('None');
    const list = nicks.join(this.#faults.has('names-with-commas') ? ', ' : ' ');
    await this.#send(me, `HERE ${nicks.length} ${list}\n`);
  }

  async #bye(me: Member): Promise<void> {
    await this.#send(me, 'BYE\n');
    if (this.#faults.has('bye-without-fin')) return;
    me.closing = true;
    me.stream.end();
  }

  get #inside(): Member[] {
    return [...this.#members];
  }

  async #toAll(line: string, but?: Member): Promise<void> {
    for (const member of this.#inside) if (member !== but) await this.#send(member, line);
  }

  async #send(member: Member, text: string): Promise<void> {
    const bytes = encoder.encode(text);
    member.waiting += bytes.length;
    const written = member.stream.write(bytes).then(
      () => {
        member.waiting -= bytes.length;
      },
      (problem: unknown) => {
        if (this.#faults.has('dies-of-reset')) throw problem;
        return this.#leave(member);
      },
    );
    if (this.#faults.has('waits-for-the-slow') || this.#faults.has('dies-of-reset')) return written;
    if (member.waiting > MOST_WAITING) {
      await this.#leave(member);
      member.stream.reset();
    }
  }

  async #leave(me: Member): Promise<void> {
    if (!this.#members.delete(me)) return;
    this.#entered -= 1;
    if (!this.#faults.has('no-left')) await this.#toAll(`LEFT ${me.nick}\n`, me);
  }
}

class Died extends Error {}
