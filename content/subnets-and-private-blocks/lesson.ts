import type { Lesson } from '../../lab/lesson.ts';
import { maskLab } from './mask-lab.ts';
import { quiz } from './quiz.ts';
import { sortingLab } from './sorting-lab.ts';

export const lesson: Lesson = {
  slug: 'subnets-and-private-blocks',
  number: '3.2',
  title: 'Next door or far away',
  question: 'How does a host decide between “send directly” and “send to the router”?',
  module: 'Many networks',
  minutes: { reading: 10, lab: 9 },
  needs: 'what an IP address is, and how ARP finds a neighbour',
  terms: ['prefix', 'subnet mask', 'broadcast address', 'CIDR', 'private address'],
  labs: [maskLab, sortingLab],
  quiz,
  references: [
    { source: 'RFC 1122 §3.3.1.1', says: 'how a host decides by its mask between its own link and a router' },
    { source: 'RFC 950 §2.1', says: 'the mask: ones for network and subnet, zeros for the host' },
    { source: 'RFC 4632 §3', says: 'prefixes of any length in place of classes' },
    { source: 'RFC 919 §7', says: 'all ones in the host part: everybody on that network' },
    { source: 'RFC 3021 §2.1', says: 'a /31 between two routers has two addresses for hosts' },
    {
      source: 'RFC 1918 §3',
      says: 'the three private blocks, and that routes to them are not passed on between enterprises',
    },
    { source: 'RFC 6890 §2.2.2', says: 'the table of special blocks' },
    { source: 'RFC 6598 §7', says: '100.64.0.0/10, shared between a provider’s equipment and many homes' },
    { source: 'RFC 6269', says: 'what comes of many subscribers behind one address' },
    { source: 'RFC 3927 §2.1', says: '169.254.0.0/16, from which a host may choose for itself' },
  ],
  topics: ['002-10', '002-13', '003-08', '003-33', '003-34'],
  corrections: ['C46', 'C53'],
  summary:
    'A host compares as many leading bits as its prefix is long: all the same means next door, any difference means the router; and three blocks of addresses are everybody’s, inside.',
};
