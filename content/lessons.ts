import type { Lesson } from '../lab/lesson.ts';

export interface LessonEntry {
  /** The folder in `content/`, and the last part of the page's address. */
  readonly slug: string;
  /** The lesson's facts, with its checks. Loaded when asked for, so that a page carries only its own. */
  facts(): Promise<Lesson>;
}

/** THE list: the lessons that are written, in the order they are taken. Their prose is `<slug>/lesson.mdx`. */
export const lessons: readonly LessonEntry[] = [
  { slug: 'start-here', facts: async () => (await import('./start-here/lesson.ts')).lesson },
  { slug: 'what-is-a-network', facts: async () => (await import('./what-is-a-network/lesson.ts')).lesson },
  {
    slug: 'how-the-internet-works',
    facts: async () => (await import('./how-the-internet-works/lesson.ts')).lesson,
  },
  { slug: 'lan-to-wan', facts: async () => (await import('./lan-to-wan/lesson.ts')).lesson },
  { slug: 'inside-a-packet', facts: async () => (await import('./inside-a-packet/lesson.ts')).lesson },
  { slug: 'bandwidth-and-latency', facts: async () => (await import('./bandwidth-and-latency/lesson.ts')).lesson },
  { slug: 'protocols-and-layers', facts: async () => (await import('./protocols-and-layers/lesson.ts')).lesson },
  {
    slug: 'ethernet-and-mac-addresses',
    facts: async () => (await import('./ethernet-and-mac-addresses/lesson.ts')).lesson,
  },
  { slug: 'hubs-and-collisions', facts: async () => (await import('./hubs-and-collisions/lesson.ts')).lesson },
  { slug: 'bridges-and-switches', facts: async () => (await import('./bridges-and-switches/lesson.ts')).lesson },
  { slug: 'arp', facts: async () => (await import('./arp/lesson.ts')).lesson },
  { slug: 'ip-addresses', facts: async () => (await import('./ip-addresses/lesson.ts')).lesson },
  {
    slug: 'subnets-and-private-blocks',
    facts: async () => (await import('./subnets-and-private-blocks/lesson.ts')).lesson,
  },
  { slug: 'dhcp', facts: async () => (await import('./dhcp/lesson.ts')).lesson },
  {
    slug: 'routers-and-the-default-gateway',
    facts: async () => (await import('./routers-and-the-default-gateway/lesson.ts')).lesson,
  },
  {
    slug: 'icmp-ping-and-traceroute',
    facts: async () => (await import('./icmp-ping-and-traceroute/lesson.ts')).lesson,
  },
  { slug: 'ipv6', facts: async () => (await import('./ipv6/lesson.ts')).lesson },
  { slug: 'ports', facts: async () => (await import('./ports/lesson.ts')).lesson },
  { slug: 'udp', facts: async () => (await import('./udp/lesson.ts')).lesson },
  { slug: 'tcp-connections', facts: async () => (await import('./tcp-connections/lesson.ts')).lesson },
  { slug: 'tcp-reliability', facts: async () => (await import('./tcp-reliability/lesson.ts')).lesson },
  { slug: 'tcp-or-udp', facts: async () => (await import('./tcp-or-udp/lesson.ts')).lesson },
  { slug: 'what-is-a-socket', facts: async () => (await import('./what-is-a-socket/lesson.ts')).lesson },
  { slug: 'your-first-client', facts: async () => (await import('./your-first-client/lesson.ts')).lesson },
  { slug: 'socket-names', facts: async () => (await import('./socket-names/lesson.ts')).lesson },
  { slug: 'network-data', facts: async () => (await import('./network-data/lesson.ts')).lesson },
  { slug: 'errors-in-code', facts: async () => (await import('./errors-in-code/lesson.ts')).lesson },
  { slug: 'server-architecture', facts: async () => (await import('./server-architecture/lesson.ts')).lesson },
  { slug: 'build-a-chat-room', facts: async () => (await import('./build-a-chat-room/lesson.ts')).lesson },
  { slug: 'how-secret-is-the-chat', facts: async () => (await import('./how-secret-is-the-chat/lesson.ts')).lesson },
];
