import type { World } from '../link/world.ts';
import type { Endpoint } from '../stack/endpoint.ts';
import type { TcpLayer, TcpListener, TcpSocket, UdpLayer, UdpSocket } from '../stack/sockets.ts';
import { second, type Timer } from '../time/clock.ts';
import {
  type DnsMessage,
  decodeDns,
  dnsCode,
  dnsOverTcp,
  dnsPort,
  dnsUdpLimit,
  ednsOf,
  ednsRecord,
  encodeDns,
  encodeDnsWithin,
  type ReadDnsMessage,
} from '../wire/dns.ts';
import { isMalformed } from '../wire/field.ts';

/** What everything about DNS needs of its host; `Stack` has it. */
export interface DnsHost {
  readonly world: World;
  readonly name: string;
  readonly udp: UdpLayer;
  readonly tcp: TcpLayer;
}

/** Answers a question, now or later. `id`, `questions` and the flags of the question are filled in by the service. */
export type DnsResponder = (
  query: ReadDnsMessage,
  reply: (answer: Omit<DnsMessage, 'id' | 'questions'>) => void,
) => void;

/** Bytes this side takes over UDP: fits into every path without fragments (DNS flag day 2020). */
export const ednsSize = 1232;
/** How long a TCP client may be silent, ns. RFC 7766 §6.2.3 asks for a few seconds. */
const idle = 10 * second;

/** Port 53 over UDP and TCP (RFC 7766 §5: both must be there). */
export class DnsService {
  readonly #host: DnsHost;
  readonly #answer: DnsResponder;
  readonly #socket: UdpSocket;
  readonly #listener: TcpListener;

  /** Throws when port 53 is taken: two name servers on one host are our own mistake. */
  constructor(host: DnsHost, answer: DnsResponder, address = 0) {
    this.#host = host;
    this.#answer = answer;
    const socket = host.udp.bind({ address, port: dnsPort });
    const listener = host.tcp.listen({ address, port: dnsPort });
    if (typeof socket === 'string') throw new Error(`${host.name}: no name server on UDP port 53, ${socket}.`);
    if (typeof listener === 'string') throw new Error(`${host.name}: no name server on TCP port 53, ${listener}.`);
    this.#socket = socket;
    this.#listener = listener;
    socket.readable = () => {
      for (let datagram = socket.receive(); datagram; datagram = socket.receive()) {
        this.#overUdp(datagram.payload, datagram.from);
      }
    };
    listener.acceptable = () => {
      for (let connection = listener.accept(); connection; connection = listener.accept()) this.#overTcp(connection);
    };
  }

  close(): void {
    this.#socket.close();
    this.#listener.close();
  }

  #overUdp(payload: Uint8Array, from: Endpoint): void {
    const query = decodeDns(payload);
    if (isMalformed(query) || query.response) return;
    const most = Math.min(ednsOf(query)?.size ?? dnsUdpLimit, ednsSize);
    this.#ask(query, (answer) => this.#socket.send(from, encodeDnsWithin(answer, most)));
  }

  #overTcp(connection: TcpSocket): void {
    let waiting: Timer | null = null;
    const rest = () => {
      waiting?.cancel();
      waiting = this.#host.world.clock.after(idle, () => connection.close());
    };
    const stream = new DnsStream(connection, (bytes) => {
      const query = decodeDns(bytes);
      if (isMalformed(query) || query.response) return connection.abort();
      this.#ask(query, (answer) => stream.send(encodeDns(answer)));
    });
    connection.user = {
      readable: () => {
        rest();
        stream.read();
        if (connection.finished && connection.receiveQueue === 0) connection.close();
      },
      writable: () => stream.flush(),
      closed: () => waiting?.cancel(),
    };
    rest();
    stream.read();
  }

  #ask(query: ReadDnsMessage, send: (answer: DnsMessage) => void): void {
    const edns = ednsOf(query);
    const reply = (answer: Omit<DnsMessage, 'id' | 'questions'>) =>
      send({
        ...answer,
        id: query.id,
        questions: query.questions,
        response: true,
        opcode: query.opcode,
        recursionDesired: query.recursionDesired,
        additionals: [...(answer.additionals ?? []), ...(edns ? [ednsRecord(ednsSize)] : [])],
      });
    if (query.opcode !== 0) return reply({ code: dnsCode.notImp });
    if (query.questions.length !== 1 || query.promised) return reply({ code: dnsCode.formErr });
    this.#answer(query, reply);
  }
}

/** Messages over a TCP connection, each with its length in front. RFC 1035 §4.2.2. */
export class DnsStream {
  readonly #socket: TcpSocket;
  readonly #message: (bytes: Uint8Array) => void;
  #in = new Uint8Array(0);
  #out = new Uint8Array(0);

  constructor(socket: TcpSocket, message: (bytes: Uint8Array) => void) {
    this.#socket = socket;
    this.#message = message;
  }

  send(message: Uint8Array): void {
    this.#out = joined(this.#out, dnsOverTcp(message));
    this.flush();
  }

  flush(): void {
    if (this.#out.length > 0) this.#out = this.#out.slice(this.#socket.send(this.#out));
  }

  read(): void {
    this.#in = joined(this.#in, this.#socket.receive());
    for (;;) {
      const length = this.#in.length < 2 ? 0xffff : ((this.#in[0] ?? 0) << 8) | (this.#in[1] ?? 0);
      if (this.#in.length < 2 + length) return;
      const message = this.#in.slice(2, 2 + length);
      this.#in = this.#in.slice(2 + length);
      this.#message(message);
    }
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
