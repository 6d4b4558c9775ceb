// A little over 300 lines: figure 5 of RFC 2131 is one machine, and is read in one piece.

import type { UdpSocket } from '../stack/sockets.ts';
import { second, type Timer } from '../time/clock.ts';
import type { Random } from '../time/random.ts';
import { type Ipv4, ipv4Text, macText } from '../wire/address.ts';
import {
  allOptions,
  bootReply,
  decodeDhcp,
  dhcpClientPort,
  dhcpServerPort,
  macOf,
  type ReadDhcpMessage,
} from '../wire/dhcp.ts';
import * as dhcp from '../wire/dhcp-options.ts';
import { isMalformed } from '../wire/field.ts';
import { clientMessage, wishes } from './dhcp-client-message.ts';
import type { DhcpClientHost, DhcpClientOptions, DhcpClientState, DhcpSettings } from './dhcp-client-options.ts';
import { type GrantedLease, leaseOfAck } from './dhcp-lease.ts';
import { findLinkLocal } from './dhcp-link-local.ts';

const everybody = 0xffff_ffff;
/** RFC 2131 §4.1: 4, 8, 16, 32, 64 s, each a second more or less. */
const longestWait = 64 * second;
/** RFC 2131 §4.4.5: between requests while renewing and rebinding. */
const shortestRenewal = 60 * second;
/** RFC 2131 §3.1.5 */
const pauseAfterDecline = 10 * second;
/** RFC 2131 §3.1.5: about 60 s of requests, then from the beginning. */
const mostRequests = 4;

/** Gets an address and keeps it. RFC 2131 §4.4. */
export class DhcpClient {
  readonly #host: DhcpClientHost;
  readonly #settings: DhcpSettings;
  readonly #options: DhcpClientOptions;
  readonly #random: Random;
  #socket: UdpSocket | null = null;
  #state: DhcpClientState = 'init';
  #lease: GrantedLease | null = null;
  #linkLocal: Ipv4 | null = null;
  #timer: Timer | null = null;
  #transaction = 0;
  #began = 0;
  #asked = 0;
  /** The address and server of the request that is out. */
  #wanted: { address: Ipv4; server: Ipv4 | null } = { address: 0, server: null };
  /** Grows with every new beginning, so that what an old one asked for cannot answer. */
  #attempt = 0;

  constructor(host: DhcpClientHost, settings: DhcpSettings, options: DhcpClientOptions = {}) {
    this.#host = host;
    this.#settings = settings;
    this.#options = options;
    this.#random = host.world.random.branch(`${host.name}:${settings.label}/dhcp`);
  }

  get state(): DhcpClientState {
    return this.#state;
  }

  get lease(): GrantedLease | null {
    return this.#lease;
  }

  get linkLocal(): Ipv4 | null {
    return this.#linkLocal;
  }

  /**
   * @param remembered an address of an earlier lease to ask for first (INIT-REBOOT, RFC 2131 §3.2)
   * @returns why it cannot run, or null
   */
  start(remembered: Ipv4 | null = null): string | null {
    if (!this.#socket) {
      const socket = this.#host.udp.bind({ address: 0, port: dhcpClientPort });
      if (typeof socket === 'string') return socket;
      this.#socket = socket;
      socket.readable = () => {
        for (let datagram = socket.receive(); datagram; datagram = socket.receive()) {
          if (datagram.interface === this.#settings.label) this.#take(datagram.payload);
        }
      };
    }
    if (remembered === null) this.#discover();
    else this.#requestNew(remembered, null);
    return null;
  }

  /** Asks now, whatever the time: with a lease to prolong it, without one to get one. */
  renew(): string | null {
    if (!this.#lease || !this.#socket) return this.start();
    this.#renew('renewing');
    return null;
  }

  /** Gives the address back and stops. RFC 2131 §4.4.6. */
  release(): void {
    const lease = this.#lease;
    if (lease) {
      const options = [dhcp.addressesOption(dhcp.optionServerId, lease.server)];
      this.#newTransaction();
      this.#send(dhcp.dhcpRelease, options, lease.address, lease.server);
    }
    this.stop();
    if (lease) this.#tell('released', lease.address, null);
  }

  /** Stops without a word; the interface loses its address. */
  stop(): void {
    this.#begin('init');
    this.#forget();
    this.#socket?.close();
    this.#socket = null;
  }

  /** A new beginning: nothing that was on its way counts. */
  #begin(state: DhcpClientState): number {
    this.#timer?.cancel();
    this.#timer = null;
    this.#state = state;
    this.#attempt += 1;
    return this.#attempt;
  }

  #forget(): void {
    if (this.#lease || this.#linkLocal !== null) this.#settings.clear();
    this.#lease = null;
    this.#linkLocal = null;
  }

  #newTransaction(): void {
    this.#transaction = this.#random.uint32();
    this.#began = this.#now;
  }

  #discover(): void {
    if (this.#lease) this.#forget();
    this.#begin('selecting');
    this.#newTransaction();
    this.#tell('selecting', null, null);
    this.#sendDiscover(0);
  }

  #sendDiscover(tries: number): void {
    if (tries > 0 && tries === (this.#options.linkLocalAfter ?? 3)) this.#helpYourself();
    const wanted = this.#wanted.address;
    this.#send(dhcp.dhcpDiscover, [
      ...(wanted ? [dhcp.addressesOption(dhcp.optionRequestedAddress, wanted)] : []),
      ...this.#wishes(),
    ]);
    this.#wait(tries, () => this.#sendDiscover(tries + 1));
  }

  /** RFC 2131 §4.3.2: with a server it is SELECTING, without one INIT-REBOOT. */
  #requestNew(address: Ipv4, server: Ipv4 | null): void {
    this.#begin('requesting');
    if (server === null) this.#newTransaction();
    this.#wanted = { address, server };
    this.#tell('requesting', address, null);
    this.#sendRequest(0);
  }

  #sendRequest(tries: number): void {
    if (tries >= mostRequests) return this.#discover();
    const { address, server } = this.#wanted;
    this.#asked = this.#now;
    this.#send(dhcp.dhcpRequest, [
      dhcp.addressesOption(dhcp.optionRequestedAddress, address),
      ...(server === null ? [] : [dhcp.addressesOption(dhcp.optionServerId, server)]),
      ...this.#wishes(),
    ]);
    this.#wait(tries, () => this.#sendRequest(tries + 1));
  }

  /** RFC 2131 §4.4.5: the server that gave it is asked first, then everybody. */
  #renew(state: 'renewing' | 'rebinding'): void {
    const lease = this.#lease;
    if (!lease) return;
    this.#begin(state);
    this.#newTransaction();
    this.#tell(state, lease.address, lease.expires);
    this.#sendRenewal(lease, state);
  }

  #sendRenewal(lease: GrantedLease, state: 'renewing' | 'rebinding'): void {
    this.#asked = this.#now;
    this.#send(dhcp.dhcpRequest, this.#wishes(), lease.address, state === 'renewing' ? lease.server : everybody);
    const until = state === 'renewing' ? Math.max(lease.rebindAt, this.#now) : lease.expires;
    const again = this.#now + Math.max(shortestRenewal, (until - this.#now) / 2);
    this.#timer?.cancel();
    this.#timer = this.#host.world.clock.at(Math.min(again, until), () => {
      if (this.#now < until) this.#sendRenewal(lease, state);
      else if (state === 'renewing') this.#renew('rebinding');
      else this.#expire(lease);
    });
  }

  #expire(lease: GrantedLease): void {
    this.#forget();
    this.#tell('expired', lease.address, null);
    this.#discover();
  }

  #take(payload: Uint8Array): void {
    const message = decodeDhcp(payload);
    if (isMalformed(message) || message.operation !== bootReply || message.transaction !== this.#transaction) return;
    if (macOf(message) !== this.#settings.mac) return;
    const options = allOptions(message);
    const type = dhcp.optionNumber(options, dhcp.optionMessageType);
    const server = dhcp.optionAddress(options, dhcp.optionServerId);
    const waits = this.#state === 'requesting' || this.#state === 'renewing' || this.#state === 'rebinding';
    if (type === dhcp.dhcpOffer && this.#state === 'selecting' && server !== null && message.yourAddress !== 0) {
      this.#requestNew(message.yourAddress, server);
    } else if (type === dhcp.dhcpAck && waits) {
      this.#acknowledged(message);
    } else if (type === dhcp.dhcpNak && waits) {
      this.#wanted = { address: 0, server: null };
      this.#tell('init', null, null);
      this.#discover();
    }
  }

  #acknowledged(message: ReadDhcpMessage): void {
    const lease = leaseOfAck(message, this.#asked);
    if (!lease) return;
    if (this.#lease?.address === lease.address) return this.#bind(lease);
    const attempt = this.#begin('requesting');
    this.#settings.probe(lease.address, (inUse) => {
      if (attempt !== this.#attempt) return;
      if (inUse) this.#decline(lease);
      else this.#bind(lease);
    });
  }

  #bind(lease: GrantedLease): void {
    const isNew = this.#lease?.address !== lease.address;
    this.#begin('bound');
    if (isNew) this.#forget();
    this.#lease = lease;
    this.#wanted = { address: lease.address, server: lease.server };
    this.#settings.apply(lease);
    this.#tell('bound', lease.address, lease.expires);
    if (isNew) this.#settings.announce(lease.address);
    if (Number.isFinite(lease.renewAt)) {
      this.#timer = this.#host.world.clock.at(lease.renewAt, () => this.#renew('renewing'));
    }
  }

  #decline(lease: GrantedLease): void {
    this.#send(dhcp.dhcpDecline, [
      dhcp.addressesOption(dhcp.optionRequestedAddress, lease.address),
      dhcp.addressesOption(dhcp.optionServerId, lease.server),
    ]);
    this.#tell('declined', lease.address, null);
    this.#begin('init');
    this.#wanted = { address: 0, server: null };
    this.#timer = this.#host.world.clock.after(pauseAfterDecline, () => this.#discover());
  }

  /** An address for this cable, while DHCP goes on. */
  #helpYourself(): void {
    if (this.#linkLocal !== null) return;
    const attempt = this.#attempt;
    const stillWanted = () => attempt === this.#attempt && this.#linkLocal === null;
    findLinkLocal(this.#host.world.clock, this.#random, this.#settings, stillWanted, (address) => {
      this.#linkLocal = address;
      this.#settings.applyLinkLocal(address);
      this.#tell('link-local', address, null);
      this.#settings.announce(address);
    });
  }

  #wait(tries: number, then: () => void): void {
    const about = Math.min(4 * second * 2 ** tries, longestWait);
    this.#timer?.cancel();
    this.#timer = this.#host.world.clock.after(about + (this.#random.fraction() * 2 - 1) * second, then);
  }

  #wishes(): dhcp.DhcpOption[] {
    return wishes(this.#options.hostName);
  }

  #send(type: number, options: readonly dhcp.DhcpOption[], own: Ipv4 = 0, to: Ipv4 = everybody): void {
    const payload = clientMessage({
      type,
      transaction: this.#transaction,
      began: Math.floor((this.#now - this.#began) / second),
      own,
      mac: this.#settings.mac,
      options,
    });
    const orders = to === everybody ? { interface: this.#settings.label } : {};
    this.#socket?.send({ address: to, port: dhcpServerPort }, payload, orders);
  }

  get #now(): number {
    return this.#host.world.clock.now;
  }

  #tell(
    state: DhcpClientState | 'expired' | 'released' | 'declined' | 'link-local',
    address: Ipv4 | null,
    expires: number | null,
  ): void {
    const { world, name } = this.#host;
    world.trace?.({
      at: world.clock.now,
      kind: 'lease.changed',
      device: name,
      by: 'client',
      mac: macText(this.#settings.mac),
      address: address === null ? null : ipv4Text(address),
      state,
      expires: expires !== null && Number.isFinite(expires) ? expires : null,
    });
  }
}
