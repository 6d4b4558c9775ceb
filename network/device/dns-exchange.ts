import { second, type Timer } from '../time/clock.ts';
import type { Random } from '../time/random.ts';
import type { Ipv4 } from '../wire/address.ts';
import {
  classInternet,
  type DnsMessage,
  decodeDns,
  dnsPort,
  ednsRecord,
  encodeDns,
  type ReadDnsMessage,
} from '../wire/dns.ts';
import { canonicalDnsName, type DnsName } from '../wire/dns-name.ts';
import { isMalformed } from '../wire/field.ts';
import { type DnsHost, DnsStream, ednsSize } from './dns-service.ts';

export interface ExchangeOptions {
  /** RD: asks the server to find out by itself. */
  readonly recursionDesired: boolean;
  /** ns for one try */
  readonly timeout?: number;
}

/** Why a question to one server has no answer. */
export type ExchangeProblem = 'timeout' | 'unreachable' | 'refused';

const standardTimeout = 5 * second;

/**
 * One question to one server, over UDP from a port nobody can guess and with an identifier nobody can guess (RFC 5452
 * §9), and again over TCP when the answer was cut (RFC 7766 §5). What does not fit the question is not heard.
 * @param done called once, unless cancelled
 * @returns cancels
 */
export function askServer(
  host: DnsHost,
  random: Random,
  server: Ipv4,
  name: DnsName,
  type: number,
  options: ExchangeOptions,
  done: (answer: ReadDnsMessage | ExchangeProblem) => void,
): () => void {
  const query: DnsMessage = {
    id: random.below(0x1_0000),
    recursionDesired: options.recursionDesired,
    questions: [{ name, type, class: classInternet }],
    additionals: [ednsRecord(ednsSize)],
  };
  const to = { address: server, port: dnsPort };
  const fits = (answer: ReadDnsMessage): boolean => {
    const question = answer.questions[0];
    const same = question?.type === type && canonicalDnsName(question.name) === canonicalDnsName(name);
    return answer.response && answer.id === query.id && same;
  };
  let timer: Timer | null = null;
  let close: () => void = () => undefined;
  const finish = (answer: ReadDnsMessage | ExchangeProblem): void => {
    timer?.cancel();
    close();
    close = () => undefined;
    done(answer);
  };
  const overTcp = (): void => {
    const socket = host.tcp.connect(to);
    if (typeof socket === 'string') return finish('unreachable');
    const stream = new DnsStream(socket, (bytes) => {
      const answer = decodeDns(bytes);
      if (!isMalformed(answer) && fits(answer)) finish(answer);
    });
    let open = true;
    socket.user = {
      established: () => stream.send(encodeDns(query)),
      writable: () => stream.flush(),
      readable: () => stream.read(),
      closed: (end) => {
        if (!open) return;
        open = false;
        finish(end === 'refused' ? 'refused' : end === 'unreachable' ? 'unreachable' : 'timeout');
      },
    };
    close = () => {
      open = false;
      socket.close();
    };
  };
  const socket = host.udp.bind({ address: 0, port: 0 }, to);
  if (typeof socket === 'string') {
    timer = host.world.clock.after(0, () => finish('unreachable'));
    return () => timer?.cancel();
  }
  close = () => socket.close();
  socket.readable = () => {
    const problem = socket.takeError();
    if (problem) return finish(problem === 'ECONNREFUSED' ? 'refused' : 'unreachable');
    for (let datagram = socket.receive(); datagram; datagram = socket.receive()) {
      const answer = decodeDns(datagram.payload);
      if (isMalformed(answer) || !fits(answer)) continue;
      if (!answer.truncated) return finish(answer);
      socket.close();
      return overTcp();
    }
  };
  timer = host.world.clock.after(options.timeout ?? standardTimeout, () => finish('timeout'));
  if (socket.send(to, encodeDns(query)) !== null) {
    timer.cancel();
    timer = host.world.clock.after(0, () => finish('unreachable'));
  }
  return () => {
    timer?.cancel();
    close();
  };
}
