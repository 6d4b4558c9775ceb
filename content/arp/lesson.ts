import type { Lesson } from '../../lab/lesson.ts';
import { liarLab } from './liar-lab.ts';
import { nextHopLab } from './next-hop-lab.ts';
import { quiz } from './quiz.ts';

export const lesson: Lesson = {
  slug: 'arp',
  number: '2.4',
  title: 'I know the IP, which MAC?',
  question: 'How does an IP packet find the MAC address for its frame?',
  module: 'One wire',
  minutes: { reading: 9, lab: 10 },
  needs: 'what a MAC address is, and how a switch decides',
  terms: ['ARP', 'ARP cache', 'next hop', 'ARP announcement', 'ARP spoofing'],
  labs: [nextHopLab, liarLab],
  quiz,
  references: [
    {
      source: 'RFC 826',
      says: 'the question by broadcast, the answer to the asker, and that rows at hand are corrected by any ARP packet',
    },
    {
      source: 'RFC 1122 §2.3.2.1',
      says: 'old rows have to go: by timeout (a minute, typically), by asking the neighbour alone, or by what the link says',
    },
    { source: 'RFC 1122 §3.3.1.1', says: 'on this link: to the host itself; otherwise to a router' },
    {
      source: 'RFC 5227 §2.3',
      says: 'announcements: an ARP request with the own address as sender and target, so that old rows are corrected',
    },
    { source: 'RFC 5227 §2.1', says: 'asking whether an address is in use before taking it' },
    { source: 'RFC 5227 §5', says: 'ARP is insecure: anybody on the link may send false packets' },
    {
      source: 'RFC 1812 §5.2.7.2',
      says: 'when a router sends a redirect: the sender could have reached the next hop itself',
    },
    { source: 'RFC 903', says: 'RARP, from MAC address to IP address' },
    {
      source: 'RFC 951 §2',
      says: 'BOOTP: a computer without a disk learns its IP address, its server and what to load',
    },
    {
      source: 'arp(7) of Linux',
      says: 'base_reachable_time: a row is good for a random time from half of it to one and a half times of it',
    },
    { source: 'RFC 4861 §3.1', says: 'Neighbor Discovery, IPv6’s successor of ARP, compared with it' },
  ],
  topics: ['002-06', '003-08', '003-36', '003-37', '003-46'],
  corrections: ['C40', 'C41', 'C42'],
  summary:
    'A frame needs the MAC address of the next hop, so a host asks everybody on its link who has the next hop’s IP address, believes the answer, and remembers it for a while.',
};
