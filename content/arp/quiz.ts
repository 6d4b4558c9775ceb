import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '2.4-q1',
    ask: 'pc1 is 192.168.1.10/24, its router 192.168.1.1. It wants to send to 203.0.113.9. For which address does it ask by ARP?',
    options: [
      {
        text: 'For 203.0.113.9',
        feedback: 'That host is on another link and never hears the broadcast. Nobody could answer.',
      },
      {
        text: 'For 192.168.1.1',
        right: true,
        feedback: 'The router is the next hop, so the frame needs the router’s MAC address.',
      },
      {
        text: 'For none at all',
        feedback: 'Every frame on Ethernet needs a destination MAC address, also one that leads to a router.',
      },
    ],
  },
  {
    id: '2.4-q2',
    ask: 'What does a host know before it uses ARP, and what does it learn?',
    options: [
      {
        text: 'It knows the MAC address and learns the IP address',
        feedback: 'That was RARP’s job, long ago. ARP goes the other way.',
      },
      {
        text: 'It knows the IP address and learns the MAC address',
        right: true,
        feedback: 'The question contains the IP address, the answer the MAC address.',
      },
      {
        text: 'It knows the name and learns the IP address',
        feedback: 'Names are looked up in DNS, one step earlier.',
      },
    ],
  },
  {
    id: '2.4-q3',
    ask: 'A printer gets a new network card and keeps its IP address. For a minute nobody can print. Why?',
    options: [
      {
        text: 'DNS still has the old answer',
        feedback: 'The name still leads to the same IP address, so an old answer would be a right one.',
      },
      {
        text: 'The neighbours still have its old MAC address',
        right: true,
        feedback: 'Their rows are wrong until they grow too old, or until the printer announces itself.',
      },
      {
        text: 'The switch has to forget the old port first',
        feedback:
          'A switch learns a new source address with the first frame it sends. Nothing has to be forgotten first.',
      },
    ],
  },
  {
    id: '2.4-q4',
    ask: 'Why does pc1 believe Mallory?',
    options: [
      {
        text: 'ARP’s encryption is too weak',
        feedback: 'There is none. ARP messages are as open as a postcard.',
      },
      {
        text: 'Nothing in ARP proves who sent it',
        right: true,
        feedback: 'Anybody on the link may say anything about any address, and the latest word counts.',
      },
      {
        text: 'The switch has helped her to cheat',
        feedback: 'It only carried her frames to pc1, as it carries all others.',
      },
    ],
  },
];
