import type { Question } from '../../lab/lesson.ts';

export const quiz: readonly Question[] = [
  {
    id: '5.1-q1',
    ask: 'A Python program calls `socket.socket()` with nothing in the brackets. What does it get?',
    options: [
      {
        text: 'An error, because family and type are missing',
        feedback: 'Both have defaults, so nothing is missing.',
      },
      {
        text: 'An IPv4 stream socket, by default',
        right: true,
        feedback: '`AF_INET` and `SOCK_STREAM` are what Python assumes.',
      },
      {
        text: 'An IPv4 datagram socket, by default',
        feedback: 'That one you have to ask for: `SOCK_DGRAM`.',
      },
    ],
  },
  {
    id: '5.1-q2',
    ask: 'Two programs on one computer want to talk through a name in the file system, with no network at all. Which family?',
    options: [
      {
        text: '`AF_UNIX`, whose addresses are paths',
        right: true,
        feedback: 'That is what it was made for: same computer, no ports, no IP.',
      },
      {
        text: '`AF_NET`, whose addresses are names',
        feedback: 'Python has no `AF_NET`; asking for it ends in an AttributeError.',
      },
      {
        text: '`AF_INET`, whose addresses are numbers',
        feedback: 'That would work over loopback, with an address and a port. The question wanted neither.',
      },
    ],
  },
  {
    id: '5.1-q3',
    ask: 'You have created a stream socket and done nothing else with it. Who is its peer?',
    options: [
      { text: 'This computer, 127.0.0.1', feedback: 'No address of any kind is filled in before bind or connect.' },
      {
        text: 'Nobody, until it is connected',
        right: true,
        feedback: 'Ask with `getpeername()` and Python raises an error: not connected.',
      },
      {
        text: 'The default gateway',
        feedback: 'A router never becomes the peer by itself. It only passes packets on.',
      },
    ],
  },
  {
    id: '5.1-q4',
    ask: 'Which of these lines does Python accept, with `a` a fresh `AF_INET` stream socket and somebody listening at port 5002?',
    options: [
      {
        text: '`a.connect(("127.0.0.1", 5002))`',
        right: true,
        feedback: 'One argument, a pair of address and port. The double brackets make the pair.',
      },
      {
        text: '`a.connect("127.0.0.1", 5002)`',
        feedback: 'Two arguments: TypeError, connect() takes exactly one.',
      },
      {
        text: '`a.connect("127.0.0.1:5002")`',
        feedback: 'One argument, but text. TypeError: an AF_INET address must be a tuple.',
      },
    ],
  },
];
