import type { Lesson } from '../../lab/lesson.ts';
import { crowdedRoadLab } from './crowded-road-lab.ts';
import { frozenRoomLab } from './frozen-room-lab.ts';
import { lostSegmentLab } from './lost-segment-lab.ts';
import { quiz } from './quiz.ts';
import { slowReaderLab } from './slow-reader-lab.ts';

export const lesson: Lesson = {
  slug: 'tcp-reliability',
  number: '4.4',
  title: 'Nothing missing, nothing twice',
  question: 'Lost packet, full receiver, crowded road: what does TCP do for each?',
  module: 'Processes',
  minutes: { reading: 11, lab: 12 },
  needs: 'the handshake, and that TCP numbers bytes',
  terms: ['retransmission', 'receive window', 'flow control', 'congestion control', 'slow start'],
  labs: [lostSegmentLab, slowReaderLab, frozenRoomLab, crowdedRoadLab],
  quiz,
  references: [
    { source: 'RFC 9293 §2.2', says: 'the service: a reliable, in-order byte stream between applications' },
    { source: 'RFC 9293 §3.4', says: 'every byte has a sequence number; an acknowledgment is cumulative' },
    { source: 'RFC 9293 §3.7', says: 'the sender’s TCP decides how bytes are cut into segments' },
    { source: 'RFC 9293 §3.8.3', says: 'when TCP gives up and reports failure' },
    { source: 'RFC 9293 §3.8.6', says: 'the window, zero windows and how they are probed' },
    { source: 'RFC 6298 §2', says: 'how the retransmission timer follows the round-trip time; at least one second' },
    {
      source: 'RFC 5681 §3',
      says: 'slow start, congestion avoidance, three duplicate acknowledgments, fast retransmit',
    },
    { source: 'RFC 6675', says: 'repairing several losses at once with selective acknowledgments' },
    { source: 'RFC 6928 §2', says: 'an initial window of about ten segments' },
    { source: 'RFC 2525 §2.17', says: 'unread data at close is answered with a reset' },
    {
      source: 'Stone & Partridge, SIGCOMM 2000',
      says: 'damage that the 16-bit checksum misses: between one packet in 16 million and one in 10 billion',
    },
  ],
  topics: ['000-23', '001-19', '002-29', '003-06', '003-08'],
  corrections: ['C71', 'C72'],
  summary:
    'TCP numbers bytes and repeats what is not acknowledged, sends no more than the reader has room for, and guesses what the road can bear; whether anybody read it, only an answer tells.',
};
