import { describe, expect, it } from 'vitest';
import { plug } from '../link/cable.ts';
import { worldOf } from '../link/world.ts';
import { Clock, second } from '../time/clock.ts';
import { Random } from '../time/random.ts';
import type { NetworkEvent } from '../trace/event.ts';
import { ipv4Text, parseIpv4 } from '../wire/address.ts';
import { dnsCode } from '../wire/dns.ts';
import { dnsType } from '../wire/dns-data.ts';
import { AuthoritativeServer } from './dns-authoritative.ts';
import { RecursiveServer } from './dns-recursive.ts';
import { followAliases, type StubAnswer, StubResolver } from './dns-stub.ts';
import type { ZoneData } from './dns-zone.ts';
import { Host } from './host.ts';
import { Switch } from './switch.ts';

const ip = (text: string) => parseIpv4(text) ?? 0;
const soa = {
  primary: 'ns.nic.test.',
  mailbox: 'admin.nic.test.',
  serial: 1,
  refresh: 3600,
  retry: 600,
  expire: 86_400,
  minimum: 60,
};

const root: ZoneData = {
  origin: '.',
  ttl: 3600,
  soa,
  records: [
    { name: '@', type: 'NS', target: 'a.root.test.' },
    { name: 'test', type: 'NS', target: 'ns.nic.test.' },
    { name: 'ns.nic.test', type: 'A', address: '10.0.0.2' },
  ],
};
const test: ZoneData = {
  origin: 'test',
  ttl: 3600,
  soa,
  records: [
    { name: '@', type: 'NS', target: 'ns.nic' },
    { name: 'ns.nic', type: 'A', address: '10.0.0.2' },
    { name: 'shop', type: 'NS', target: 'ns.shop' },
    { name: 'ns.shop', type: 'A', address: '10.0.0.3' },
    // Its server lives in another zone: no glue.
    { name: 'bank', type: 'NS', target: 'ns.shop.test.' },
    { name: 'lame', type: 'NS', target: 'ns.lame.lost.' },
  ],
};
const shop: ZoneData = {
  origin: 'shop.test',
  ttl: 300,
  soa,
  records: [
    { name: '@', type: 'NS', target: 'ns' },
    { name: '@', type: 'MX', preference: 10, target: 'mail' },
    { name: 'ns', type: 'A', address: '10.0.0.3' },
    { name: 'mail', type: 'A', address: '192.0.2.25' },
    { name: 'www', type: 'CNAME', target: 'web' },
    { name: 'web', type: 'A', address: '192.0.2.80' },
    { name: 'pay', type: 'CNAME', target: 'www.bank.test.' },
    { name: 'round', type: 'CNAME', target: 'about' },
    { name: 'about', type: 'CNAME', target: 'round' },
    { name: '*.any', type: 'A', address: '192.0.2.99' },
    ...Array.from(
      { length: 40 },
      (_, at) => ({ name: 'many', type: 'TXT', texts: [`${at} ${'x'.repeat(60)}`] }) as const,
    ),
  ],
};
const bank: ZoneData = {
  origin: 'bank.test',
  ttl: 300,
  soa,
  records: [{ name: 'www', type: 'A', address: '192.0.2.44' }],
};

/** pc, a resolver, and three name servers on one switch. */
function internet() {
  const events: NetworkEvent[] = [];
  const world = worldOf(new Clock(), new Random('dns'), (event) => events.push(event));
  const names = ['root', 'nic', 'shop', 'resolver', 'pc'];
  const middle = new Switch(world, 'sw1', names.length);
  const hosts = new Map(
    names.map((name, at) => {
      const host = new Host(world, name);
      const card = host.addInterface('eth0', 0x5e_0053_00 + at);
      card.addAddress(ip(`10.0.0.${at + 1}`), 24);
      plug(world, `cable${at}`, card.port, middle.port(`p${at + 1}`));
      return [name, host];
    }),
  );
  const host = (name: string) => hosts.get(name) ?? new Host(world, name);
  const servers = {
    root: new AuthoritativeServer(host('root'), [root]),
    nic: new AuthoritativeServer(host('nic'), [test]),
    shop: new AuthoritativeServer(host('shop'), [shop, bank]),
  };
  const resolver = new RecursiveServer(host('resolver'), { roots: [ip('10.0.0.1')] });
  const stub = new StubResolver(host('pc'), [ip('10.0.0.4')]);
  const ask = (name: string, type: number = dnsType.A): StubAnswer | undefined => {
    let heard: StubAnswer | undefined;
    stub.ask(name, type, (answer) => {
      heard = answer;
    });
    world.clock.runUntil(world.clock.now + 40 * second);
    return heard;
  };
  const addresses = (name: string) => {
    const answer = ask(name);
    if (answer?.kind !== 'answer') return answer;
    const { records } = followAliases(answer.message.answers, name, dnsType.A);
    return records.map(({ data, ttl }) => `${data.is === 'A' ? ipv4Text(data.address) : ''} ${ttl}`);
  };
  const cached = () =>
    events.flatMap((event) => (event.kind === 'dns.cached' ? [`${event.type} ${event.name} ${event.ttl}`] : []));
  const asked = (protocol: number) =>
    events.filter(
      (event) => event.kind === 'frame.sent' && event.from === 'resolver:eth0' && event.bytes[23] === protocol,
    ).length;
  return { world, events, servers, resolver, stub, ask, addresses, cached, asked };
}

describe('a recursive resolver', () => {
  it('goes from the root down, follows the alias, and remembers all it heard', () => {
    const net = internet();
    expect(net.addresses('www.shop.test')).toEqual(['192.0.2.80 300']);
    expect(net.cached()).toEqual([
      'NS test 3600',
      'A ns.nic.test 3600',
      'NS shop.test 3600',
      'A ns.shop.test 3600',
      'CNAME www.shop.test 300',
      'A web.shop.test 300',
    ]);
    const before = net.asked(17);
    expect(before).toBe(4);
    expect(net.addresses('WWW.Shop.Test')).toEqual(['192.0.2.80 261']);
    expect(net.asked(17)).toBe(before + 1);
  });

  it('remembers that a name does not exist for as long as the SOA says', () => {
    const net = internet();
    const first = net.ask('no.shop.test');
    expect(first).toMatchObject({ kind: 'answer', message: { code: dnsCode.nxDomain, authoritative: false } });
    expect(net.cached().at(-1)).toBe('A no.shop.test 60');
    const before = net.asked(17);
    net.ask('no.shop.test');
    expect(net.asked(17)).toBe(before + 1);
    net.ask('no.shop.test');
    expect(net.asked(17)).toBe(before + 3);
  });

  it('finds the address of a name server that came without one, and an alias into another zone', () => {
    expect(internet().addresses('www.bank.test')).toEqual(['192.0.2.44 300']);
    expect(internet().addresses('pay.shop.test')).toEqual(['192.0.2.44 300']);
  });

  it('gives up on aliases that go in circles, and on servers that cannot be found', () => {
    const net = internet();
    expect(net.ask('round.shop.test')).toMatchObject({ kind: 'problem', code: 'server-failure' });
    expect(net.ask('www.lame.test')).toMatchObject({ kind: 'problem', code: 'server-failure' });
  });

  it('takes a large answer over TCP', () => {
    const net = internet();
    const answer = net.ask('many.shop.test', dnsType.TXT);
    expect(answer?.kind === 'answer' && answer.message.answers.length).toBe(40);
    expect(net.asked(6)).toBeGreaterThan(0);
  });
});

describe('an authoritative server', () => {
  it('answers for wildcards, and adds the address of a mail server', () => {
    const net = internet();
    expect(net.addresses('x.y.any.shop.test')).toEqual(['192.0.2.99 300']);
    const stub = net.ask('shop.test', dnsType.MX);
    expect(stub).toMatchObject({
      message: { answers: [{ data: { is: 'MX', preference: 10, exchange: 'mail.shop.test' } }] },
    });
  });

  it('refuses what is not in its zones', () => {
    const net = internet();
    net.stub.servers = [ip('10.0.0.3')];
    expect(net.ask('www.elsewhere.example')).toMatchObject({ kind: 'problem', code: 'server-failure' });
  });

  it('says AA for its own names, and nothing but a referral for what it gave away', () => {
    const net = internet();
    net.stub.servers = [ip('10.0.0.2')];
    expect(net.ask('www.shop.test')).toMatchObject({
      message: {
        authoritative: false,
        answers: [],
        authorities: [{ name: 'shop.test', data: { is: 'NS', name: 'ns.shop.test' } }],
        additionals: [{ name: 'ns.shop.test', data: { is: 'A', address: ip('10.0.0.3') } }, { type: dnsType.OPT }],
      },
    });
    expect(net.ask('ns.nic.test')).toMatchObject({ message: { authoritative: true } });
  });
});

describe('a stub resolver', () => {
  it('asks the next server when the first is silent, and says so when none answers', () => {
    const net = internet();
    net.stub.servers = [ip('10.0.0.77'), ip('10.0.0.4')];
    expect(net.addresses('www.shop.test')).toEqual(['192.0.2.80 300']);
    net.stub.servers = [];
    expect(net.ask('www.shop.test')).toMatchObject({ kind: 'problem', code: 'no-servers' });
  });

  it('says nothing any more once it is cancelled', () => {
    const net = internet();
    let heard = 0;
    net.stub.ask('www.shop.test', dnsType.A, () => {
      heard += 1;
    })();
    net.world.clock.runUntil(20 * second);
    expect(heard).toBe(0);
  });
});
