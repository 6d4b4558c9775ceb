import type { ModuleName } from '../lab/lesson.ts';
import { lessons } from './lessons.ts';

/** A lesson on the course map: written and ready to take, or planned. */
export interface PlannedLesson {
  readonly slug: string;
  readonly number: string;
  /** The question that the lesson answers. */
  readonly asks: string;
  readonly ready: boolean;
}

export interface Module {
  readonly number: number;
  readonly name: ModuleName;
  readonly lessons: readonly PlannedLesson[];
}

const written = new Set(lessons.map((lesson) => lesson.slug));

const lesson = (number: string, slug: string, asks: string): PlannedLesson => ({
  slug,
  number,
  asks,
  ready: written.has(slug),
});

/** The whole course, thirteen modules in order. What is not in `lessons.ts` is planned and says so. */
export const course: readonly Module[] = [
  {
    number: 0,
    name: 'Before anything',
    lessons: [lesson('0.1', 'start-here', 'What happens when I type in this page?')],
  },
  {
    number: 1,
    name: 'The big picture',
    lessons: [
      lesson('1.1', 'what-is-a-network', 'What is a network, and what is a connection?'),
      lesson('1.2', 'how-the-internet-works', 'Who carries my message?'),
      lesson('1.3', 'lan-to-wan', 'How big is a network?'),
      lesson('1.4', 'inside-a-packet', 'What is in a packet?'),
      lesson('1.5', 'bandwidth-and-latency', 'Why is my network slow?'),
      lesson('1.6', 'protocols-and-layers', 'Why so many protocols?'),
    ],
  },
  {
    number: 2,
    name: 'One wire',
    lessons: [
      lesson('2.1', 'ethernet-and-mac-addresses', 'Who is this frame for?'),
      lesson('2.2', 'hubs-and-collisions', 'What if everybody hears everything?'),
      lesson('2.3', 'bridges-and-switches', 'How does a switch know?'),
      lesson('2.4', 'arp', 'I know the IP, which MAC?'),
    ],
  },
  {
    number: 3,
    name: 'Many networks',
    lessons: [
      lesson('3.1', 'ip-addresses', 'What is my address?'),
      lesson('3.2', 'subnets-and-private-blocks', 'Is it next door or far away?'),
      lesson('3.3', 'dhcp', 'Who gave me this address?'),
      lesson('3.4', 'routers-and-the-default-gateway', 'Which way out?'),
      lesson('3.5', 'icmp-ping-and-traceroute', 'Is it alive, and where does it stop?'),
      lesson('3.6', 'ipv6', 'Did NAT kill IPv6?'),
    ],
  },
  {
    number: 4,
    name: 'Processes',
    lessons: [
      lesson('4.1', 'ports', 'One address, many programs: who gets the bytes?'),
      lesson('4.2', 'udp', 'What if nobody promises anything?'),
      lesson('4.3', 'tcp-connections', 'How do two strangers agree?'),
      lesson('4.4', 'tcp-reliability', 'How does TCP survive loss?'),
      lesson('4.5', 'tcp-or-udp', 'Which one, and why?'),
    ],
  },
  {
    number: 5,
    name: 'Writing network programs',
    lessons: [
      lesson('5.1', 'what-is-a-socket', 'What do I hold when I hold a socket?'),
      lesson('5.2', 'your-first-client', 'How do I talk to the room from code?'),
      lesson('5.3', 'socket-names', 'Who am I, who are you?'),
      lesson('5.4', 'network-data', 'How do bytes become messages?'),
      lesson('5.5', 'errors-in-code', 'What does failure look like from inside?'),
      lesson('5.6', 'server-architecture', 'How does one server serve thirty people?'),
      lesson('5.7', 'build-a-chat-room', 'Can I build the room myself?'),
    ],
  },
  {
    number: 6,
    name: 'The edges',
    lessons: [
      lesson('6.1', 'nat-and-port-forwarding', 'How do ten devices share one address?'),
      lesson('6.2', 'internet-facing-addresses', 'What if I had no NAT?'),
      lesson('6.3', 'firewalls', 'Who may pass?'),
      lesson('6.4', 'segmenting-a-network', 'Where do the boxes go?'),
    ],
  },
  {
    number: 7,
    name: 'Names and caches',
    lessons: [
      lesson('7.1', 'domain-names', 'How do I read a name?'),
      lesson('7.2', 'dns-resolution', 'Who knows the number?'),
      lesson('7.3', 'caches', 'Why is the old answer still here?'),
    ],
  },
  {
    number: 8,
    name: 'The Web',
    lessons: [
      lesson('8.1', 'http-clients', 'What does my browser say?'),
      lesson('8.2', 'http-servers', 'What does a server do with a URL?'),
      lesson('8.3', 'the-world-wide-web', 'Is the Web the Internet?'),
    ],
  },
  {
    number: 9,
    name: 'Secrecy',
    lessons: [
      lesson('9.1', 'tls', 'How do strangers share a secret in public?'),
      lesson('9.2', 'certificates', 'Who says you are you?'),
      lesson('9.3', 'vpn', 'What does a tunnel hide, and from whom?'),
      lesson('9.4', 'how-secret-is-the-chat', 'Is our room really secret?'),
    ],
  },
  {
    number: 10,
    name: 'Mail, remote login, files',
    lessons: [
      lesson('10.1', 'smtp', 'How does mail leave me?'),
      lesson('10.2', 'building-and-parsing-email', 'What is inside a message?'),
      lesson('10.3', 'pop3', 'How do I fetch mail and go?'),
      lesson('10.4', 'imap', 'How do three devices share one mailbox?'),
      lesson('10.5', 'telnet-and-ssh', 'Who else reads my login?'),
      lesson('10.6', 'ftp-and-file-sharing', 'Why two connections for one file?'),
    ],
  },
  {
    number: 11,
    name: 'Programs calling programs',
    lessons: [
      lesson('11.1', 'rpc', 'Did it run once, twice, or not at all?'),
      lesson('11.2', 'message-queues', 'What if the receiver is asleep?'),
    ],
  },
  {
    number: 12,
    name: 'When it breaks',
    lessons: [
      lesson('12.1', 'a-method-for-troubleshooting', 'Where do I look first?'),
      lesson('12.2', 'seven-broken-networks', 'Can I fix the seven classics?'),
      lesson('12.3', 'capstone-escape-room', 'Can we get one message out?'),
    ],
  },
];
