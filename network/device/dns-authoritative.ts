import { type DnsMessage, type DnsRecord, dnsCode, type ReadDnsMessage } from '../wire/dns.ts';
import { canonicalDnsName, type DnsName } from '../wire/dns-name.ts';
import { type DnsHost, DnsService } from './dns-service.ts';
import { isWithin, Zone, type ZoneData } from './dns-zone.ts';

/** Aliases followed within our own zones for one question. */
const mostAliases = 8;

type Answer = Omit<DnsMessage, 'id' | 'questions'>;

/** What a server with these zones says. RFC 1034 §4.3.2. */
export function answerFromZones(zones: readonly Zone[], query: ReadDnsMessage): Answer {
  const question = query.questions[0];
  if (!question) return { code: dnsCode.formErr };
  const answers: DnsRecord[] = [];
  let name = canonicalDnsName(question.name);
  for (let aliases = 0; aliases <= mostAliases; aliases += 1) {
    const zone = closestZone(zones, name);
    // Beyond our zones an alias is the asker's to follow (RFC 1034 §4.3.2 step 3a).
    if (!zone) return answers.length > 0 ? { authoritative: true, answers } : { code: dnsCode.refused };
    const found = zone.ask(name, question.type);
    switch (found.kind) {
      case 'answer':
        answers.push(...found.records);
        return { authoritative: true, answers, additionals: mentioned(zone, found.records) };
      case 'alias':
        answers.push(found.record);
        if (answers.some((record) => record.name === found.target)) return { authoritative: true, answers };
        name = found.target;
        break;
      case 'referral':
        return {
          authoritative: answers.length > 0,
          answers,
          authorities: found.servers,
          additionals: found.glue,
        };
      default: {
        const code = found.kind === 'no-name' ? dnsCode.nxDomain : dnsCode.noError;
        return { authoritative: true, code, answers, authorities: [found.soa] };
      }
    }
  }
  return { authoritative: true, answers };
}

/** The longest origin that holds the name. */
function closestZone(zones: readonly Zone[], name: DnsName): Zone | null {
  let closest: Zone | null = null;
  for (const zone of zones) {
    if (isWithin(name, zone.origin) && (!closest || isWithin(zone.origin, closest.origin))) closest = zone;
  }
  return closest;
}

/** Addresses of the names in MX, NS and SRV records, to save a question. RFC 1034 §4.3.2 step 6. */
function mentioned(zone: Zone, records: readonly DnsRecord[]): DnsRecord[] {
  return records.flatMap(({ data }) => {
    if (data.is === 'MX') return zone.addresses(data.exchange);
    if (data.is === 'NS') return zone.addresses(data.name);
    return data.is === 'SRV' ? zone.addresses(data.target) : [];
  });
}

/** A name server that speaks for its zones and for nothing else. */
export class AuthoritativeServer {
  readonly #service: DnsService;
  #zones: readonly Zone[] = [];

  constructor(host: DnsHost, zones: readonly ZoneData[]) {
    this.serve(zones);
    this.#service = new DnsService(host, (query, reply) => reply(answerFromZones(this.#zones, query)));
  }

  get zones(): readonly Zone[] {
    return this.#zones;
  }

  serve(zones: readonly ZoneData[]): void {
    this.#zones = zones.map((data) => new Zone(data));
  }

  close(): void {
    this.#service.close();
  }
}
