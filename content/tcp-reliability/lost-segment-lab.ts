import { simSurvived } from '../../lab/checks/sim-survived.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import type { SceneAction } from '../../lab/scene/action.ts';
import { road } from './road.ts';

const id = '4.4a';
const fetchIt = 'curl -s http://server.lab.test/short | wc -c';
const wanted = { client: 'pc1', server: 'server', port: 80, by: fetchIt } as const;

const takeData = (nth: number): SceneAction => ({
  act: 'hand',
  order: { do: 'drop', link: 'road', from: 'r1:eth0', filter: 'src host 198.51.100.20 and tcp and greater 900', nth },
});
/** The first two short ones are the SYN and the end of the handshake. */
const takeAck: SceneAction = {
  act: 'hand',
  order: { do: 'drop', link: 'road', from: 'pc1:eth0', filter: 'src host 192.168.1.10 and tcp and less 80', nth: 4 },
};

const fetched: readonly Action[] = [{ type: fetchIt, in: 'pc1' }, { see: '8192', in: 'pc1' }, { pass: 1 }];

export const lostSegmentLab: Lab = {
  id,
  title: 'Take one away',
  why: 'Simulated, because no program can take a single segment off a real cable. Headers, numbers and timers are those of real TCP.',
  scene: road(id),
  prediction: {
    id: '4.4a.again',
    ask: 'The page takes six segments. You take the third off the road; four, five and six arrive. What does the server send again?',
    options: [
      { id: 'all', text: 'Three, four, five and six' },
      { id: 'third', text: 'Three, and nothing else' },
      { id: 'none', text: 'Nothing: the page has a hole' },
      { id: 'whole', text: 'The whole page, from the start' },
    ],
    outcome:
      'Three, and nothing else. pc1 kept four, five and six, asked three times for the byte it missed, and the third request was enough.',
  },
  steps: [
    {
      say: 'First press **Do it**: a hand waits over the road for the third segment of the page. Then fetch the page, and count its bytes.',
      run: fetchIt,
      act: { label: 'Take the third segment', action: takeData(3) },
      check: simSurvived(id, { ...wanted, lost: 'data', noticed: 'duplicates' }),
      hints: [
        'Two things, in this order: the button, then the command.',
        'The button is above the command. It makes the hand wait; the command makes something come.',
        '`curl` fetches the page, `wc -c` counts its bytes.',
        `Press **Do it**, then type \`${fetchIt}\` at pc1.`,
      ],
    },
    {
      say: 'Now the sixth, the last one. After it comes nothing that could arrive too early. How does the server notice?',
      run: fetchIt,
      act: { label: 'Take the sixth segment', action: takeData(6) },
      check: simSurvived(id, { ...wanted, lost: 'data', noticed: 'timer' }),
      hints: [
        'The same again, with another segment taken.',
        'Button first. The arrow up at pc1 brings the last command back.',
        'Then look at the clock in the timeline: there is a pause.',
        `Press **Do it**, then type \`${fetchIt}\` at pc1.`,
      ],
    },
    {
      say: 'At last take something that comes the other way: an acknowledgment. Will the server send the segment again that it was for?',
      run: fetchIt,
      act: { label: 'Take one acknowledgment', action: takeAck },
      check: simSurvived(id, { ...wanted, lost: 'acknowledgment', noticed: 'never' }),
      hints: [
        'Acknowledgments are segments too, and can be lost like any other.',
        'Button first, then fetch the page.',
        'Compare the acknowledgments before and after the one that is missing.',
        `Press **Do it**, then type \`${fetchIt}\` at pc1.`,
      ],
    },
  ],
  saw: {
    id: '4.4a.saw',
    ask: 'In the **Ladder**, choose the connection that lost its third segment, from the list that says **everything**: the first one, unless you fetched the page more often. How many acknowledgments from pc1 asked for the byte with which the third segment begins?',
    options: [
      {
        text: 'One: nothing new had come',
        feedback: 'Nothing new in order, no. But each segment that came too early was answered too.',
      },
      {
        text: 'Four: the first, and three repeats',
        right: true,
        feedback: 'Yes. Segment two made the first of them; four, five and six made a repeat each.',
      },
      {
        text: 'Six: one for each segment',
        feedback: 'Each segment was answered, but those before the gap asked for other bytes.',
      },
    ],
  },
  solution: [
    { choose: 'third', question: '4.4a.again' },
    { act: takeData(3) },
    ...fetched,
    { act: takeData(6) },
    ...fetched,
    { act: takeAck },
    ...fetched,
  ],
  mistakes: [
    {
      name: 'fetches without pressing the button',
      script: [{ choose: 'all', question: '4.4a.again' }, ...fetched],
      step: 1,
      saying: 'The last page came through untouched. Press the button first',
    },
    {
      name: 'takes the third again where the last is wanted',
      script: [{ act: takeData(3) }, ...fetched],
      step: 2,
      saying: 'because of duplicate acknowledgments: 1 segment. This step wants 1, because of the timer.',
    },
    {
      name: 'takes a segment of the server where an acknowledgment is wanted',
      script: [{ act: takeData(3) }, ...fetched],
      step: 3,
      saying: 'The hand took a segment that server sent. This step wants an acknowledgment from pc1.',
    },
  ],
};
