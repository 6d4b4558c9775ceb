import type { Lesson } from '../../lab/lesson.ts';
import { quiz } from './quiz.ts';
import { sixLab } from './six-lab.ts';

export const lesson: Lesson = {
  slug: 'ipv6',
  number: '3.6',
  title: 'Did NAT kill IPv6?',
  question: 'What is different in IPv6, what stays, and how far has it come?',
  module: 'Many networks',
  minutes: { reading: 9, lab: 9 },
  needs: 'what an IPv4 address is, what ARP does, and how a router is asked',
  terms: ['IPv6', 'SLAAC', 'Neighbor Discovery', 'dual stack', 'Happy Eyeballs'],
  labs: [sixLab],
  quiz,
  references: [
    { source: 'RFC 8200 §3', says: 'the IPv6 header: 40 bytes, no checksum; the protocol is Internet Standard 86' },
    {
      source: 'RFC 4291 §2',
      says: 'addresses of 128 bits, how they are written, their kinds; every interface has a link-local one; no broadcast',
    },
    { source: 'RFC 5952 §4', says: 'the one spelling that programs should print' },
    { source: 'RFC 4861', says: 'Neighbor Discovery and router advertisements, as messages of ICMPv6' },
    { source: 'RFC 4862', says: 'how a host makes its own address out of an advertised prefix' },
    { source: 'RFC 8305', says: 'Happy Eyeballs: tries one address after another, 250 ms apart unless set otherwise' },
    { source: 'RFC 6540', says: 'IPv6 support is asked of everything that speaks IP' },
    { source: 'RFC 4864', says: 'what people want from NAT, and how IPv6 gives it without translating' },
    { source: 'RFC 6092', says: 'the simple filter that an IPv6 router for homes should have' },
    { source: 'RFC 4193 §3', says: 'unique local addresses: fc00::/7, for inside a site' },
    { source: 'RFC 1819', says: 'the experiment, ST2, that has version number 5' },
    { source: 'RFC 9293 §3.1', says: 'one TCP header, whichever IP carries it' },
    {
      source: 'APNIC blog, 28 April 2026',
      url: 'https://blog.apnic.net/2026/04/28/google-hits-50-ipv6/',
      says: 'Google’s count of users over IPv6 reached 50 % for the first time; APNIC’s own measured 42 % as capable',
    },
    {
      source: 'cloudnews.tech, April 2026',
      url: 'https://cloudnews.tech/?p=30836',
      says: 'the same count by its days: 50.1 % on 28 March 2026, 45.54 % on 13 April',
    },
  ],
  topics: ['002-14', '003-08', '003-16', '003-40'],
  corrections: ['C23', 'C44', 'C49', 'C56', 'C58'],
  summary:
    'IPv6 is another IP with room for everybody, the same TCP above it, and no need to translate; on one day in March 2026 half of those who reached Google used it.',
};
