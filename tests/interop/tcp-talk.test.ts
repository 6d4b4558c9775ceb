// The states of a connection in one place: the longest of these files because they are many.
import { afterEach, describe, expect, it } from 'vitest';
import { millisecond, second } from '../../network/time/clock.ts';
import { tsharkFields, withFile } from '../wire/tshark.ts';
import { address, host, Joint, statusOf } from './joint.ts';
import { sure, Talk } from './talk.ts';
import { interopMissing } from './tap.ts';

const missing = interopMissing('nc', 'tshark', 'ss');
if (missing) process.stderr.write(`\n*** SKIPPED: TCP talks with a kernel: ${missing}. ***\n`);

/** tshark calls every RST a warning; here the test sends one on purpose. */
const reset = /Connection reset \(RST\)/;
const zeroWindow = /zero window|window .* completely full/i;

/** A perl program around a connected socket $s. */
const perl = (body: string): string[] => ['perl', '-MIO::Socket::INET', '-MSocket', '-e', body];
const perlServer = (body: string): string[] =>
  perl(
    `$|=1; $l=IO::Socket::INET->new(LocalPort=>40400,Listen=>5,ReuseAddr=>1); print "ready\\n"; $s=$l->accept; ${body}`,
  );

describe.skipIf(missing !== null)('TCP beside a kernel', () => {
  let joint: Joint;
  afterEach(() => joint.close());

  const neighbours = async () => {
    joint = new Joint([host('ours', '10.9.0.2/24')]);
    return await joint.kernel('linux', '10.9.0.1/24', 'ours:eth0', {
      rate: 1e9,
      delay: 2 * millisecond,
      queue: 16e6,
    });
  };
  type Kernel = Awaited<ReturnType<typeof neighbours>>;

  const listen = (port = 40400) => joint.act(() => sure(joint.stack('ours').tcp.listen({ address: 0, port })));
  const connect = (port = 40400) => Talk.connect(joint, 'ours', { address: address('10.9.0.1'), port });
  const listening = (kernel: Kernel, port = 40400) =>
    joint.until('a listener', () => kernel.run(`ss -Hltn sport = :${port}`).includes('LISTEN'));
  const kernelSockets = (kernel: Kernel) => kernel.run('ss -Htan').trim();

  it('talks with `nc` that called, in lines both ways', async () => {
    const kernel = await neighbours();
    const listener = listen();
    const nc = kernel.start(['nc', '-N', '10.9.0.2', '40400']);
    let heard = '';
    nc.stdout?.on('data', (bytes) => {
      heard += bytes;
    });
    const talk = await Talk.accepted(joint, listener);
    nc.stdin?.write('from Linux\n');
    await joint.until('the line', () => talk.text === 'from Linux\n');
    talk.say('from us\n');
    await joint.until('our line', () => heard === 'from us\n');
    nc.stdin?.end();
    await joint.until('the FIN', () => talk.socket.finished);
    talk.finish();
    expect(await statusOf(nc)).toBe(0);
    await joint.until('the end', () => talk.ended === 'fin');
    expect(await joint.complaints('ours:eth0')).toEqual([]);
  });

  it('calls `nc -l`', async () => {
    const kernel = await neighbours();
    const nc = kernel.start(['nc', '-l', '40400']);
    let heard = '';
    nc.stdout?.on('data', (bytes) => {
      heard += bytes;
    });
    await listening(kernel);
    const talk = connect();
    talk.say('are you there?\n');
    await joint.until('our line', () => heard === 'are you there?\n');
    nc.stdin?.write('I am\n');
    await joint.until('the answer', () => talk.text === 'I am\n');
    talk.finish();
    await statusOf(nc);
    await joint.until('TIME-WAIT', () => talk.socket.state === 'TIME-WAIT');
    expect(await joint.complaints('ours:eth0')).toEqual([]);
  });

  it('goes on hearing after it has finished itself', async () => {
    const kernel = await neighbours();
    const server = kernel.start(perlServer('print while <$s>; sysread(STDIN,$b,9); print $s "and still I speak"'));
    let heard = '';
    server.stdout?.on('data', (bytes) => {
      heard += bytes;
    });
    await listening(kernel);
    const talk = connect();
    talk.say('all I have\n').finish();
    await joint.until('our line', () => heard === 'ready\nall I have\n');
    await joint.until('FIN-WAIT-2', () => talk.socket.state === 'FIN-WAIT-2');
    expect(kernelSockets(kernel)).toContain('CLOSE-WAIT');
    server.stdin?.write('go\n');
    await joint.until('the answer', () => talk.text === 'and still I speak');
    await joint.until('TIME-WAIT', () => talk.socket.state === 'TIME-WAIT');
    await statusOf(server);
    expect(await joint.complaints('ours:eth0')).toEqual([]);
  });

  it('goes on speaking when the kernel has finished', async () => {
    const kernel = await neighbours();
    const listener = listen();
    const cat = kernel.start(
      perl('$s=IO::Socket::INET->new("10.9.0.2:40400"); print $s "done"; $s->flush; shutdown($s,1); print while <$s>;'),
    );
    let heard = '';
    cat.stdout?.on('data', (bytes) => {
      heard += bytes;
    });
    const talk = await Talk.accepted(joint, listener);
    await joint.until('CLOSE-WAIT', () => talk.socket.state === 'CLOSE-WAIT');
    await joint.until('its FIN-WAIT-2', () => kernelSockets(kernel).includes('FIN-WAIT-2'));
    talk.say('one\ntwo\n').finish();
    await statusOf(cat);
    expect(heard).toBe('one\ntwo\n');
    await joint.until('its TIME-WAIT', () => kernelSockets(kernel).includes('TIME-WAIT'));
    expect(await joint.complaints('ours:eth0')).toEqual([]);
  });

  it('refuses and is refused', async () => {
    const kernel = await neighbours();
    const nc = await kernel.finish('nc -v -w 3 10.9.0.2 4444 2>&1');
    expect(nc.out).toContain('Connection refused');
    const talk = connect(4444);
    await joint.until('the refusal', () => talk.ended !== null);
    expect(talk.ended).toBe('refused');
    expect(await joint.complaints('ours:eth0', reset)).toEqual([]);
  });

  it('resets and is reset', async () => {
    const kernel = await neighbours();
    const listener = listen();
    const reader = kernel.start(perl('$s=IO::Socket::INET->new("10.9.0.2:40400"); sysread($s,$b,10) // print "$!"; '));
    let heard = '';
    reader.stdout?.on('data', (bytes) => {
      heard += bytes;
    });
    const talk = await Talk.accepted(joint, listener);
    joint.act(() => talk.socket.abort());
    await statusOf(reader);
    expect(heard).toBe('Connection reset by peer');
    const leaver = kernel.start(
      perl('$s=IO::Socket::INET->new("10.9.0.2:40400"); setsockopt($s,SOL_SOCKET,SO_LINGER,pack("ii",1,0)); close $s;'),
    );
    const other = await Talk.accepted(joint, listener);
    await statusOf(leaver);
    await joint.until('the reset', () => other.ended !== null);
    expect(other.ended).toBe('rst');
    expect(await joint.complaints('ours:eth0', reset)).toEqual([]);
  });

  it('closes at the same moment as the kernel: both go through CLOSING', async () => {
    const kernel = await neighbours();
    kernel.cable.change({ delay: 60 * millisecond });
    const server = kernel.start(perlServer('sysread($s,$b,1); close $s; sleep 1'));
    await listening(kernel);
    const talk = connect();
    // It closes when this arrives; our FIN leaves before its own can be here.
    talk.say('x');
    await joint.until('the handshake', () => talk.established);
    await joint.until('its FIN on the cable', () => kernelSockets(kernel).includes('FIN-WAIT-1'), 2);
    talk.finish();
    await joint.until('our TIME-WAIT', () => talk.socket.state === 'TIME-WAIT');
    const states = joint.events.flatMap((event) =>
      event.kind === 'socket.changed' && event.device === 'ours' && event.remote ? [event.state] : [],
    );
    expect(states).toEqual(['SYN-SENT', 'ESTAB', 'FIN-WAIT-1', 'CLOSING', 'TIME-WAIT']);
    await joint.until('its TIME-WAIT', () => kernelSockets(kernel).includes('TIME-WAIT'));
    await statusOf(server);
    expect(await joint.complaints('ours:eth0')).toEqual([]);
  });

  it('opens at the same moment as the kernel', async () => {
    const kernel = await neighbours();
    kernel.cable.change({ delay: 60 * millisecond });
    const child = kernel.start(
      perl(
        '$|=1; $s=IO::Socket::INET->new(PeerAddr=>"10.9.0.2:40401",LocalPort=>40400) or die $!; print $s "hi"; $s->flush; print scalar <$s>;',
      ),
    );
    let heard = '';
    child.stdout?.on('data', (bytes) => {
      heard += bytes;
    });
    await joint.until('its SYN', () => kernelSockets(kernel).includes('SYN-SENT'));
    const talk = joint.act(
      () =>
        new Talk(
          joint,
          sure(joint.stack('ours').tcp.connect({ address: address('10.9.0.1'), port: 40400 }, { port: 40401 })),
        ),
    );
    await joint.until('both are there', () => talk.text === 'hi');
    talk.say('ho\n').finish();
    await statusOf(child);
    expect(heard).toBe('ho\n');
    const states = joint.events.flatMap((event) =>
      event.kind === 'socket.changed' && event.device === 'ours' && event.remote ? [event.state] : [],
    );
    expect(states.slice(0, 3)).toEqual(['SYN-SENT', 'SYN-RECV', 'ESTAB']);
    // Each SYN-ACK says again what a SYN had said; Linux reports that as a duplicate (RFC 2883).
    expect(await joint.complaints('ours:eth0', /port numbers reused|D-SACK/i)).toEqual([]);
  });

  it('negotiates MSS, window scale, SACK and timestamps, whoever calls', async () => {
    const kernel = await neighbours();
    const listener = listen();
    const nc = kernel.start(['nc', '-N', '10.9.0.2', '40400']);
    await Talk.accepted(joint, listener);
    const server = kernel.start(perlServer('sysread($s,$b,9)'));
    await listening(kernel);
    const talk = connect();
    await joint.until('the handshake', () => talk.established);
    talk.say('x');
    await statusOf(server);
    const keys = [
      'tcp.flags.syn',
      'tcp.options.mss_val',
      'tcp.options.wscale.shift',
      'tcp.options.sack_perm',
      'tcp.options.timestamp.tsval',
    ];
    const syns = await withFile(joint.capture('ours:eth0'), (file) => tsharkFields(file, keys));
    const opening = syns.filter((said) => /1|true/i.test(said['tcp.flags.syn']?.[0] ?? ''));
    expect(opening).toHaveLength(4);
    // From then on every segment has its timestamps.
    const others = syns.filter((said) => /0|false/i.test(said['tcp.flags.syn']?.[0] ?? ''));
    expect(others.every((said) => said['tcp.options.timestamp.tsval']?.length === 1)).toBe(true);
    for (const said of opening) {
      expect(said['tcp.options.mss_val']).toEqual(['1460']);
      expect(said['tcp.options.wscale.shift']).toHaveLength(1);
      expect(said['tcp.options.sack_perm']).toHaveLength(1);
      expect(said['tcp.options.timestamp.tsval']).toHaveLength(1);
    }
    nc.kill('SIGKILL');
  });

  it('waits while a stopped reader on Linux has its window shut, and goes on', async () => {
    const kernel = await neighbours();
    const body = 'sleep 2; $n=0; while(($c=sysread($s,$b,65536))>0){$n+=$c} print "$n\\n"';
    const server = kernel.start(perlServer(body));
    let heard = '';
    server.stdout?.on('data', (bytes) => {
      heard += bytes;
    });
    await listening(kernel);
    const talk = connect();
    const size = 8_000_000;
    talk.say(new Uint8Array(size)).finish();
    await joint.until('probes of the shut window', () =>
      joint.events.some((event) => event.kind === 'tcp.retransmitted' && event.why === 'zero-window-probe'),
    );
    await joint.until('all of it', () => heard.includes(`${size}`));
    expect(heard).toBe(`ready\n${size}\n`);
    expect(await joint.complaints('ours:eth0', zeroWindow)).toEqual([]);
  });

  it('shuts its window while nobody reads, answers probes, and opens it again', async () => {
    const kernel = await neighbours();
    const listener = listen();
    const size = 3_000_000;
    const child = kernel.start(['sh', '-c', `head -c ${size} /dev/zero | nc -N 10.9.0.2 40400`]);
    const talk = await Talk.accepted(joint, listener);
    talk.paused = true;
    await joint.until('the kernel to wait', () => kernel.run('ss -Htoin state established').includes('persist'));
    expect(talk.total).toBeLessThan(size);
    talk.resume();
    await joint.until('all of it', () => talk.socket.finished);
    expect(talk.total).toBe(size);
    talk.finish();
    expect(await statusOf(child)).toBe(0);
    expect(await joint.complaints('ours:eth0', zeroWindow)).toEqual([]);
  });

  it('asks a silent kernel whether it is still there, and is answered', async () => {
    const kernel = await neighbours();
    const server = kernel.start(perlServer('sleep 60'));
    await listening(kernel);
    const socket = joint.act(() =>
      sure(
        joint.stack('ours').tcp.connect({ address: address('10.9.0.1'), port: 40400 }, {}, { keepAlive: 0.6 * second }),
      ),
    );
    const talk = joint.act(() => new Talk(joint, socket));
    // Linux answers what is out of its window at most twice a second (tcp_invalid_ratelimit).
    const probes = () =>
      joint.events.filter((event) => event.kind === 'tcp.retransmitted' && event.why === 'keep-alive').length;
    await joint.until('three questions', () => probes() >= 3);
    expect(talk.ended).toBe(null);
    expect(talk.socket.state).toBe('ESTAB');
    server.kill('SIGKILL');
    await joint.until('its FIN', () => talk.socket.finished);
    expect(await joint.complaints('ours:eth0', reset)).toEqual([]);
  });

  it('gives a port in TIME-WAIT to a newer connection of the same kernel socket', async () => {
    const kernel = await neighbours();
    const listener = listen();
    const once = `perl -MIO::Socket::INET -e '$s=IO::Socket::INET->new(PeerAddr=>"10.9.0.2:40400",LocalPort=>40777,ReuseAddr=>1) or die "$!"; print scalar <$s>; sysread($s,$b,1)'`;
    for (const round of ['first', 'second', 'third']) {
      const said = kernel.finish(once);
      const talk = await Talk.accepted(joint, listener);
      // We close first, so TIME-WAIT is ours.
      talk.say(`${round}\n`).finish();
      expect(await said).toEqual({ status: 0, out: `${round}\n`, err: '' });
      await joint.until('TIME-WAIT', () => talk.socket.state === 'TIME-WAIT');
    }
    expect(await joint.complaints('ours:eth0', /port numbers reused/i)).toEqual([]);
  });
});
