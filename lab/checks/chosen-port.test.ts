import { describe, expect, it } from 'vitest';
import { EvidenceLog } from '../evidence/log.ts';
import { chosenPort, socketsListed, threeHeld } from './chosen-port.ts';

const at = (port: number) => ({ address: '127.0.0.1', port });

class Story {
  readonly log = new EvidenceLog(() => 0);
  listen(port = 40_001): this {
    this.log.append({ kind: 'tcp.listening', socket: 1, local: at(port) });
    return this;
  }
  bind(port = 40_002): this {
    this.log.append({ kind: 'udp.bound', socket: 2, local: at(port) });
    return this;
  }
  connect(): this {
    this.log.append({ kind: 'tcp.opened', socket: 3, local: at(40_003), remote: at(5002), role: 'client' });
    const what = { event: 'greeted' } as const;
    this.log.append({ kind: 'room.witness', room: 'green', port: 5002, peer: at(40_003), what });
    return this;
  }
  release(socket: number): this {
    this.log.append({ kind: 'listener.closed', socket });
    return this;
  }
  get three() {
    return threeHeld('green')(this.log.entries);
  }
}

const says = (saying: string) => ({ passed: false, saying: expect.stringContaining(saying) });

describe('a port that the system chose', () => {
  it('is seen at the listener and at the datagram socket', () => {
    const { entries } = new Story().listen().bind().log;
    expect(chosenPort('listener')(entries).saying).toContain('40001');
    expect(chosenPort('datagram socket')(entries).saying).toContain('40002');
  });

  it('is missing while there is no such socket', () => {
    expect(chosenPort('listener')([])).toMatchObject(says('You hold no listener yet.'));
    expect(chosenPort('datagram socket')([])).toMatchObject(says('You hold no datagram socket yet.'));
  });

  it('is not one that the learner named', () => {
    const { entries } = new Story().listen(5500).log;
    expect(chosenPort('listener')(entries)).toMatchObject(says('sits on port 5500, which you named yourself'));
  });
});

describe('three sockets', () => {
  it('are held at one moment', () => {
    const { three } = new Story().listen().bind().connect();
    expect(three).toMatchObject({ passed: true, saying: expect.stringContaining('40001, 40002 and 40003') });
  });

  it('miss the connection', () =>
    expect(new Story().listen().bind().three).toMatchObject(says('connected to room green')));

  it('miss the datagram socket', () =>
    expect(new Story().listen().connect().three).toMatchObject(says('no datagram socket')));

  it('miss the moment, when one was closed before the next was opened', () =>
    expect(new Story().listen().bind().release(1).connect().three).toMatchObject(says('never all at the same time')));

  it('stay seen when they are closed later', () =>
    expect(new Story().listen().bind().connect().release(1).three.passed).toBe(true));
});

describe('the table of what one holds', () => {
  const typed = (line: string, status?: number) => {
    const log = new EvidenceLog(() => 0);
    const job = { terminal: 'a', job: 1, name: 'socks' };
    log.append({ kind: 'command.started', ...job, line });
    if (status !== undefined) log.append({ kind: 'command.ended', ...job, status });
    return socketsListed(log.entries);
  };

  it('was printed', () => expect(typed('socks table', 0).passed).toBe(true));

  it('is missing before, while it runs, and when something else was asked', () => {
    expect(socketsListed([])).toMatchObject(says('`socks table` prints them'));
    expect(typed('socks table').passed).toBe(false);
    expect(typed('socks close all', 0).passed).toBe(false);
  });
});
