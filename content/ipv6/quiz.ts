import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '3.6.q1',
    ask: 'How is 2001:0db8:0000:0000:0000:0000:0000:0001 written shortest?',
    options: [
      {
        text: '2001:db8::1',
        right: true,
        feedback: 'Yes. The zeros in front of db8 go, and the five groups of zeros become one “::”.',
      },
      {
        text: '2001:db8:0:1',
        feedback: 'That has four groups, and no “::” says where the other four are.',
      },
      {
        text: '2001:db8::0::1',
        feedback: 'Two times “::”: nobody could tell how many groups each of them stands for.',
      },
    ],
  },
  {
    id: '3.6.q2',
    ask: 'How does an IPv6 host find out a neighbour’s MAC address?',
    options: [
      {
        text: 'By ARP, as always',
        feedback: 'ARP knows IPv4 addresses only. It is a protocol of its own, beside IP.',
      },
      {
        text: 'By a Neighbor Solicitation',
        right: true,
        feedback: 'Yes: a message of ICMPv6 to a small multicast group, instead of a broadcast to everybody.',
      },
      {
        text: 'From the DHCPv6 server',
        feedback: 'That can give a host its own address. It does not know the MAC addresses of neighbours.',
      },
    ],
  },
  {
    id: '3.6.q3',
    ask: '“IPv6 has no NAT, so every host stands naked on the Internet.” What is wrong with that?',
    options: [
      {
        text: 'Nothing: without NAT there is no protection',
        feedback: 'What protects at home is the filter that comes with NAT. It works without NAT as well.',
      },
      {
        text: 'A stateful filter at the router does the guarding',
        right: true,
        feedback: 'Yes. RFC 6092 describes it: what was not asked for from inside is not let in.',
      },
      {
        text: 'IPv6 encrypts, so nobody can read or enter',
        feedback: 'IP encrypts nothing by itself, in either version. And encryption does not keep callers out.',
      },
    ],
  },
];
