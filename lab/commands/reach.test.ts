import { afterEach, describe, expect, it } from 'vitest';
import { second } from '../../network/time/clock.ts';
import { Bench } from './test-bench.ts';

let bench: Bench;
const open = (): Bench => {
  bench = new Bench();
  return bench;
};
afterEach(() => bench.scene.close());

describe('ping', () => {
  it('prints each reply and a summary, in the layout of iputils', async () => {
    expect(await open().run('pc1', 'ping -c 2 pc2')).toMatch(
      /^PING pc2 \(192\.168\.1\.20\) 56\(84\) bytes of data\.\n64 bytes from 192\.168\.1\.20: icmp_seq=1 ttl=64 time=0\.\d{3} ms\n64 bytes .*icmp_seq=2 .*\n\n--- pc2 ping statistics ---\n2 packets transmitted, 2 received, 0% packet loss, time 1000ms\nrtt min\/avg\/max\/mdev = [\d./]+ ms\n/,
    );
  });

  it('goes on until Ctrl-C, and then sums up', async () => {
    open();
    await bench.type('pc1', 'ping 192.168.1.20\r');
    await bench.scene.runFor(3.5 * second);
    await bench.type('pc1', '\x03');
    await bench.scene.runFor(second);
    const shown = bench.shell('pc1').transcript;
    expect(shown).toContain('4 packets transmitted, 4 received, 0% packet loss');
    expect(bench.shell('pc1').foreground).toBeNull();
  });

  it('says what came back instead of a reply', async () => {
    open();
    expect(await bench.run('pc1', 'ping -c 1 192.168.1.99')).toContain('Destination Host Unreachable');
    expect(await bench.run('pc1', 'ping -c 1 -t 1 server')).toContain(
      'From 192.168.1.1 icmp_seq=1 Time to live exceeded',
    );
    expect(await bench.run('pc3', 'ping -c 1 8.8.8.8')).toContain('Network is unreachable');
    expect(await bench.run('pc1', 'ping -c 1 -s 2000 -M do pc2')).toContain('Message too long');
  });

  it('loses everything over a cut cable, and says so', async () => {
    open();
    await bench.run('pc1', 'ping -c 1 pc2');
    bench.scene.act({ act: 'cut', cable: 'cable2' });
    expect(await bench.run('pc1', 'ping -c 2 pc2; echo $?')).toMatch(/100% packet loss[\s\S]*\n1\n$/);
  });

  it.each([
    ['ping', 'Say one host'],
    ['ping -c 0 pc2', '-c wants a number'],
    ['ping -z pc2', 'There is no flag -z'],
    ['ping nowhere_', 'neither an IPv4 address nor a name'],
    ['ping 999.1.1.1', 'is no IPv4 address'],
  ])('refuses %s with a sentence', async (line, says) => {
    expect(await open().run('pc1', line)).toContain(says);
  });
});

describe('traceroute', () => {
  it('names every hop, and stops at the target', async () => {
    expect(await open().run('pc1', 'traceroute -n -q 1 server')).toMatch(
      /^traceroute to server \(203\.0\.113\.80\), 30 hops max, 60 byte packets\n 1 {2}192\.168\.1\.1 {2}[\d.]+ ms\n 2 {2}203\.0\.113\.80 {2}[\d.]+ ms\n$/,
    );
  });

  it('prints a star for who keeps silent', async () => {
    open();
    bench.scene.act({ act: 'mute', device: 'r1', echo: true, errors: true });
    expect(await bench.run('pc1', 'traceroute -n -q 2 -w 1 server')).toContain(' 1  * *\n 2  203.0.113.80');
  });

  it('refuses bad input', async () => {
    expect(await open().run('pc1', 'traceroute -q 99 pc2')).toContain('-q wants a number');
  });
});

describe('arp and ip neigh', () => {
  it('are empty, then know who answered, and can be made to forget', async () => {
    open();
    expect(await bench.run('pc1', 'arp -a')).toContain('The cache is empty');
    await bench.run('pc1', 'ping -c 1 pc2');
    expect(await bench.run('pc1', 'arp -a')).toBe('? (192.168.1.20) at 00:00:5e:00:53:20 [ether] on eth0\n');
    expect(await bench.run('pc1', 'ip neigh')).toBe('192.168.1.20 dev eth0 lladdr 00:00:5e:00:53:20 REACHABLE\n');
    await bench.run('pc1', 'ip neigh flush all');
    expect(await bench.run('pc1', 'ip neigh')).toBe('');
    expect(await bench.run('pc1', 'arp -d 192.168.1.20')).toContain('There is no row');
  });
});

describe('ip', () => {
  it('changes what the host does', async () => {
    open();
    expect(await bench.run('pc3', 'ip addr add 192.168.1.30/24 dev eth0; ip -br a')).toContain('192.168.1.30/24');
    expect(await bench.run('pc3', 'ping -c 1 192.168.1.10')).toContain('1 received');
    expect(await bench.run('pc3', 'ip route get 203.0.113.80')).toContain('Network is unreachable');
    await bench.run('pc3', 'ip route add default via 192.168.1.1');
    expect(await bench.run('pc3', 'ip route')).toContain('default via 192.168.1.1 dev eth0');
    expect(await bench.run('pc3', 'ip link set eth0 down; ping -c 1 192.168.1.10')).toContain('unreachable');
  });

  it('says kindly on a switch that there is no IP', async () => {
    open();
    expect(await bench.run('sw1', 'ip addr')).toContain('sw1 is a switch: it has no IP address');
    expect(await bench.run('sw1', 'ip route')).toContain('sw1 is a switch: it has no IP address');
    expect(await bench.run('sw1', 'ping 192.168.1.10')).toContain('sw1 is a switch');
  });
});

describe('tcpdump', () => {
  it('shows what passes, and stops after so many', async () => {
    open();
    await bench.type('pc2', 'tcpdump -n -c 2 arp\r');
    await bench.run('pc1', 'ping -c 1 pc2');
    await bench.scene.runFor(second);
    const shown = bench.shell('pc2').transcript;
    expect(shown).toContain('ARP, Request who-has 192.168.1.20 tell 192.168.1.10');
    expect(shown).toContain('ARP, Reply 192.168.1.20 is-at 00:00:5e:00:53:20');
    expect(shown).toContain('2 packets captured');
  });

  it('points at what it does not understand', async () => {
    open();
    expect(await bench.run('pc1', 'tcpdump host and')).toContain('^');
    expect(await bench.run('pc1', 'tcpdump -i eth9')).toContain('No such device exists');
  });
});

describe('curl', () => {
  it('fetches a page by name, and says who refuses', async () => {
    open();
    expect(await bench.run('pc1', 'curl http://www.lab.test/')).toBe('hello\n');
    expect(await bench.run('pc1', 'curl http://server:81/; echo $?')).toMatch(
      /Connection refused[\s\S]*over there[\s\S]*7\n$/,
    );
    // -w writes its line all the same, and -S undoes half of -s.
    expect(await bench.run('pc1', "curl -s -w '%{size_download} bytes\\n' http://server:81/")).toBe('0 bytes\n');
    expect(await bench.run('pc1', 'curl -sS http://server:81/')).toContain('Connection refused');
  });
});

describe('a host that is switched off', () => {
  it('says so to every command, until it is on again', async () => {
    open();
    await bench.run('pc1', 'power off');
    expect(await bench.run('pc1', 'ping pc2')).toContain('switched off');
    expect(await bench.run('pc1', 'arp -a')).toContain('pc1 is switched off');
    expect(await bench.run('pc1', 'power')).toBe('pc1 is off.\n');
    await bench.run('pc1', 'power on');
    expect(await bench.run('pc1', 'ping -c 1 pc2')).toContain('1 received');
  });
});
