import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '1.6-q1',
    ask: 'You hand a packet to IP. What does IP promise you?',
    options: [
      {
        text: 'It arrives once, and in order',
        feedback: 'That is TCP’s work, done at the two ends. IP may lose, double and reorder.',
      },
      {
        text: 'It arrives, or you hear of an error',
        feedback: 'An error message is a packet like any other, and can be lost too.',
      },
      {
        text: 'An honest try, and nothing more',
        right: true,
        feedback: 'Yes. Each router passes it on as well as it can. Whoever needs more builds it on top.',
      },
    ],
  },
  {
    id: '1.6-q2',
    ask: 'A network changes from IPv4 to IPv6. What becomes of TCP?',
    options: [
      {
        text: 'It is replaced by TCP version 6',
        feedback: 'There is no such thing. The version number is in the IP header, and there only.',
      },
      {
        text: 'It stays the same TCP',
        right: true,
        feedback: 'Yes. What changes is below it: other addresses, another header.',
      },
      {
        text: 'It is not needed any more',
        feedback: 'IPv6 promises as little as IPv4 does, so somebody has to number the bytes.',
      },
    ],
  },
  {
    id: '1.6-q3',
    ask: 'ARP finds the MAC address that belongs to an IPv4 address on a link. Where does RFC 1122 file it?',
    options: [
      {
        text: 'Under the link layer',
        right: true,
        feedback: 'Yes, in its chapter on the link layer: it works on one link, and no router passes it on.',
      },
      {
        text: 'Under layer two and a half',
        feedback: 'People say so when a drawer does not fit. No standard defines such a layer.',
      },
      {
        text: 'Under the transport layer',
        feedback: 'Transport joins programs, by ports. ARP has never heard of a port.',
      },
    ],
  },
  {
    id: '1.6-q4',
    ask: 'Your chat runs over Wi-Fi instead of a cable today. Who had to be changed?',
    options: [
      {
        text: 'The link layer of your computer',
        right: true,
        feedback: 'Yes, and nobody else. IP hands its packet to whatever link there is.',
      },
      {
        text: 'Each of the programs that you use',
        feedback: 'They talk to a socket, and never learn which link their bytes take.',
      },
      {
        text: 'TCP, which is for cables only',
        feedback: 'TCP is in the two ends and sees no link at all.',
      },
    ],
  },
];
