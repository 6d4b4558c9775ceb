import type { Lesson } from '../../lab/lesson.ts';
import { ownAddressesLab } from './own-addresses-lab.ts';
import { quiz } from './quiz.ts';
import { twoFacesLab } from './two-faces-lab.ts';

export const lesson: Lesson = {
  slug: 'ip-addresses',
  number: '3.1',
  title: 'What is my address?',
  question: 'How can an address be one number and four numbers at once, and what is it the address of?',
  module: 'Many networks',
  minutes: { reading: 10, lab: 8 },
  needs: 'what an interface is',
  terms: ['IP address', 'dotted decimal', 'loopback', 'public address', 'documentation address'],
  labs: [ownAddressesLab, twoFacesLab],
  quiz,
  references: [
    { source: 'RFC 791 §1.4', says: 'what IP does: addressing and fragmentation, and choosing the way' },
    { source: 'RFC 791 §1.2', says: 'what it leaves to others, flow control and sequencing among them' },
    { source: 'RFC 791 §2.3', says: 'an IPv4 address has 32 bits; a host may have several, on several interfaces' },
    { source: 'RFC 1123 §2.1', says: 'the form with dots, as programs should accept it' },
    { source: 'RFC 1122 §3.3.4', says: 'hosts with several addresses, and which of them a packet gets as its source' },
    { source: 'RFC 1122 §3.2.1.3', says: '127.0.0.0/8: loopback, which never leaves a host' },
    { source: 'RFC 4291 §2', says: 'IPv6: 128 bits, given to interfaces; how they are written' },
    { source: 'RFC 5952 §4', says: 'the one recommended way to write an IPv6 address' },
    { source: 'RFC 1918 §3', says: 'private blocks; other addresses are unique in the Internet' },
    { source: 'RFC 6598 §1', says: 'providers put many customers behind one public address' },
    {
      source: 'RFC 6269',
      says: 'what follows when many share an address; guessing where somebody is becomes harder still',
    },
    { source: 'RFC 2131 §1', says: 'DHCP servers hand out addresses' },
    { source: 'RFC 3927 §1', says: 'a host without such a server chooses one from 169.254.0.0/16' },
    { source: 'RFC 5737 §3', says: 'three blocks for documentation' },
    {
      source: 'netstat(8), Linux manual',
      says: 'netstat is mostly obsolete; ss and ip replace it',
    },
    {
      source: 'WHATWG URL Standard, IPv4 parser',
      url: 'https://url.spec.whatwg.org/#concept-ipv4-parser',
      says: 'a browser reads one whole number as an IPv4 address',
    },
  ],
  topics: [
    '000-17',
    '001-12',
    '001-20',
    '002-05',
    '002-09',
    '002-11',
    '002-12',
    '002-14',
    '002-16',
    '002-17',
    '002-18',
    '002-19',
    '003-08',
    '003-31',
    '003-46',
  ],
  corrections: ['C21', 'C25', 'C44', 'C45', 'C46', 'C47', 'C48', 'C51', 'C52'],
  summary:
    'An IPv4 address is one number of 32 bits, written with dots for people; it belongs to an interface, and a peer sees the one that faces it.',
};
