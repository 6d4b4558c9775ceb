/** The beginning of a response. RFC 9112 §4, §5. */
export interface ResponseHead {
  /** Status line and fields as they came, without the empty line, lines ended by CRLF. */
  readonly text: string;
  readonly status: number;
  /** Names in lower case; of repeated fields the last. */
  readonly fields: ReadonlyMap<string, string>;
}

export class BrokenResponse extends Error {}

/** A source of bytes: at least one, or null at the end. */
export type Read = () => Promise<Uint8Array | null>;

/** Longest head taken, bytes: a limit of our own, as servers have one (8 to 16 KiB are usual). */
const mostHead = 64 * 1024;

/** Reads one response, however its bytes were cut. */
export class ResponseReader {
  readonly #read: Read;
  #held = new Uint8Array(0);

  constructor(read: Read) {
    this.#read = read;
  }

  /** @throws BrokenResponse */
  async head(): Promise<ResponseHead> {
    for (;;) {
      const end = indexOfBlankLine(this.#held);
      if (end >= 0) {
        const text = new TextDecoder().decode(this.#held.subarray(0, end));
        this.#held = this.#held.slice(end + 4);
        return headOf(text);
      }
      if (this.#held.length > mostHead) throw new BrokenResponse('the header section does not end');
      if (!(await this.#more())) {
        throw new BrokenResponse(
          this.#held.length === 0 ? 'Empty reply from server' : 'the connection ended inside the header section',
        );
      }
    }
  }

  /** The content, piece by piece. How it ends: RFC 9112 §6.3. @throws BrokenResponse when it is cut short */
  async *content(head: ResponseHead, isHead: boolean): AsyncGenerator<Uint8Array> {
    if (isHead || head.status === 204 || head.status === 304 || head.status < 200) return;
    if (head.fields.get('transfer-encoding')?.toLowerCase().split(',').at(-1)?.trim() === 'chunked') {
      yield* this.#chunks();
      return;
    }
    const length = head.fields.get('content-length');
    if (length === undefined) {
      do yield this.#take(this.#held.length);
      while (await this.#more());
      return;
    }
    if (!/^\d+$/.test(length)) throw new BrokenResponse(`Content-Length is no number: ${length}`);
    yield* this.#exactly(Number(length));
  }

  async *#chunks(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const size = Number.parseInt(await this.#line(), 16);
      if (Number.isNaN(size)) throw new BrokenResponse('a chunk has no size');
      if (size === 0) {
        // Trailer fields up to the empty line. RFC 9112 §7.1.2.
        while ((await this.#line()) !== '');
        return;
      }
      yield* this.#exactly(size);
      await this.#line();
    }
  }

  async *#exactly(length: number): AsyncGenerator<Uint8Array> {
    for (let missing = length; missing > 0; ) {
      if (this.#held.length === 0 && !(await this.#more()))
        throw new BrokenResponse(`the connection ended with ${missing} of ${length} bytes missing`);
      const piece = this.#take(Math.min(missing, this.#held.length));
      missing -= piece.length;
      yield piece;
    }
  }

  async #line(): Promise<string> {
    for (;;) {
      const end = this.#held.indexOf(10);
      if (end >= 0) return new TextDecoder().decode(this.#take(end + 1)).replace(/\r?\n$/, '');
      if (!(await this.#more())) throw new BrokenResponse('the connection ended inside a chunk');
    }
  }

  #take(count: number): Uint8Array {
    const piece = this.#held.slice(0, count);
    this.#held = this.#held.slice(count);
    return piece;
  }

  async #more(): Promise<boolean> {
    const bytes = await this.#read();
    if (bytes === null) return false;
    const joined = new Uint8Array(this.#held.length + bytes.length);
    joined.set(this.#held);
    joined.set(bytes, this.#held.length);
    this.#held = joined;
    return true;
  }
}

function indexOfBlankLine(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(13); at >= 0; at = bytes.indexOf(13, at + 1))
    if (bytes[at + 1] === 10 && bytes[at + 2] === 13 && bytes[at + 3] === 10) return at;
  return -1;
}

function headOf(text: string): ResponseHead {
  const [statusLine = '', ...lines] = text.split('\r\n');
  const status = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(statusLine)?.[1];
  if (status === undefined) throw new BrokenResponse(`this is no HTTP/1.1 status line: ${statusLine.slice(0, 60)}`);
  const fields = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { text, status: Number(status), fields };
}
