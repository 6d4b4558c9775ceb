import type { Lesson } from '../../lab/lesson.ts';
import { bindingLab } from './binding-lab.ts';
import { hiddenRoomLab } from './hidden-room-lab.ts';
import { onePortLab } from './one-port-lab.ts';
import { quiz } from './quiz.ts';

export const lesson: Lesson = {
  slug: 'ports',
  number: '4.1',
  title: 'One address, many programs: who gets the bytes?',
  question: 'How does a host know which program a packet is for?',
  module: 'Processes',
  minutes: { reading: 10, lab: 9 },
  needs: 'what a connection is',
  terms: ['port', 'well-known port', 'ephemeral port', 'four-tuple', 'port scan'],
  labs: [bindingLab, hiddenRoomLab, onePortLab],
  stage: [{ figure: 'Pigeonholes', label: 'Pigeonholes' }],
  quiz,
  references: [
    {
      source: 'RFC 9293 §3.1',
      url: 'https://www.rfc-editor.org/rfc/rfc9293#section-3.1',
      says: 'Source and destination port are the first two fields of the TCP header, 16 bits each.',
    },
    {
      source: 'RFC 768',
      url: 'https://www.rfc-editor.org/rfc/rfc768',
      says: 'The UDP header begins with the same two fields.',
    },
    {
      source: 'RFC 9293 §3.4.1',
      url: 'https://www.rfc-editor.org/rfc/rfc9293#section-3.4.1',
      says: 'A connection is defined by a pair of sockets, each an address with a port.',
    },
    {
      source: 'RFC 6335 §6, §9',
      url: 'https://www.rfc-editor.org/rfc/rfc6335#section-6',
      says: 'The three ranges of port numbers, and that an assigned number does not say what traffic it is.',
    },
    {
      source: 'RFC 7605 §3, §5',
      url: 'https://www.rfc-editor.org/rfc/rfc7605#section-3',
      says: 'Where the word port comes from, and what a port number means at each end.',
    },
    {
      source: 'IANA, Service Name and Transport Protocol Port Number Registry',
      url: 'https://www.iana.org/assignments/service-names-port-numbers/',
      says: 'Who has registered which number, with the warning that traffic on a port need not be what was registered.',
    },
    {
      source: 'RFC 4949, “port scan” and “firewall”',
      url: 'https://www.rfc-editor.org/rfc/rfc4949',
      says: 'What the two words mean.',
    },
    { source: 'netstat(8), Linux manual', says: 'The program is mostly obsolete; ss replaces it.' },
    {
      source: 'Linux kernel, ip-sysctl: ip_local_port_range',
      url: 'https://docs.kernel.org/networking/ip-sysctl.html',
      says: 'Linux takes its ephemeral ports from 32768 to 60999 unless told otherwise.',
    },
  ],
  topics: ['000-05', '000-36', '001-20', '002-20', '002-26', '002-27', '003-08', '003-38'],
  corrections: ['C35', 'C51', 'C65', 'C66', 'C68', 'C69', 'C70'],
  summary:
    'A port is a number in the TCP or UDP header; together, two addresses and two ports name one conversation, and that is how a host finds the program.',
};
