import type { Lesson } from '../../lab/lesson.ts';
import { leaseLab } from './lease-lab.ts';
import { poolLab } from './pool-lab.ts';
import { quiz } from './quiz.ts';

export const lesson: Lesson = {
  slug: 'dhcp',
  number: '3.3',
  title: 'Who gave me this address?',
  question: 'How does a newcomer get an address before having one?',
  module: 'Many networks',
  minutes: { reading: 9, lab: 9 },
  needs: 'what an IP address and a mask are, and what a broadcast is',
  terms: ['DHCP', 'lease', 'pool', 'DHCP option', 'link-local address'],
  labs: [leaseLab, poolLab],
  quiz,
  references: [
    { source: 'RFC 2131 §3.1', says: 'discover, offer, request, acknowledgment: how an address is given' },
    {
      source: 'RFC 2131 §4.4.5',
      says: 'T1 at half of the lease, T2 at 0.875 of it, requests repeated at half of the time left, not below a minute',
    },
    { source: 'RFC 2131 §2.2', says: 'what a lease is, and how a server gives an address again' },
    { source: 'RFC 2131 §4.1', says: 'from 0.0.0.0 to 255.255.255.255, and the growing pauses between questions' },
    { source: 'RFC 2131 §1', says: 'three ways to give addresses: for ever, for a time, and always the same by hand' },
    { source: 'RFC 2132 §3.3', says: 'options: the mask, then the router, name servers, and many more' },
    { source: 'RFC 3927 §1', says: 'an IPv4 host without a server may choose an address in 169.254/16 for its link' },
    { source: 'RFC 8305 §5', says: 'a name with several addresses: try the next one after 250 ms' },
    { source: 'RFC 1918 §3', says: 'which addresses are private and never globally routable' },
  ],
  topics: ['002-10', '003-08', '003-27', '003-44'],
  corrections: ['C47', 'C53', 'C60', 'C61', 'C63'],
  summary: 'A server lends you an address and all you need to use it; you ask for more long before it ends.',
};
