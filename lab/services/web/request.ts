/** The head of a request. RFC 9112 §3, §5. */
export interface Request {
  readonly method: string;
  readonly path: string;
  /** HTTP/1.0 or HTTP/1.1. */
  readonly minor: 0 | 1;
  /** Names in lower case; of repeated fields all values, joined by commas. RFC 9110 §5.3. */
  readonly fields: Map<string, string>;
}

/** A request that is answered with an error: which, and what was wrong with it, for whoever typed it. */
export class Refusal {
  readonly status: number;
  readonly why: string;

  constructor(status: number, why: string) {
    this.status = status;
    this.why = why;
  }
}

/** Bytes of content that a request may bring along; it is skipped. */
const BODY_BYTES = 1_048_576;

const requestLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP\/(\d)\.(\d)$/;
const fieldLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/;

/** `GET /index.html HTTP/1.1`. RFC 9112 §3. */
export function readRequestLine(text: string): Request | Refusal {
  const match = requestLine.exec(text);
  if (match === null) {
    return new Refusal(400, 'The first line must be a method, a path and the version: GET / HTTP/1.1');
  }
  const [, method = '', target = '', major, minor] = match;
  if (major !== '1') return new Refusal(505, 'This server speaks HTTP/1.1 and HTTP/1.0.');
  const path = /^https?:\/\/[^/]*(\/[^?#]*)?/i.exec(target)?.[1] ?? target.split(/[?#]/)[0] ?? '/';
  return { method, path, minor: minor === '0' ? 0 : 1, fields: new Map() };
}

/** Adds `Host: lab.test` to the request. RFC 9112 §5. */
export function readField(text: string, { fields }: Request): Refusal | null {
  const match = fieldLine.exec(text);
  if (match === null) {
    return new Refusal(
      400,
      'Each line after the first must be a name, a colon without a space before it, and a value.',
    );
  }
  const [, name = '', value = ''] = match;
  const before = fields.get(name.toLowerCase());
  fields.set(name.toLowerCase(), before === undefined ? value : `${before}, ${value}`);
  return null;
}

/** Whether the head as a whole is right. @returns the bytes of content that follow it, or what is wrong */
export function judgeHead({ fields, minor }: Request): number | Refusal {
  const host = fields.get('host');
  // RFC 9112 §3.2.
  if (minor === 1 && host === undefined) return new Refusal(400, 'HTTP/1.1 wants a Host line, such as Host: lab.test');
  if (minor === 1 && host?.includes(',')) return new Refusal(400, 'There must be one Host line, and one only.');
  // RFC 9112 §6.1: we take no transfer coding, and cannot skip one.
  if (fields.has('transfer-encoding')) return new Refusal(501, 'This server reads no content in a transfer coding.');
  const length = fields.get('content-length') ?? '0';
  if (!/^\d{1,15}$/.test(length)) return new Refusal(400, 'Content-Length must be a number of bytes.');
  if (Number(length) > BODY_BYTES) return new Refusal(413, `Content of more than ${BODY_BYTES} bytes is not taken.`);
  return Number(length);
}

/** RFC 9112 §9.3: whether the connection stays for the next request. */
export function keepsConnection({ fields, minor }: Request): boolean {
  const wishes = (fields.get('connection') ?? '').toLowerCase().split(/[ \t]*,[ \t]*/);
  return minor === 1 ? !wishes.includes('close') : wishes.includes('keep-alive');
}
