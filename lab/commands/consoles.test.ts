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

describe('the console of a switch', () => {
  it('shows who was seen at which port, and forgets', async () => {
    expect(await bench.run('sw1', 'mac')).toContain('The table is empty');
    await bench.run('pc1', 'ping -c 1 pc2');
    expect(await bench.run('sw1', 'show mac')).toMatch(
      /^MAC ADDRESS +PORT +AGE\n00:00:5e:00:53:10 +p1 +0 s\n(00:.*p4.*\n)?00:00:5e:00:53:20 +p2 +0 s\n/,
    );
    await bench.run('sw1', 'mac flush');
    expect(await bench.run('sw1', 'mac')).toContain('The table is empty');
  });

  it('switches spanning tree on and off', async () => {
    expect(await bench.run('sw1', 'spanning-tree')).toContain('Spanning tree is off');
    await bench.run('sw1', 'spanning-tree on');
    expect(await bench.run('sw1', 'stp')).toMatch(
      /\(this switch\)\ncost {3}0\nPORT .*\np1 +designated +listening +19\n/,
    );
    await bench.scene.runFor(31 * second);
    expect(await bench.run('sw1', 'show spanning-tree')).toMatch(/p1 +designated +forwarding/);
    await bench.run('sw1', 'spanning-tree off');
    expect(await bench.run('sw1', 'show stp')).toContain('Spanning tree is off');
    expect(await bench.run('sw1', 'stp maybe')).toContain('on or off');
  });

  it('is recorded as the keys that were typed, and as nothing else', async () => {
    await bench.run('sw1', 'spanning-tree on; power off; power on');
    expect(bench.scene.recording().inputs.map(({ what }) => what)).toEqual([
      { terminal: 'sw1', keys: 'spanning-tree on; power off; power on\r' },
    ]);
  });

  it('is not where others have it', async () => {
    expect(await bench.run('box', 'mac')).toContain('box is a hub');
    expect(await bench.run('pc1', 'mac')).toContain('pc1 is a host');
    expect(await new TerminalRig({ commands }).run('mac')).toContain('It reaches below sockets');
  });

  it('lists in help only what works there', async () => {
    const atSwitch = await bench.run('sw1', 'help');
    expect(atSwitch).toContain('  spanning-tree');
    expect(atSwitch).not.toMatch(/^ {2}(ping|nc|nat) /m);
    const atHost = await bench.run('pc1', 'help');
    expect(atHost).toMatch(/^ {2}ping /m);
    expect(atHost).not.toMatch(/^ {2}mac /m);
    const atHome = await new TerminalRig({ commands }).run('help');
    expect(atHome).toMatch(/^ {2}nc /m);
    expect(atHome).not.toMatch(/^ {2}(ping|dhclient|mac|iperf) /m);
  });
});

describe('the console of a router', () => {
  it('shows whom its NAT stands for, and opens a port inwards', async () => {
    expect(await bench.run('r1', 'nat')).toContain('The table is empty');
    await bench.run('pc1', 'nc -zv server 7');
    expect(await bench.run('r1', 'nat')).toMatch(/tcp +192\.168\.1\.10:\d+ +203\.0\.113\.1:\d+ +203\.0\.113\.80:7 /);
    await bench.run('r1', 'nat forward add tcp 6000 192.168.1.20:5006');
    expect(await bench.run('r1', 'nat')).toMatch(/tcp +192\.168\.1\.20:5006 +203\.0\.113\.1:6000 +\*/);
    await bench.type('pc2', 'nc -l 5006\r');
    expect(await bench.run('server', 'nc -zv 203.0.113.1 6000')).toContain('succeeded!');
    await bench.run('r1', 'nat forward del tcp 6000');
    expect(await bench.run('r1', 'nat forward del tcp 6000')).toContain('No forward of tcp port 6000');
    expect(await bench.run('r1', 'nat forward add tcp 70000 x')).toContain('is no port');
  });

  it('counts the packets that each rule of its firewall decided', async () => {
    await bench.run('r1', 'fw add forward drop icmp to 203.0.113.80');
    expect(await bench.run('pc1', 'ping -c 2 -W 1 server')).toContain('100% packet loss');
    expect(await bench.run('r1', 'fw')).toMatch(/forward +1 +drop +icmp to 203\.0\.113\.80 +2 +168\n/);
    await bench.run('r1', 'fw del 1');
    expect(await bench.run('pc1', 'ping -c 1 server')).toContain('1 received');
    await bench.run('r1', 'fw policy forward drop');
    await bench.run('r1', 'fw add forward accept state established,related');
    await bench.run('r1', 'fw add at 1 forward accept tcp dport 7');
    expect(await bench.run('pc1', 'nc -zv -w 5 server 7')).toContain('succeeded!');
    expect(await bench.run('pc1', 'nc -zv -w 5 server 80')).toContain('failed');
  });

  it.each([
    ['fw add sideways drop', 'Say which chain'],
    ['fw add forward drop from nowhere', 'is no prefix'],
    ['fw add forward drop dport 80', 'Add the protocol tcp or udp'],
    ['fw del 1', 'There are no rules yet'],
    ['fw add forward drop state tired', 'tired is no state'],
    ['dhcp lease-time soon', 'whole number of seconds'],
    ['dhcp free 192.168.1.100', 'Nobody has 192.168.1.100'],
    ['dhcp pool 10.0.0.1 10.0.0.9', 'is not on the network at eth0'],
    ['rip please', 'no words'],
  ])('refuses %s with a sentence', async (line, says) => {
    expect(await bench.run('r1', line)).toContain(says);
  });

  it('shows its routes as RIP tells them', async () => {
    expect(await bench.run('r1', 'rip')).toMatch(
      /NETWORK +HOPS +LEARNED FROM +BY\n192\.168\.1\.0\/24 +1 +its own +eth0\n/,
    );
  });
});

describe('an address for everybody', () => {
  it('is asked for in four messages, and given back in one', async () => {
    expect(await bench.run('pc3', 'dhclient eth0')).toBe(
      [
        'DHCPDISCOVER on eth0 to 255.255.255.255 port 67',
        'DHCPOFFER of 192.168.1.100 from 192.168.1.1',
        'DHCPREQUEST for 192.168.1.100 on eth0 to 255.255.255.255 port 67',
        'DHCPACK of 192.168.1.100 from 192.168.1.1',
        'bound to 192.168.1.100 -- renewal in 1795 seconds.',
        '',
      ].join('\n'),
    );
    expect(await bench.run('r1', 'dhcp leases')).toMatch(/192\.168\.1\.100 +\S+ +bound +\d+ s/);
    expect(await bench.run('pc3', 'ipconfig /all')).toMatch(/DHCP Server .*: 192\.168\.1\.1\n/);
    expect(await bench.run('pc3', 'cat /etc/resolv.conf')).toBe('nameserver 203.0.113.80\n');
    expect(await bench.run('pc3', 'ipconfig /renew')).toContain('DHCPREQUEST for 192.168.1.100 on eth0 to 192.168.1.1');
    expect(await bench.run('pc3', 'ipconfig /release')).toContain('DHCPRELEASE of 192.168.1.100');
    expect(await bench.run('pc3', 'ip -br addr show eth0')).not.toContain('192.168');
    await bench.scene.runFor(second);
    expect(await bench.run('r1', 'dhcp leases')).toMatch(/released/);
  });

  it('is not there when the pool is empty, until somebody enlarges it', async () => {
    await bench.run('pc3', 'dhclient eth0');
    await bench.run('mallory', 'ip addr del 192.168.1.66/24 dev eth0');
    const shown = await bench.run('mallory', 'dhclient eth0');
    expect(shown).toContain('No DHCPOFFERS received.');
    expect(shown).toMatch(/eth0 took 169\.254\.\d+\.\d+/);
    expect(await bench.run('r1', 'dhcp pool 192.168.1.100 192.168.1.109')).toContain('10, 1 taken, 9 free');
    expect(await bench.run('mallory', 'dhclient eth0')).toContain('bound to 192.168.1.101');
  });

  it('can be freed by the server, and the next one gets it', async () => {
    await bench.run('pc3', 'dhclient eth0');
    await bench.run('r1', 'dhcp lease-time 60; dhcp free 192.168.1.100');
    await bench.run('mallory', 'ip addr del 192.168.1.66/24 dev eth0');
    await bench.run('pc3', 'ip link set eth0 down');
    expect(await bench.run('mallory', 'dhclient eth0')).toContain('bound to 192.168.1.100 -- renewal in 25 seconds.');
  });

  it('cannot be asked for without a cable', async () => {
    bench.scene.act({ act: 'cut', cable: 'cable3' });
    expect(await bench.run('pc3', 'dhclient eth0')).toContain('its cable is out');
    expect(await bench.run('pc3', 'dhclient eth7')).toContain('Cannot find device');
    expect(await bench.run('pc3', 'dhclient -r')).toContain('nothing to give back');
  });
});

describe('the hosts file', () => {
  it('is looked into before anybody is asked', async () => {
    expect(await bench.run('pc2', 'nc -zv mallory 7')).toContain('knows no name server');
    await bench.run('pc2', 'hosts add 192.168.1.66 mallory');
    expect(await bench.run('pc2', 'cat /etc/hosts')).toContain('192.168.1.66    mallory\n');
    expect(await bench.run('pc2', 'ping -c 1 mallory')).toContain('1 received');
    await bench.run('pc2', 'hosts del mallory');
    expect(await bench.run('pc2', 'hosts del mallory')).toContain('There is no line for mallory');
    expect(await bench.run('pc2', 'hosts add nine ten')).toContain('Neither nine nor ten');
  });
});
