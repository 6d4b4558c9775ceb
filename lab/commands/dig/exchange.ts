import {
  classInternet,
  type DnsMessage,
  decodeDns,
  dnsOverTcp,
  ednsRecord,
  encodeDns,
  type ReadDnsMessage,
} from '../../../network/wire/dns.ts';
import { canonicalDnsName } from '../../../network/wire/dns-name.ts';
import { isMalformed } from '../../../network/wire/field.ts';
import { type Endpoint, SocketError } from '../../host.ts';
import type { Context } from '../../shell/command.ts';
import { listensAt } from '../own-address.ts';
import { within } from '../within.ts';

/** Bytes this side takes over UDP: fits into every path without fragments (DNS flag day 2020). */
const udpSize = 1232;

export interface Question {
  readonly name: string;
  readonly type: number;
  readonly recursion: boolean;
  readonly tcp: boolean;
  /** Milliseconds to wait for one answer. */
  readonly patience: number;
  readonly tries: number;
}

export interface Exchanged {
  readonly message: ReadDnsMessage;
  readonly transport: 'UDP' | 'TCP';
  /** Bytes of the answer. */
  readonly size: number;
  readonly took: number;
}

/** Why there is no answer, as dig says it. */
export type NoAnswer = 'timed out' | 'connection refused' | 'host unreachable' | 'end of file';

/**
 * Asks one name server, over UDP and, where the answer was cut, again over TCP (RFC 7766 §5).
 * @param failed hears of each try that came to nothing; `cut` that TCP is tried next
 */
export async function exchange(
  server: Endpoint,
  question: Question,
  context: Context,
  tell: { failed(why: NoAnswer): Promise<void>; cut(): Promise<void> },
): Promise<Exchanged | null> {
  for (let attempt = 0; attempt < question.tries; attempt += 1) {
    const began = context.now();
    const query = queryOf(question, context);
    const found = question.tcp
      ? await overTcp(server, query, question, context)
      : await overUdp(server, query, question, context);
    if (typeof found === 'string') {
      await tell.failed(found);
      continue;
    }
    if (question.tcp || !found.message.truncated)
      return { ...found, transport: question.tcp ? 'TCP' : 'UDP', took: context.now() - began };
    await tell.cut();
    return exchange(server, { ...question, tcp: true }, context, tell);
  }
  return null;
}

type Found = { readonly message: ReadDnsMessage; readonly size: number } | NoAnswer;

function queryOf({ name, type, recursion }: Question, { randomBytes }: Context): DnsMessage {
  const [high = 0, low = 0] = randomBytes(2);
  return {
    id: high * 256 + low,
    recursionDesired: recursion,
    questions: [{ name, type, class: classInternet }],
    additionals: [ednsRecord(udpSize)],
  };
}

/** RFC 5452 §4: who answers must know the identifier and the question. */
function answerTo(query: DnsMessage, bytes: Uint8Array): ReadDnsMessage | null {
  const message = decodeDns(bytes);
  if (isMalformed(message) || !message.response || message.id !== query.id) return null;
  const [asked] = query.questions;
  const [said] = message.questions;
  const fits = said === undefined || canonicalDnsName(said.name) === canonicalDnsName(asked?.name ?? '');
  return fits ? message : null;
}

async function overUdp(server: Endpoint, query: DnsMessage, { patience }: Question, context: Context): Promise<Found> {
  const limit = within(patience, context);
  const signal = AbortSignal.any([context.signal, limit]);
  const own = server.address.startsWith('127.') ? '127.0.0.1' : listensAt(context.host);
  const socket = await context.host.bind({ address: own, port: 0 }, server);
  try {
    await socket.send(server, encodeDns(query));
    for (;;) {
      const { payload } = await socket.receive(signal);
      const message = answerTo(query, payload);
      if (message !== null) return { message, size: payload.length };
    }
  } catch (error) {
    return whyNot(error, limit, context);
  } finally {
    socket.close();
  }
}

async function overTcp(server: Endpoint, query: DnsMessage, { patience }: Question, context: Context): Promise<Found> {
  const limit = within(patience, context);
  const signal = AbortSignal.any([context.signal, limit]);
  try {
    const stream = await context.host.connect(server, { signal });
    try {
      await stream.write(dnsOverTcp(encodeDns(query)));
      let held = new Uint8Array(0);
      for (let bytes = await stream.read(signal); bytes !== null; bytes = await stream.read(signal)) {
        const joined = new Uint8Array(held.length + bytes.length);
        joined.set(held);
        joined.set(bytes, held.length);
        held = joined;
        const size = held.length < 2 ? Number.POSITIVE_INFINITY : (held[0] ?? 0) * 256 + (held[1] ?? 0);
        if (held.length < 2 + size) continue;
        const message = answerTo(query, held.slice(2, 2 + size));
        return message === null ? 'end of file' : { message, size };
      }
      return 'end of file';
    } finally {
      stream.close();
    }
  } catch (error) {
    return whyNot(error, limit, context);
  }
}

function whyNot(error: unknown, limit: AbortSignal, { signal }: Context): NoAnswer {
  if (signal.aborted) throw error;
  if (limit.aborted) return 'timed out';
  if (!(error instanceof SocketError)) throw error;
  switch (error.code) {
    case 'ECONNREFUSED':
      return 'connection refused';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'host unreachable';
    case 'ETIMEDOUT':
      return 'timed out';
    case 'ECONNRESET':
      return 'end of file';
    default:
      throw error;
  }
}
