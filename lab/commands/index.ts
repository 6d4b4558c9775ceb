import { here, type ListedCommand } from '../shell/command.ts';
import { chat } from './chat.ts';
import { clear } from './clear.ts';
import { echo } from './echo.ts';
import { fetchedLater } from './fetched-later.ts';
import { fg } from './fg.ts';
import { grep } from './grep.ts';
import { head } from './head.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { jobs } from './jobs.ts';
import { nc } from './nc.ts';
import { devices, stations, switches, withSockets } from './places.ts';
import { rooms } from './rooms.ts';
import { sleep } from './sleep.ts';
import { ss } from './ss.ts';
import { wc } from './wc.ts';

/**
 * Every command of the terminal. Those that few lessons need are not part of what a page loads; their lines here say
 * only what `help` lists.
 */
export const commands: readonly ListedCommand[] = [
  here(rooms),
  here(chat),
  fetchedLater('room', 'opens a chat room, or serves one from here', async () => (await import('./room.ts')).room, {
    where: withSockets,
  }),
  fetchedLater('bots', 'sends a crowd of members into a chat room', async () => (await import('./bots.ts')).bots, {
    where: withSockets,
  }),
  here(nc),
  fetchedLater(
    'socks',
    'holds sockets open, so that you can look at them',
    async () => (await import('./socks.ts')).socks,
    { where: withSockets },
  ),
  fetchedLater(
    'slowreader',
    'a program that accepts a connection and reads nothing until you wake it',
    async () => (await import('./slowreader.ts')).slowreader,
    { where: withSockets },
  ),
  fetchedLater(
    'flood',
    'sends as fast as it can to a reader that is busy, and counts what arrives',
    async () => (await import('./flood.ts')).flood,
    { where: withSockets },
  ),
  fetchedLater(
    'udp',
    'sends datagrams from a socket that is connected to nobody',
    async () => (await import('./udp.ts')).udp,
    { where: withSockets },
  ),
  fetchedLater(
    'udpchat',
    'chats over UDP, and with --ack makes up for what UDP leaves out',
    async () => (await import('./udpchat.ts')).udpchat,
    { where: withSockets },
  ),
  fetchedLater(
    'sensor',
    'sends readings at a steady pace, or tells which of them came in time',
    async () => (await import('./sensor.ts')).sensor,
    { where: withSockets },
  ),
  fetchedLater(
    'framing',
    'sends lines in awkward pieces, and reads messages that say how long they are',
    async () => (await import('./framing.ts')).framing,
    { where: withSockets },
  ),
  fetchedLater(
    'test-my',
    'puts your own chat server or client through its paces',
    async () => (await import('./test-my.ts')).testMy,
    { where: withSockets },
  ),
  fetchedLater(
    'tap',
    'a wire you can read: passes bytes on and shows them',
    async () => (await import('./tap.ts')).tap,
    { where: withSockets },
  ),
  fetchedLater(
    'relay',
    'a wire you can break: makes a connection slow, freezes it, cuts it',
    async () => (await import('./relay.ts')).relay,
    { where: withSockets },
  ),
  here(ss),
  fetchedLater('netstat', 'lists sockets, in the older layout', async () => (await import('./netstat.ts')).netstat, {
    where: withSockets,
  }),
  fetchedLater(
    'ip',
    "shows a host's interfaces and addresses, and changes a virtual one's",
    async () => (await import('./ip.ts')).ip,
    { where: withSockets },
  ),
  fetchedLater(
    'ifconfig',
    "shows a host's interfaces, as macOS and older Linux do",
    async () => (await import('./ifconfig.ts')).ifconfig,
    { where: withSockets },
  ),
  fetchedLater(
    'ipconfig',
    "shows a host's interfaces, as Windows does",
    async () => (await import('./ipconfig.ts')).ipconfig,
    { where: withSockets },
  ),
  fetchedLater(
    'ping',
    'asks a host for an answer, again and again (ICMP echo)',
    async () => (await import('./ping.ts')).ping,
    { where: stations },
  ),
  fetchedLater(
    'traceroute',
    'finds the routers on the way, one hop at a time',
    async () => (await import('./traceroute.ts')).traceroute,
    { where: stations },
  ),
  fetchedLater(
    'arp',
    'shows which MAC address this host has for which IP address',
    async () => (await import('./arp.ts')).arp,
    { where: stations },
  ),
  fetchedLater(
    'arping',
    'asks a neighbour by ARP, or tells all neighbours which address this host has',
    async () => (await import('./arping.ts')).arping,
    { where: stations },
  ),
  fetchedLater(
    'tcpdump',
    'shows every frame that an interface sends and hears',
    async () => (await import('./tcpdump.ts')).tcpdump,
    { where: devices },
  ),
  fetchedLater('curl', 'asks a web server for a page (HTTP/1.1)', async () => (await import('./curl.ts')).curl, {
    where: withSockets,
  }),
  fetchedLater(
    'traces',
    'looks for a word in every place this page can reach',
    async () => (await import('./traces.ts')).traces,
  ),
  fetchedLater('dig', 'asks a name server, and shows the whole answer', async () => (await import('./dig.ts')).dig, {
    where: withSockets,
  }),
  fetchedLater(
    'host',
    'looks a name up in DNS, and says it in a sentence',
    async () => (await import('./host.ts')).host,
    { where: withSockets },
  ),
  fetchedLater(
    'nslookup',
    'looks a name up in DNS, as Windows and older systems do',
    async () => (await import('./nslookup.ts')).nslookup,
    { where: withSockets },
  ),
  fetchedLater(
    'hosts',
    'shows and changes the hosts file: names this host knows by itself',
    async () => (await import('./hosts.ts')).hosts,
    { where: stations },
  ),
  fetchedLater(
    'python',
    'runs a program of this lesson in Python, with sockets',
    async () => (await import('./python.ts')).python,
    { where: withSockets, aliases: ['python3'] },
  ),
  fetchedLater('ls', 'lists the programs of this lesson', async () => (await import('./ls.ts')).ls),
  fetchedLater('cat', 'prints a file, or what comes through a pipe', async () => (await import('./cat.ts')).cat),
  fetchedLater(
    'dhclient',
    'asks the network for an address (DHCP), or gives it back',
    async () => (await import('./dhclient.ts')).dhclient,
    { where: stations },
  ),
  fetchedLater(
    'iperf',
    'measures how fast a path is: sends as much as it takes',
    async () => (await import('./iperf.ts')).iperf,
    { where: stations },
  ),
  fetchedLater(
    'send',
    'puts one small frame on the cable, for a host by its name',
    async () => (await import('./send.ts')).send,
    { where: stations },
  ),
  fetchedLater(
    'race',
    'starts commands at several hosts at the same instant',
    async () => (await import('./race.ts')).race,
    { where: devices },
  ),
  fetchedLater(
    'arpspoof',
    'tells a neighbour the wrong MAC address, in this network only',
    async () => (await import('./arpspoof.ts')).arpspoof,
    { where: stations },
  ),
  fetchedLater(
    'mac',
    'shows which MAC address this switch has seen at which port',
    async () => (await import('./mac.ts')).mac,
    { where: switches },
  ),
  fetchedLater(
    'spanning-tree',
    'keeps loops of cables from flooding the network (IEEE 802.1D)',
    async () => (await import('./spanning-tree.ts')).spanningTree,
    { where: switches, aliases: ['stp'] },
  ),
  fetchedLater(
    'show',
    'shows a table of this switch: mac, spanning-tree, interfaces',
    async () => (await import('./show.ts')).show,
    { where: switches },
  ),
  fetchedLater(
    'nat',
    'shows who inside uses which port outside, and opens ports inwards',
    async () => (await import('./nat.ts')).nat,
    { where: ['router'] },
  ),
  fetchedLater(
    'fw',
    'shows and changes the rules of a firewall, with how often each was hit',
    async () => (await import('./fw.ts')).fw,
    { where: stations },
  ),
  fetchedLater(
    'dhcp',
    'shows the addresses this DHCP server gives out, and changes how',
    async () => (await import('./dhcp.ts')).dhcp,
    { where: stations },
  ),
  fetchedLater(
    'rip',
    'shows what this router has learned from its neighbours (RIP)',
    async () => (await import('./rip.ts')).rip,
    { where: ['router'] },
  ),
  fetchedLater('power', 'switches this device off and on', async () => (await import('./power.ts')).power, {
    where: devices,
  }),
  ...[echo, grep, head, wc, help, history, clear, sleep, jobs, fg].map(here),
];
