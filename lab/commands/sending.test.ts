import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { second } from '../../network/time/clock.ts';
import { TerminalRig } from '../memory-host/terminal-rig.ts';
import { commands } from './index.ts';
import { Bench } from './test-bench.ts';

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.scene.close());

const sent = () =>
  bench.log.entries.flatMap((fact) =>
    fact.kind === 'network' && fact.event.kind === 'frame.sent' ? [fact.event] : [],
  );

describe('send and race', () => {
  it('put one frame on the cable for a host by its name, and the host notes what it says', async () => {
    expect(await bench.run('pc1', 'send pc2 hi there')).toBe(
      '00:00:5e:00:53:10 > 00:00:5e:00:53:20: 8 bytes of text\n',
    );
    await bench.scene.runFor(second);
    const notes = bench.log.entries.flatMap((fact) =>
      fact.kind === 'network' && fact.event.kind === 'noted' ? [`${fact.event.device} ${fact.event.says}`] : [],
    );
    expect(notes).toContain('pc2 got “hi there”');
  });

  it('begin at one and the same nanosecond', async () => {
    await bench.run('pc1', "race 'pc1: send pc2 hi' 'pc3: send pc2 hi'");
    const starts = sent().filter(({ from }) => from === 'pc1:eth0' || from === 'pc3:eth0');
    expect(new Set(starts.map(({ from }) => from)).size).toBe(2);
    expect(new Set(starts.map(({ starts: at }) => at)).size).toBe(1);
  });

  it('or at a moment of the clock, told to both', async () => {
    await bench.type('pc1', 'send --at 5 pc2 hi\r');
    await bench.type('pc3', 'send --at 5 all hi\r');
    await bench.scene.runFor(6 * second);
    const starts = sent().filter(({ from }) => from === 'pc1:eth0' || from === 'pc3:eth0');
    expect(starts.map(({ starts: at }) => at)).toEqual([5 * second, 5 * second]);
    expect(await bench.run('pc1', 'send --at 1 pc2 hi')).toContain('That moment has passed');
  });

  it('carry a message of many frames, and tell its time from the first bit to the last', async () => {
    const short = await bench.run('pc1', 'send --bytes 1500 pc2');
    // Through a switch: 120 µs on each of two cables of 100 Mb/s, and half a microsecond on each.
    expect(short).toBe('pc2 has all 1,500 bytes after 0.241 ms\n');
    const long = await bench.run('pc1', 'send --bytes 1500000 pc2');
    expect(Number(/after ([\d.]+) ms/.exec(long)?.[1])).toBeCloseTo(120 * 1.008 + 0.12, 1);
    await bench.scene.runFor(second);
    const notes = bench.log.entries.flatMap((fact) =>
      fact.kind === 'network' && fact.event.kind === 'noted' ? [fact.event.says] : [],
    );
    expect(notes).toEqual([
      'got “message 1, piece 1 of 1, 1500 bytes in all”',
      'got “message 2, piece 1000 of 1000, 1500000 bytes in all”',
    ]);
  });

  it('say where a message came that no cable took to its receiver', async () => {
    bench.scene.act({ act: 'cut', cable: 'cable2' });
    expect(await bench.run('pc1', 'send --bytes 1500 pc2')).toMatch(
      /It did not get there whole: its last frame came to \w+, and no cable took it on to pc2\./,
    );
  });

  it.each([
    ['send --bytes 10 pc2', '72 (the shortest frame)'],
    ['send --bytes 1500 all', 'No host here is called all'],
    ['send', 'Say to whom'],
    ['send nobody hi', 'No host here is called nobody'],
    ['send sw1 hi', 'no host'],
    ['race one', 'Two or more'],
    ["race 'pc1: send pc2 hi' 'pc9: send pc2 hi'", 'There is no pc9'],
    ["race 'pc1: fly' 'pc2: fly'", 'There is no command fly'],
  ])('refuse %s with a sentence', async (line, says) => {
    expect(await bench.run('pc1', line)).toContain(says);
  });
});

describe('arpspoof', () => {
  it('has the victim’s frames visit, passes them on, and tells the truth at the end', async () => {
    await bench.run('pc1', 'ping -c 1 server');
    await bench.type('mallory', 'arpspoof 192.168.1.10 192.168.1.1\r');
    await bench.scene.runFor(second);
    expect(await bench.run('pc1', 'ip neigh')).toMatch(/192\.168\.1\.1 dev eth0 lladdr 00:00:5e:00:53:66/);
    const before = sent().filter(({ to }) => to === 'mallory:eth0').length;
    expect(await bench.run('pc1', 'ping -c 2 server')).toContain('2 received');
    expect(sent().filter(({ to }) => to === 'mallory:eth0').length).toBeGreaterThan(before);
    await bench.type('mallory', '\x03');
    await bench.scene.runFor(second);
    expect(await bench.run('pc1', 'ip neigh')).toMatch(/192\.168\.1\.1 dev eth0 lladdr 00:00:5e:00:53:01/);
  });

  it('takes names, as this host finds them', async () => {
    await bench.run('pc2', 'ping -c 1 192.168.1.1');
    await bench.type('pc1', 'arpspoof pc2 router\r');
    await bench.scene.runFor(second);
    expect(await bench.run('pc2', 'ip neigh')).toMatch(/192\.168\.1\.1 dev eth0 lladdr 00:00:5e:00:53:10/);
    await bench.type('pc1', '\x03');
    await bench.scene.runFor(second);
    expect(await bench.run('pc1', 'arpspoof nobody router')).toContain('nobody');
  });

  it('is for the lab’s network only', async () => {
    expect(await bench.run('mallory', 'arpspoof 192.168.1.10 203.0.113.80')).toContain('on another network');
    expect(await bench.run('mallory', 'arpspoof 192.168.1.99 192.168.1.1')).toContain('does not answer ARP');
    expect(await new TerminalRig({ commands }).run('arpspoof a b')).toContain('It reaches below sockets');
  });
});

describe('iperf', () => {
  it('measures what a cable of 10 Mb/s carries, in virtual seconds', async () => {
    bench.scene.act({ act: 'quality', cable: 'cable1', quality: { rate: 10_000_000 } });
    await bench.type('pc2', 'iperf -s\r');
    const shown = await bench.run('pc1', 'iperf -c pc2 -t 2');
    expect(shown).toMatch(/^\[ {2}1\] {2}0\.0- 1\.0 sec {2}1\.\d\d MBytes {2}(9\.\d\d|1[01]\.\d) Mbits\/sec$/m);
    expect(shown).toMatch(/^\[ {2}1\] {2}0\.0- 2\.0 sec {2}2\.[2-5]\d MBytes/m);
    await bench.scene.runFor(second);
    expect(bench.shell('pc2').transcript).toMatch(/0\.0- 2\.\d sec {2}2\.[2-5]\d MBytes {2}9\.\d\d Mbits/);
  });

  it('counts over UDP what did not arrive', async () => {
    await bench.type('pc2', 'iperf -s -u\r');
    bench.scene.act({ act: 'quality', cable: 'cable2', quality: { loss: 0.2 } });
    expect(await bench.run('pc1', 'iperf -c pc2 -u -b 500K -t 2')).toContain('Sent 85 datagrams');
    await bench.scene.runFor(second);
    expect(bench.shell('pc2').transcript).toMatch(/ ([1-9]\d?)\/85 \(\d+/);
  });

  it('says who refuses, and what makes no sense', async () => {
    expect(await bench.run('pc1', 'iperf -c pc2')).toContain('Connection refused');
    expect(await bench.run('pc1', 'iperf')).toContain('Say -s on one host');
    expect(await bench.run('pc1', 'iperf -c pc2 -b much')).toContain('-b wants an amount');
  });
});

describe('names, rooms and pipes on a virtual host', () => {
  it('nc takes a name, and a listener hears on all addresses', async () => {
    await bench.type('pc2', 'nc -lv 5006\r');
    await bench.type('pc1', 'nc -v pc2 5006\r');
    await bench.scene.runFor(second);
    await bench.type('pc1', 'hello\r');
    await bench.scene.runFor(second);
    expect(bench.shell('pc1').transcript).toContain('Connection to pc2 (192.168.1.20) 5006 port [tcp/*] succeeded!');
    expect(bench.shell('pc2').transcript).toContain('Listening on 0.0.0.0 5006');
    expect(bench.shell('pc2').transcript).toContain('hello\n');
    await bench.type('pc1', '\x03');
    await bench.scene.runFor(second);
    expect(bench.shell('pc2').foreground).toBeNull();
  });

  it('nc -w gives up in the network’s time, not the wall’s', async () => {
    bench.scene.act({ act: 'cut', cable: 'cable2' });
    const began = bench.scene.now;
    expect(await bench.run('pc1', 'nc -zv -w 2 pc2 5006; echo $?')).toMatch(/\n1\n$/);
    expect(bench.scene.now - began).toBeLessThanOrEqual(2.1 * second);
  });

  it('the lobby of the server knows its rooms, and chat joins one', async () => {
    expect(await bench.run('pc1', 'rooms')).toMatch(/blue +5001 +password +0/);
    await bench.type('pc1', 'chat blue\r');
    await bench.scene.runFor(second);
    await bench.type('pc1', 'first-hop\r');
    await bench.scene.runFor(second);
    expect(bench.shell('pc1').transcript).toMatch(/You are \S+\. Type and press Enter/);
    await bench.type('pc1', '/bye\r');
    await bench.scene.runFor(second);
    expect(bench.shell('pc1').foreground).toBeNull();
  });

  it('a host serves a room, and another joins it by host and port', async () => {
    await bench.type('pc2', 'room serve 5009 --name tea\r');
    await bench.type('pc1', 'chat pc2 5009\r');
    await bench.scene.runFor(second);
    expect(bench.shell('pc2').transcript).toContain('Room tea listens on port 5009 of pc2.');
    expect(bench.shell('pc1').transcript).toContain('Room tea on port 5009: open to all.');
    await bench.type('pc2', '\x03');
    await bench.scene.runFor(5 * second);
    expect(bench.shell('pc1').transcript).toContain('The room closes.');
  });

  it('a chat with nobody there says who refused', async () => {
    expect(await bench.run('pc1', 'chat 192.168.1.20 5001')).toContain('the computer there answered with a reset');
    expect(await bench.run('pc2', 'chat blue')).toContain('pc2 runs no lobby');
    expect(await bench.run('pc1', 'chat blue first-hop')).toContain('its password is asked for');
  });

  it('jobs run behind the prompt, and pipes join commands', async () => {
    await bench.run('pc1', 'sleep 5 &');
    expect(await bench.run('pc1', 'jobs')).toContain('sleep 5');
    expect(await bench.run('pc1', 'ping -c 3 pc2 | grep -c icmp_seq')).toBe('3\n');
    await bench.scene.runFor(6 * second);
    expect(await bench.run('pc1', 'jobs')).not.toContain('sleep 5');
  });
});

describe('names on this computer', () => {
  it('other than localhost are refused with a reason', async () => {
    const rig = new TerminalRig({ commands });
    expect(await rig.run('nc example.org 80')).toContain('names other than localhost are not looked up here');
    expect(await rig.run('chat 127.0.0.1 5099')).toContain('answered with a reset');
  });
});
