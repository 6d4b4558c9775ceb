import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '4.1.q1',
    ask: 'Thirty people are in a room that listens on port 5001. How many ports does the room use on its own side?',
    options: [
      {
        text: 'One, for everybody',
        right: true,
        feedback: 'Yes. All thirty connections have 5001 at the room’s end. The ports of the thirty peers differ.',
      },
      {
        text: 'Thirty, one for each',
        feedback: 'Thirty different ports exist, but they are at the callers’ ends.',
      },
      {
        text: 'Thirty-one in all',
        feedback: 'The listener and the thirty connections share one number. The peers’ ports tell them apart.',
      },
    ],
  },
  {
    id: '4.1.q2',
    ask: 'Your browser fetches a page from port 443 of a server. Which port is at your own end?',
    options: [
      {
        text: '443, as on the server’s side',
        feedback: 'That is the server’s number. Your end does not need a number that others must know.',
      },
      {
        text: '80, the port for the Web',
        feedback: '80 is where Web servers wait for plain HTTP. Your browser waits for nobody.',
      },
      {
        text: 'An ephemeral one, on loan',
        right: true,
        feedback: 'Yes. The operating system picks a free number for this one connection.',
      },
    ],
  },
  {
    id: '4.1.q3',
    ask: 'Somebody runs a web server on port 53, the number assigned to DNS. What happens?',
    options: [
      {
        text: 'The system forbids it: 53 is for DNS only',
        feedback: 'The system may ask for special rights below 1024. It does not care which protocol you speak.',
      },
      {
        text: 'It works for those who know where to knock',
        right: true,
        feedback: 'Yes. And those who only look at the number may take it for DNS.',
      },
      {
        text: 'It turns into DNS, since the port decides',
        feedback: 'A number in a header changes nothing in the bytes that follow. The two programs decide.',
      },
    ],
  },
  {
    id: '4.1.q4',
    ask: 'Packets for port 5001 pass through an ordinary router. Where does the router keep port 5001?',
    options: [
      {
        text: 'In its list of open ports, beside the others',
        feedback: 'A router that forwards has no such list. Ports belong to the two ends.',
      },
      {
        text: 'In its ARP table, beside the MAC address',
        feedback: 'ARP knows IP addresses and MAC addresses. It has never heard of ports.',
      },
      {
        text: 'Nowhere, unless it translates or filters',
        right: true,
        feedback: 'Yes. It forwards by address. Only a rule for translating or filtering mentions a port.',
      },
    ],
  },
];
