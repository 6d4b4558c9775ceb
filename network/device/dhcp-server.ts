import type { UdpDatagramIn, UdpSocket } from '../stack/sockets.ts';
import { second } from '../time/clock.ts';
import { type Ipv4, ipv4Text, type Mac, macText, maskOf } from '../wire/address.ts';
import {
  allOptions,
  bootReply,
  bootRequest,
  broadcastFlag,
  type DhcpMessage,
  decodeDhcp,
  dhcpClientPort,
  dhcpServerPort,
  encodeDhcp,
  macOf,
  type ReadDhcpMessage,
} from '../wire/dhcp.ts';
import * as dhcp from '../wire/dhcp-options.ts';
import { isMalformed } from '../wire/field.ts';
import { DhcpPool, type Lease } from './dhcp-pool.ts';
import type { DhcpServerHost, DhcpServerOptions } from './dhcp-server-options.ts';

const everybody = 0xffff_ffff;
const endless = 0xffff_ffff;

/** One request with what is asked of it again and again. */
interface Request {
  readonly message: ReadDhcpMessage;
  readonly options: readonly dhcp.DhcpOption[];
  readonly client: string;
  readonly mac: Mac;
  readonly asked: Ipv4 | null;
  readonly serverId: Ipv4 | null;
}

/** Gives out addresses. RFC 2131 §4.3. */
export class DhcpServer {
  readonly #host: DhcpServerHost;
  #options: DhcpServerOptions;
  readonly #pool: DhcpPool;
  readonly #socket: UdpSocket;

  /** Throws when port 67 is taken: two servers on one host are our own mistake. */
  constructor(host: DhcpServerHost, options: DhcpServerOptions) {
    this.#host = host;
    this.#options = options;
    this.#pool = new DhcpPool(options);
    const socket = host.udp.bind({ address: 0, port: dhcpServerPort });
    if (typeof socket === 'string') throw new Error(`${host.name}: no DHCP server on port 67, ${socket}.`);
    this.#socket = socket;
    socket.readable = () => {
      for (let datagram = socket.receive(); datagram; datagram = socket.receive()) this.#take(datagram);
    };
  }

  get pool(): DhcpPool {
    return this.#pool;
  }

  /** s; a day unless it was said. */
  get leaseTime(): number {
    return this.#options.leaseTime ?? 86_400;
  }

  /** For leases from now on. @param seconds RFC 2131 §3.3: 0xffff_ffff is for ever */
  setLeaseTime(seconds: number): void {
    const { renewAfter: _renew, rebindAfter: _rebind, ...others } = this.#options;
    this.#options = { ...others, leaseTime: seconds };
  }

  /** Takes an address back from whoever had it, who does not hear of it. @returns false when nobody had it */
  free(address: Ipv4): boolean {
    const lease = this.#pool.at(address);
    if (!lease || lease.state === 'released' || lease.state === 'expired') return false;
    this.#tell(this.#pool.put(address, '', lease.mac, 'released', this.#now));
    return true;
  }

  close(): void {
    this.#socket.close();
  }

  #take(datagram: UdpDatagramIn): void {
    const message = decodeDhcp(datagram.payload);
    if (isMalformed(message) || message.operation !== bootRequest) return;
    if (datagram.interface !== this.#options.interface && message.relayAddress === 0) return;
    const options = allOptions(message);
    const identifier = dhcp.optionData(options, dhcp.optionClientId);
    const request: Request = {
      message,
      options,
      mac: macOf(message),
      client: identifier ? `id ${[...identifier].join('.')}` : macText(macOf(message)),
      asked: dhcp.optionAddress(options, dhcp.optionRequestedAddress),
      serverId: dhcp.optionAddress(options, dhcp.optionServerId),
    };
    switch (dhcp.optionNumber(options, dhcp.optionMessageType)) {
      case dhcp.dhcpDiscover:
        return this.#discover(request);
      case dhcp.dhcpRequest:
        return this.#request(request);
      case dhcp.dhcpDecline:
        return this.#decline(request);
      case dhcp.dhcpRelease:
        return this.#release(request);
      case dhcp.dhcpInform:
        return this.#send(request, dhcp.dhcpAck, 0);
      default:
        return;
    }
  }

  #discover(request: Request): void {
    const { client, mac, asked } = request;
    const address = this.#pool.choose(client, mac, asked);
    if (address === null) {
      this.#note(`dhcp: the pool is empty, ${macText(mac)} gets no offer.`);
      return;
    }
    const { probe } = this.#options;
    const before = this.#pool.at(address);
    const bound = before?.state === 'bound' && before.client === client;
    const offer = () => {
      if (!bound) this.#put(address, request, 'offered', this.#now + (this.#options.offerHold ?? 60 * second));
      this.#send(request, dhcp.dhcpOffer, address);
    };
    if (!probe || bound) return offer();
    probe(address, (inUse) => {
      if (!inUse) return offer();
      this.#quarantine(address, request, 'answers a ping');
      this.#discover(request);
    });
  }

  /** The four forms of DHCPREQUEST, told apart as the table of RFC 2131 §4.3.6 does. */
  #request(request: Request): void {
    const { message, serverId, asked, client } = request;
    if (serverId !== null) {
      if (serverId === this.#ownAddress) return this.#selecting(request);
      const offered = this.#pool.leaseOf(client);
      if (offered?.state === 'offered') this.#put(offered.address, request, 'expired', this.#now);
      return;
    }
    const wanted = message.clientAddress || asked;
    if (!wanted) return;
    // RFC 2131 §4.3.2: on the wrong net it must hear so; of a client we know nothing about we say nothing.
    if (!this.#isOnNet(wanted) && message.relayAddress === 0) return this.#refuse(request, 'wrong network');
    const lease = this.#pool.leaseOf(client);
    if (lease?.address === wanted) return this.#grant(request, wanted);
    if (lease) return this.#refuse(request, 'this client has another address');
    const other = this.#pool.at(wanted);
    if (other?.state === 'bound') this.#refuse(request, 'somebody else has this address');
  }

  #selecting(request: Request): void {
    const { client, asked } = request;
    const lease = this.#pool.leaseOf(client);
    if (lease && lease.address === asked) return this.#grant(request, lease.address);
    this.#refuse(request, 'this address was not offered');
  }

  #grant(request: Request, address: Ipv4): void {
    if (!this.#pool.mayGive(address, request.mac)) return this.#refuse(request, 'this address is not given any more');
    const seconds = this.#options.leaseTime ?? 86_400;
    const expires = seconds === endless ? Number.POSITIVE_INFINITY : this.#now + seconds * second;
    this.#put(address, request, 'bound', expires);
    this.#send(request, dhcp.dhcpAck, address);
  }

  #refuse(request: Request, why: string): void {
    this.#send(request, dhcp.dhcpNak, 0, why);
  }

  #decline(request: Request): void {
    if (request.serverId !== this.#ownAddress || request.asked === null) return;
    if (this.#pool.at(request.asked)?.client === request.client)
      this.#quarantine(request.asked, request, 'is in use, says the client that got it');
  }

  #release(request: Request): void {
    const lease = this.#pool.leaseOf(request.client);
    if (lease?.state !== 'bound' || lease.address !== request.message.clientAddress) return;
    this.#put(lease.address, request, 'released', this.#now);
  }

  #quarantine(address: Ipv4, request: Request, why: string): void {
    this.#put(address, request, 'declined', this.#now + (this.#options.declineHold ?? 3600 * second));
    this.#note(`dhcp: ${ipv4Text(address)} ${why}; it is not given for a while.`);
  }

  #put(address: Ipv4, { client, mac }: Request, state: Lease['state'], expires: number): void {
    const lease = this.#pool.put(address, client, mac, state, expires);
    this.#tell(lease);
    if (expires === Number.POSITIVE_INFINITY || expires <= this.#now) return;
    this.#host.world.clock.at(expires, () => {
      if (this.#pool.at(address) !== lease) return;
      lease.state = 'expired';
      this.#tell(lease);
    });
  }

  #send({ message, options, mac }: Request, type: number, address: Ipv4, says?: string): void {
    const reply: DhcpMessage = {
      operation: bootReply,
      transaction: message.transaction,
      flags: message.flags,
      clientAddress: type === dhcp.dhcpAck ? message.clientAddress : 0,
      yourAddress: address,
      relayAddress: message.relayAddress,
      clientHardware: message.clientHardware,
      options: [
        dhcp.numberOption(dhcp.optionMessageType, 1, type),
        dhcp.addressesOption(dhcp.optionServerId, this.#ownAddress),
        ...(type === dhcp.dhcpNak ? [] : this.#settings(options, address !== 0)),
        ...(says === undefined ? [] : [dhcp.textOption(dhcp.optionMessage, says)]),
      ],
    };
    const to = this.#whereTo(message, type, address, mac);
    this.#socket.send(to, encodeDhcp(reply), message.relayAddress ? {} : { interface: this.#options.interface });
  }

  /** Whatever was asked for and we know; the times only with a lease. RFC 2131 §4.3.1 and table 3. */
  #settings(asked: readonly dhcp.DhcpOption[], leased: boolean): dhcp.DhcpOption[] {
    const { leaseTime = 86_400, router, dns = [], domain } = this.#options;
    const list = dhcp.optionData(asked, dhcp.optionParameterList);
    const wants = (code: number): boolean => list === null || list.includes(code);
    const half = leaseTime === endless ? endless : Math.floor(leaseTime / 2);
    const most = leaseTime === endless ? endless : Math.floor(leaseTime * 0.875);
    return [
      ...(leased
        ? [
            dhcp.numberOption(dhcp.optionLeaseTime, 4, leaseTime),
            dhcp.numberOption(dhcp.optionRenewalTime, 4, this.#options.renewAfter ?? half),
            dhcp.numberOption(dhcp.optionRebindingTime, 4, this.#options.rebindAfter ?? most),
          ]
        : []),
      ...(wants(dhcp.optionSubnetMask)
        ? [dhcp.addressesOption(dhcp.optionSubnetMask, maskOf(this.#prefixLength))]
        : []),
      ...(router !== undefined && wants(dhcp.optionRouter) ? [dhcp.addressesOption(dhcp.optionRouter, router)] : []),
      ...(dns.length > 0 && wants(dhcp.optionDnsServer) ? [dhcp.addressesOption(dhcp.optionDnsServer, ...dns)] : []),
      ...(domain && wants(dhcp.optionDomainName) ? [dhcp.textOption(dhcp.optionDomainName, domain)] : []),
    ];
  }

  /** RFC 2131 §4.1: the relay, the address in use, everybody, or the address that is being given. */
  #whereTo(message: ReadDhcpMessage, type: number, address: Ipv4, mac: Mac): { address: Ipv4; port: number } {
    if (message.relayAddress !== 0) return { address: message.relayAddress, port: dhcpServerPort };
    if (type !== dhcp.dhcpNak && message.clientAddress !== 0) {
      return { address: message.clientAddress, port: dhcpClientPort };
    }
    const { introduce } = this.#options;
    if (type === dhcp.dhcpNak || (message.flags & broadcastFlag) !== 0 || address === 0 || !introduce) {
      return { address: everybody, port: dhcpClientPort };
    }
    introduce(address, mac);
    return { address, port: dhcpClientPort };
  }

  get #now(): number {
    return this.#host.world.clock.now;
  }

  get #own() {
    return this.#host.interfaces.get(this.#options.interface)?.addresses[0];
  }

  get #ownAddress(): Ipv4 {
    return this.#own?.address ?? 0;
  }

  get #prefixLength(): number {
    return this.#own?.prefixLength ?? 24;
  }

  #isOnNet(address: Ipv4): boolean {
    return ((address ^ this.#ownAddress) & maskOf(this.#prefixLength)) === 0;
  }

  #tell({ mac, address, state, expires }: Lease): void {
    const { world, name } = this.#host;
    world.trace?.({
      at: world.clock.now,
      kind: 'lease.changed',
      device: name,
      by: 'server',
      mac: macText(mac),
      address: ipv4Text(address),
      state,
      expires: Number.isFinite(expires) ? expires : null,
    });
  }

  #note(says: string): void {
    const { world, name } = this.#host;
    world.trace?.({ at: world.clock.now, kind: 'noted', device: name, says });
  }
}
