import { listensAt } from '../commands/own-address.ts';
import type { Endpoint, Host } from '../host.ts';
import type { Answer } from './answer.ts';
import { Bell } from './bell.ts';
import type { Call } from './messages.ts';
import { type ProgramClock, waitUntil } from './patience.ts';
import { TcpSocket } from './tcp-socket.ts';
import { Trouble, troubleOf } from './trouble.ts';
import { UdpSocket } from './udp-socket.ts';

/** The first number of a socket: far from those of the interpreter's own files, which it counts from 0. */
const FIRST_FD = 1_000;
/** Sockets of one program, as `ulimit -n` would have it. The bridge lets a page hold 128. */
const MOST_SOCKETS = 256;
/** A blocking send goes in pieces of this size, so that Ctrl-C comes between them. */
const PIECE = 65_536;
const STANDARD_INPUT = 0;

type Held = TcpSocket | UdpSocket;
export type SocketCall = Exclude<Call, { op: 'line' | 'drain' | 'sleep' | 'clock' }>;

/** Whether the next line of the standard input is there; asks for it, and rings when it is. */
export interface LineInput {
  readonly readable: boolean;
}

/** The sockets of one running program: from file descriptors to what a host opens. */
export class SocketTable {
  readonly bell = new Bell();
  readonly #host: Host;
  readonly #clock: ProgramClock;
  readonly #held = new Map<number, Held>();
  #lastFd = FIRST_FD;

  constructor(host: Host, clock: ProgramClock) {
    this.#host = host;
    this.#clock = clock;
  }

  /** Does what the program asks. @throws Trouble */
  async do(call: SocketCall, data: Uint8Array, input: LineInput): Promise<Answer> {
    switch (call.op) {
      case 'resolve':
        return done(await this.#address(call.name));
      case 'socket':
        return done(this.#keep(this.#make(call.transport)));
      case 'bind':
        await this.#get(call.fd).bind(await this.#endpoint(call));
        return done();
      case 'listen':
        await this.#tcp(call.fd).listen({ address: listensAt(this.#host), port: 0 });
        return done();
      case 'accept':
        return this.#accept(call.fd, call.patience);
      case 'connect':
        return this.#connect(this.#get(call.fd), await this.#endpoint(call), call.patience);
      case 'receive':
        return this.#receive(call);
      case 'send':
        return this.#send(call.fd, data, call.patience);
      case 'send-to':
        return this.#sendTo(call, data);
      case 'shutdown':
        this.#tcp(call.fd).shutdown(call.how);
        return done();
      case 'option': {
        const socket = this.#get(call.fd);
        if (socket.transport === 'tcp') socket[call.option === 'reuse' ? 'reuse' : 'resets'] = call.on;
        return done();
      }
      case 'name':
        return done({ ...this.#get(call.fd).local });
      case 'peer': {
        const { remote } = this.#get(call.fd);
        if (remote === null) throw new Trouble('ENOTCONN');
        return done({ ...remote });
      }
      case 'trouble':
        return done(this.#get(call.fd).takeTrouble()?.code ?? null);
      case 'duplicate':
        return done(this.#keep(this.#get(call.fd)));
      case 'close':
        this.#close(call.fd);
        return done();
      case 'select':
        return this.#select(call.read, call.write, call.patience, input);
      default:
        throw new Trouble('ENOSYS');
    }
  }

  /** The number in the log of what a program calls `fd`, where it has one. */
  idOf(fd: number): number | null {
    return this.#held.get(fd)?.id ?? null;
  }

  /** What an operating system does for a program that is gone. */
  closeAll(): void {
    for (const fd of [...this.#held.keys()]) this.#close(fd);
  }

  #make(transport: 'tcp' | 'udp'): Held {
    if (this.#held.size >= MOST_SOCKETS) throw new Trouble('EMFILE');
    return transport === 'tcp'
      ? new TcpSocket(this.#host, this.bell)
      : new UdpSocket(this.#host, this.bell, listensAt(this.#host));
  }

  async #accept(fd: number, patience: number | null): Promise<Answer> {
    const listener = this.#tcp(fd);
    if (!(await this.#until(() => listener.hasCaller, patience))) throw tooLate(patience);
    const stream = listener.takeCaller();
    if (stream === null) throw new Trouble('EINVAL');
    const { address, port } = stream.remote;
    return done({ fd: this.#keep(new TcpSocket(this.#host, this.bell, stream)), address, port });
  }

  async #connect(socket: Held, remote: Endpoint, patience: number | null): Promise<Answer> {
    if (socket.transport === 'udp') {
      await socket.connect(remote);
      return done();
    }
    socket.begin(remote);
    const over = await this.#until(() => socket.connected, patience);
    if (!over && patience === 0) throw new Trouble('EINPROGRESS');
    if (!over) socket.giveUp();
    const trouble = over ? socket.takeTrouble() : tooLate(patience);
    if (trouble) throw trouble;
    return done();
  }

  async #receive({ fd, size, peek, patience }: Extract<Call, { op: 'receive' }>): Promise<Answer> {
    const socket = this.#get(fd);
    if (socket.transport === 'tcp' && socket.remote === null) {
      throw socket.takeTrouble() ?? new Trouble(socket.connected ? 'ENOTCONN' : 'EAGAIN');
    }
    if (!(await this.#until(() => socket.readable, patience))) throw tooLate(patience);
    if (socket.transport === 'tcp') {
      const data = socket.receive(size, peek);
      return { kind: 'done', value: socket.remote === null ? null : { ...socket.remote }, data };
    }
    const { from, payload } = socket.receive(peek);
    // What does not fit into the program's buffer is lost, as recv(2) says of datagrams.
    return { kind: 'done', value: { ...from }, data: payload.subarray(0, size) };
  }

  async #send(fd: number, data: Uint8Array, patience: number | null): Promise<Answer> {
    const socket = this.#get(fd);
    if (socket.transport === 'udp') {
      await socket.send(null, data);
      return done(data.length);
    }
    if (!(await this.#until(() => socket.writable, patience))) throw tooLate(patience);
    const piece = data.subarray(0, PIECE);
    socket.put(piece);
    // With a time limit the bytes count as sent once the host holds them, as a kernel's buffer does.
    if (patience === null) {
      await this.#until(() => socket.writable, null);
      await socket.known();
      const trouble = socket.takeTrouble();
      if (trouble) throw trouble;
    }
    return done(piece.length);
  }

  async #sendTo({ fd, address, port }: Extract<Call, { op: 'send-to' }>, data: Uint8Array): Promise<Answer> {
    const socket = this.#get(fd);
    // TCP has its peer already and does not look at the address; sendto(2).
    if (socket.transport === 'tcp') return this.#send(fd, data, null);
    await socket.send(address === null ? null : await this.#endpoint({ address, port }), data);
    return done(data.length);
  }

  async #select(
    read: readonly number[],
    write: readonly number[],
    patience: number | null,
    input: LineInput,
  ): Promise<Answer> {
    for (const fd of [...read, ...write]) if (fd > 2) this.#get(fd);
    const readable = (fd: number): boolean => (fd === STANDARD_INPUT ? input.readable : this.#get(fd).readable);
    const writable = (fd: number): boolean => {
      const socket = fd > 2 ? this.#get(fd) : null;
      return socket?.transport !== 'tcp' || socket.writable;
    };
    // Every one is asked, not only the first that has something: asking is what makes it ring.
    const look = (): { read: number[]; write: number[] } => ({
      read: read.filter((fd) => readable(fd)),
      write: write.filter((fd) => writable(fd)),
    });
    let found = look();
    await this.#until(() => {
      found = look();
      return found.read.length + found.write.length > 0;
    }, patience);
    return done(found);
  }

  #close(fd: number): void {
    const socket = this.#get(fd);
    this.#held.delete(fd);
    // A duplicate holds it still.
    for (const other of this.#held.values()) if (other === socket) return;
    socket.close();
  }

  #keep(socket: Held): number {
    this.#lastFd += 1;
    this.#held.set(this.#lastFd, socket);
    return this.#lastFd;
  }

  #get(fd: number): Held {
    const socket = this.#held.get(fd);
    if (!socket) throw new Trouble('EBADF');
    return socket;
  }

  #tcp(fd: number): TcpSocket {
    const socket = this.#get(fd);
    if (socket.transport !== 'tcp') throw new Trouble('EOPNOTSUPP');
    return socket;
  }

  /** `''` stands for every address, as Python has it. */
  async #endpoint({ address, port }: Endpoint): Promise<Endpoint> {
    return { address: address === '' ? '0.0.0.0' : await this.#address(address), port };
  }

  async #address(name: string): Promise<string> {
    if (/^[\d.]+$/.test(name) || name.includes(':')) return name;
    return this.#host.resolve(name).catch((error: unknown) => {
      throw troubleOf(error);
    });
  }

  #until(holds: () => boolean, patience: number | null): Promise<boolean> {
    return waitUntil(holds, patience, { bell: this.bell, clock: this.#clock, host: this.#host });
  }
}

const done = (value: Extract<Answer, { kind: 'done' }>['value'] = null): Answer => ({ kind: 'done', value });

const tooLate = (patience: number | null): Trouble => new Trouble(patience === 0 ? 'EAGAIN' : 'timed-out');
