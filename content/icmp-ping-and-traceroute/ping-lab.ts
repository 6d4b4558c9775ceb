import type { Check } from '../../lab/checks/check.ts';
import { framesLike } from '../../lab/checks/frames-like.ts';
import { inOrder } from '../../lab/checks/in-order.ts';
import { simDrop } from '../../lab/checks/sim-drop.ts';
import { simDuring } from '../../lab/checks/sim-during.ts';
import { simFrames } from '../../lab/checks/sim-frames.ts';
import { simLoss } from '../../lab/checks/sim-loss.ts';
import { simTcp } from '../../lab/checks/sim-tcp.ts';
import type { Lab } from '../../lab/lesson.ts';
import { server, way } from './way.ts';

const id = '3.5a';
const request = framesLike(`icmp[icmptype] = icmp-echo and dst host ${server}`, 'echo requests');
const reply = framesLike(`icmp[icmptype] = icmp-echoreply and src host ${server}`, 'echo replies');

const replied = simFrames(id, { at: 'pc1', direction: 'in', matching: reply });
const twenty = simDuring(
  id,
  { terminal: 'pc1', name: 'ping', example: `ping -c 20 ${server}` },
  { at: 'pc1', direction: 'out', matching: request, least: 20, otherwise: 'This step wants twenty pings in one run.' },
  { at: 'pc1', direction: 'in', matching: reply, otherwise: '' },
);
const lossy = simLoss(id, 'r1-r2', 0.3);
const unanswered: Check = (evidence) => {
  const verdict = simDrop(id, 'server', 'filtered', 1, request.test)(evidence);
  if (verdict.passed) return { ...verdict, saying: 'The pings reached the server, and it kept quiet, as it was told.' };
  return {
    ...verdict,
    saying: 'The server has left no ping unanswered yet. Silence it with the button, then ping it.',
  };
};

/** In words for somebody who has not met the states of a connection. */
const up: Check = (evidence) => {
  const verdict = simTcp(id, 'server', 'ESTAB', 80)(evidence);
  return verdict.passed ? { ...verdict, saying: 'It took your call at port 80. It is up.' } : verdict;
};

export const pingLab: Lab = {
  id,
  title: 'Three kinds of silence',
  why: 'Simulated, because you may not spoil the cables of a real provider, and because neither a page nor this course’s server may send ICMP.',
  scene: way(id),
  prediction: {
    id: '3.5a-loss',
    ask: 'One cable on the way will lose 30 of every 100 frames, in each direction. You send 20 pings. About how many replies come back?',
    options: [
      { id: 'twenty', text: '20: ping repeats what got lost' },
      { id: 'fourteen', text: '14, which is 70 of 100' },
      { id: 'ten', text: '10, which is half' },
      { id: 'six', text: '6, which is 30 of 100' },
    ],
    outcome:
      'About half. The request crosses the bad cable, and so must the reply: 0.7 × 0.7 = 0.49. Chance decides how near to ten you come. Ping repeats nothing; each request has its own number, and a missing number stays missing.',
  },
  steps: [
    {
      say: 'One ping to the server.',
      run: `ping -c 1 ${server}`,
      check: replied,
      hints: [
        'Ask whether anybody is there.',
        `The server has the address ${server}.`,
        '`ping -c 1` sends one echo request.',
        `At pc1: \`ping -c 1 ${server}\``,
      ],
    },
    {
      say: 'Now make the cable between r1 and r2 a bad one: it loses 30 % of the frames, both ways.',
      act: {
        label: 'Spoil the cable',
        action: { act: 'quality', cable: 'r1-r2', quality: { loss: 0.3 } },
      },
      check: lossy,
      hints: [
        'A cable can be changed while the network runs.',
        'It is the one between r1 and r2.',
        'The button of this step does it; so does a click on the cable.',
        'Click the cable between r1 and r2 and set its loss to 30 %.',
      ],
    },
    {
      say: 'Twenty pings; **10 times faster** in the timeline shortens the wait. Which numbers (`icmp_seq`) are missing? In **Packets** you can tell which were lost going and which coming.',
      run: `ping -c 20 ${server}`,
      check: inOrder(lossy, twenty),
      hints: [
        'The same ping, with a larger number.',
        'It takes twenty seconds and more; the timeline above the terminal can go faster.',
        '`-c` says how many.',
        `At pc1: \`ping -c 20 ${server}\``,
      ],
    },
    {
      say: 'Repair the cable.',
      act: { label: 'Repair the cable', action: { act: 'quality', cable: 'r1-r2', quality: { loss: 0 } } },
      check: inOrder(lossy, simLoss(id, 'r1-r2', 0)),
      hints: [
        'Take the loss away again.',
        'It is the same cable as before.',
        'The button of this step does it; so does a click on the cable.',
        'Click the cable between r1 and r2 and set its loss to 0.',
      ],
    },
    {
      say: 'The server’s owner decides that pings shall not be answered.',
      act: { label: 'Silence the server', action: { act: 'mute', device: 'server', echo: true } },
      run: `ping -c 2 ${server}`,
      check: unanswered,
      hints: [
        'Two things: silence the server, then ping it.',
        'The button of this step silences it. The pings come from pc1.',
        '`ping -c 2` sends two, and waits ten seconds for the second.',
        `Press the button, then at pc1: \`ping -c 2 ${server}\``,
      ],
    },
    {
      say: 'Is it down? Ask for its page.',
      run: `curl http://${server}/`,
      check: inOrder(unanswered, up),
      hints: [
        'Ping asks one question. There are others.',
        'The server has a web page, at port 80.',
        '`curl` fetches a page.',
        `At pc1: \`curl http://${server}/\``,
      ],
    },
  ],
  saw: {
    id: '3.5a-saw',
    ask: 'Look at the twenty pings. How did ping show that one was lost?',
    options: [
      {
        text: 'Its number was missing from the list',
        right: true,
        feedback: 'Yes: a gap in `icmp_seq`, and the count at the end. Nothing reports a loss; it has to be noticed.',
      },
      {
        text: 'A line said that it was lost',
        feedback: 'Nobody could have written that line: what is lost cannot tell. Look at the gaps in `icmp_seq`.',
      },
      {
        text: 'The next line had a longer time',
        feedback: 'Each time is that of one round trip. A lost ping has none, and the next one starts afresh.',
      },
    ],
  },
  solution: [
    { choose: 'ten', question: '3.5a-loss' },
    { type: `ping -c 1 ${server}`, in: 'pc1' },
    { see: '1 received', in: 'pc1' },
    { act: { act: 'quality', cable: 'r1-r2', quality: { loss: 0.3 } } },
    { type: `ping -c 20 ${server}`, in: 'pc1' },
    { see: /20 packets transmitted/, in: 'pc1' },
    { act: { act: 'quality', cable: 'r1-r2', quality: { loss: 0 } } },
    { act: { act: 'mute', device: 'server', echo: true } },
    { type: `ping -c 2 ${server}`, in: 'pc1' },
    { see: '0 received', in: 'pc1' },
    { type: `curl http://${server}/`, in: 'pc1' },
    { see: 'I am up', in: 'pc1' },
  ],
  mistakes: [
    {
      name: 'pings twenty times over a good cable',
      script: [
        { choose: 'fourteen', question: '3.5a-loss' },
        { type: `ping -c 20 ${server}`, in: 'pc1' },
        { see: '20 received', in: 'pc1' },
      ],
      step: 3,
      saying: 'The cable r1-r2 loses nothing. This step wants it to lose 30 %.',
    },
    {
      name: 'fetches the page before the server is silenced',
      script: [
        { choose: 'ten', question: '3.5a-loss' },
        { type: `curl http://${server}/`, in: 'pc1' },
        { see: 'I am up', in: 'pc1' },
      ],
      step: 6,
      saying: 'The server has left no ping unanswered yet.',
    },
    {
      name: 'stops after a few pings',
      script: [
        { choose: 'ten', question: '3.5a-loss' },
        { act: { act: 'quality', cable: 'r1-r2', quality: { loss: 0.3 } } },
        { type: `ping -c 5 ${server}`, in: 'pc1' },
        { see: '5 packets transmitted', in: 'pc1' },
      ],
      step: 3,
      saying: 'This step wants twenty pings in one run.',
    },
  ],
};
