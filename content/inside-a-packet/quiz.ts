import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '1.4.q1',
    ask: 'A receiver reads an IPv4 packet out of a frame. By what does it know where the packet ends?',
    options: [
      {
        text: 'By a mark at the end of the packet',
        feedback: 'IP puts nothing behind. The bytes behind an Ethernet frame are a check value, and they mark no end.',
      },
      {
        text: 'By a length in the packet’s header',
        right: true,
        feedback: 'Yes: Total Length, bytes 2 and 3 of the header. You clicked it in lab 1.4a.',
      },
      {
        text: 'By the silence after the last byte',
        feedback: 'A short packet is followed by padding, up to the smallest frame. Silence comes too late.',
      },
    ],
  },
  {
    id: '1.4.q2',
    ask: 'You catch three IPv4 packets from one host to another, and all three carry Identification 4711. What are they?',
    options: [
      {
        text: 'The packets number 4711 of three connections',
        feedback: 'The field counts nothing. TCP has numbers of its own, and they count bytes.',
      },
      {
        text: 'The pieces of one packet that was cut up',
        right: true,
        feedback: 'Yes. Fragments carry the same Identification, so that the receiver can put them together.',
      },
      {
        text: 'One packet that was sent three times by TCP',
        feedback: 'What TCP sends again is a new packet with an IP header of its own.',
      },
    ],
  },
  {
    id: '1.4.q3',
    ask: 'A frame reaches a switch, and its FCS does not fit. What does the switch do?',
    options: [
      {
        text: 'It corrects the bit that was flipped',
        feedback: 'The check can tell that something is wrong, not what. Nobody could repair a frame from it.',
      },
      {
        text: 'It throws the frame away and tells nobody',
        right: true,
        feedback: 'Yes. If somebody misses it, that is TCP at the ends, as in lab 1.4b.',
      },
      {
        text: 'It asks the sender to send the frame again',
        feedback: 'Ethernet has no such question. TCP sends again, later and from end to end.',
      },
    ],
  },
  {
    id: '1.4.q4',
    ask: 'The source address of a packet reads 203.0.113.7. What do you know for certain?',
    options: [
      {
        text: 'Which person wrote the message in it',
        feedback: 'An address belongs to an interface. Who sits at the keyboard is not in any header.',
      },
      {
        text: 'Which computer the packet came from',
        feedback:
          'Whoever makes a packet can write any source address, and an address translator on the way writes another.',
      },
      {
        text: 'What somebody wrote into that field',
        right: true,
        feedback: 'Yes. No router on the way has to check it, so it is a claim, though a useful one: answers go there.',
      },
    ],
  },
];
