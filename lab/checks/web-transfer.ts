import type { Evidence, RelayRules } from '../evidence/event.ts';
import { endpointText } from '../host.ts';
import type { Check } from './check.ts';
import { grouped, missing, seen } from './verdict.ts';

export interface TransferWanted {
  /** `/10mb` */
  readonly path: string;
  /** Bytes of content. */
  readonly bytes: number;
  /** Through a relay with these rules, or past every relay. */
  readonly through: RelayRules | 'no relay';
}

/** How far from the sum a time may be: the clock of a page is coarse, and a computer may be busy. */
const [EARLY, LATE, BUSY] = [0.94, 1.2, 1] as const;

/** Seconds from the request to the last byte. */
const sumOf = (bytes: number, { bitsPerSecond, delayMs }: RelayRules): number =>
  (bitsPerSecond === null ? 0 : (bytes * 8) / bitsPerSecond) + (2 * delayMs) / 1_000;

/** One request that the web server answered, and the connection that brought the answer to whoever asked. */
interface Transfer {
  readonly rules: RelayRules | null;
  readonly bytes: number;
  readonly seconds: number;
  readonly seq: number;
}

/**
 * The web server says that it answered a GET for this path with 200, and so many bytes went back to whoever asked, by
 * the clock of this page. Through a relay the time is that of the connection from the client to the relay, whoever
 * the client is: a command of this page, or a program outside. It must be near the sum: size ÷ rate, and the delay
 * there and back.
 */
export function webTransfer({ path, bytes, through }: TransferWanted): Check {
  const direct = through === 'no relay';
  const sum = direct ? null : sumOf(bytes, through);
  return (evidence) => {
    const all = transfersOf(evidence, path);
    const way = all.filter(({ rules }) => (rules === null) === direct);
    if (way.length === 0) {
      if (all.length === 0) return missing(`The web server has not answered a GET for ${path} yet.`);
      return missing(
        direct
          ? `The web server answered for ${path} through your relay. This step wants its own port, without the relay.`
          : `The web server answered for ${path}, and nothing of it went through a relay. This step wants the port of the relay.`,
      );
    }
    const kept = way.filter(({ rules }) => direct || (rules !== null && sameRules(rules, through)));
    const other = way.at(-1)?.rules;
    if (kept.length === 0 && other)
      return missing(
        `It went through a relay with ${rulesSaid(other)}. This step wants ${rulesSaid(through as RelayRules)}.`,
      );
    const whole = kept.filter((one) => one.bytes >= bytes);
    const last = kept.at(-1);
    if (whole.length === 0) return missing(`${grouped(last?.bytes ?? 0)} of ${grouped(bytes)} bytes have come so far.`);
    const good = whole.find((one) => sum === null || (one.seconds >= sum * EARLY && one.seconds <= sum * LATE + BUSY));
    if (good === undefined)
      return missing(
        `${path} came in ${whole.at(-1)?.seconds.toFixed(2)} s, and the sum says ${sum?.toFixed(2)} s. Was this page hidden meanwhile? Ask once more.`,
      );
    return seen(`${grouped(good.bytes)} bytes for ${path} came in ${good.seconds.toFixed(2)} s.`, [good.seq]);
  };
}

/** A relay to the web server stands, open, with these rules. Which port that is, the server's own witness told. */
export function relayToWeb(rules: RelayRules): Check {
  return (evidence) => {
    const request = evidence.findLast((fact) => fact.kind === 'http.request' && fact.host === undefined);
    const port = request?.kind === 'http.request' ? request.port : null;
    const latest = new Map<string, Extract<Evidence, { kind: 'relay.set' }>>();
    for (const fact of evidence) if (fact.kind === 'relay.set') latest.set(`${fact.transport} ${fact.port}`, fact);
    const standing = [...latest.values()].filter(({ state }) => state !== 'removed');
    if (standing.length === 0) return missing('No relay stands yet. `relay add` puts one up.');
    const right = standing.filter((one) => one.transport === 'tcp' && (port === null || one.to.port === port));
    const last = standing.at(-1);
    if (right.length === 0) return missing(`Your relay leads to port ${last?.to.port}. This step wants ${port}.`);
    const fit = right.find((one) => one.state === 'open' && sameRules(one.rules, rules));
    if (fit) return seen(`The relay on port ${fit.port} stands: ${rulesSaid(rules)}.`, [fit.seq]);
    const wrong = right.at(-1);
    if (wrong && wrong.state !== 'open') return missing(`The relay on port ${wrong.port} is ${wrong.state}.`);
    return missing(
      `The relay on port ${wrong?.port} has ${rulesSaid(wrong?.rules ?? rules)}. This step wants ${rulesSaid(rules)}.`,
    );
  };
}

function transfersOf(evidence: readonly Evidence[], path: string): Transfer[] {
  const clients = new Map<string, number>();
  const behind = new Map<number, number>();
  const rules = new Map<number, RelayRules>();
  const ends = new Map<
    number,
    { opened: number; port: number; out: number; back: number; lastOut: number; lastBack: number }
  >();
  const requests: { socket: number; rules: RelayRules | null; end: number; seq: number }[] = [];
  for (const fact of evidence) {
    if ('host' in fact && fact.host !== undefined) continue;
    switch (fact.kind) {
      case 'tcp.opened':
        if (fact.role === 'client') clients.set(`${endpointText(fact.local)} ${fact.remote.port}`, fact.socket);
        ends.set(fact.socket, { opened: fact.ms, port: fact.local.port, out: 0, back: 0, lastOut: 0, lastBack: 0 });
        break;
      case 'tcp.sent': {
        const end = ends.get(fact.socket);
        if (!end) break;
        end.out += fact.length ?? fact.bytes.length;
        end.lastOut = fact.ms;
        break;
      }
      case 'tcp.received': {
        const end = ends.get(fact.socket);
        if (!end) break;
        end.back += fact.length ?? fact.bytes.length;
        end.lastBack = fact.ms;
        break;
      }
      case 'relay.set':
        if (fact.transport === 'tcp') rules.set(fact.port, fact.rules);
        break;
      case 'relay.joined':
        behind.set(fact.server, fact.client);
        break;
      case 'http.request': {
        if (fact.method !== 'GET' || fact.path !== path || fact.status !== 200) break;
        const socket = clients.get(`${endpointText(fact.peer)} ${fact.port}`);
        if (socket === undefined) break;
        const client = behind.get(socket);
        const port = client === undefined ? undefined : ends.get(client)?.port;
        const kept = port === undefined ? null : (rules.get(port) ?? null);
        requests.push({ socket, rules: kept, end: client ?? socket, seq: fact.seq });
        break;
      }
      default:
    }
  }
  return requests.flatMap(({ rules: kept, end: id, seq }) => {
    const end = ends.get(id);
    if (!end) return [];
    const [bytes, last] = kept === null ? [end.back, end.lastBack] : [end.out, end.lastOut];
    return [{ rules: kept, bytes, seconds: Math.max(0, last - end.opened) / 1_000, seq }];
  });
}

const sameRules = (one: RelayRules, other: RelayRules): boolean =>
  one.delayMs === other.delayMs && one.bitsPerSecond === other.bitsPerSecond && one.lossPercent === other.lossPercent;

function rulesSaid({ delayMs, bitsPerSecond }: RelayRules): string {
  const rate = bitsPerSecond === null ? 'no rate' : `rate=${bitsPerSecond / 1e6}mbit`;
  return `delay=${delayMs}ms and ${rate}`;
}
