import type { Check } from './checks/check.ts';
import type { SceneAction } from './scene/action.ts';
import type { Topology } from './topology/topology.ts';

/** The facts of a lesson: `content/<slug>/lesson.ts` exports one. The prose is `lesson.mdx` beside it. */
export interface Lesson {
  readonly slug: string;
  /** `4.3` */
  readonly number: string;
  readonly title: string;
  /** The one question this lesson answers. */
  readonly question: string;
  readonly module: ModuleName;
  /** Minutes of reading and of lab. */
  readonly minutes: { readonly reading: number; readonly lab: number };
  /** What the reader should know, in words: `what a port is`. */
  readonly needs: string;
  /** Glossary terms introduced here, at most five. */
  readonly terms: readonly string[];
  readonly labs: readonly Lab[];
  /** What stands above the terminal and reacts to what the learner does. With more than one there are tabs. */
  readonly stage?: readonly StageFigure[];
  readonly quiz: readonly Question[];
  readonly references: readonly Reference[];
  /** Topics of `content/topics.ts` that this lesson carries: `000-10`. */
  readonly topics: readonly string[];
  /** Corrections of the seeds that this lesson makes: `C12`. */
  readonly corrections: readonly string[];
  /** One sentence to take home. */
  readonly summary: string;
}

export type ModuleName =
  | 'Before anything'
  | 'The big picture'
  | 'One wire'
  | 'Many networks'
  | 'Processes'
  | 'Writing network programs'
  | 'The edges'
  | 'Names and caches'
  | 'The Web'
  | 'Secrecy'
  | 'Mail, remote login, files'
  | 'Programs calling programs'
  | 'When it breaks';

/** A live figure that belongs in sight while commands run. The prose does not place it again. */
export interface StageFigure {
  readonly figure: 'PathFigure' | 'Pigeonholes' | 'TcpLadder';
  /** Its name on the tab: `Path`. */
  readonly label: string;
}

export type Badge = 'OBSERVED' | 'SIMULATED' | 'RECONSTRUCTED';

export interface Lab {
  /** `0.1a`; the MDX places it with `<Lab id="0.1a" />`. */
  readonly id: string;
  readonly title: string;
  /** Why it is real (or simulated), one sentence. */
  readonly why: string;
  /**
   * The virtual network it happens in; without one, it happens on this computer. Its terminals are named after hosts:
   * `pc1`, and `pc1.2` for a second one there.
   */
  readonly scene?: Topology;
  /** Programs that the learner writes or mends, in the editor of the page. `python client.py` runs one. */
  readonly programs?: readonly Program[];
  /** Run is locked until an option is chosen. There is no right or wrong here, only a commitment. */
  readonly prediction: Prediction;
  readonly steps: readonly Step[];
  /** Asked after the steps: what did you see? */
  readonly saw?: Question;
  /** Plays every step to passed. */
  readonly solution: readonly Action[];
  /** Classic mistakes: what a learner does, and the sentence the check of step `step` (from 1) must then contain. */
  readonly mistakes: readonly Mistake[];
}

/** A Python program of a lab, and the same in TypeScript, to be run outside the page. */
export interface Program {
  /** Its name in the page: `client.py`. */
  readonly file: string;
  /** What the editor holds at first: a worked example with gaps, or with faults. */
  readonly starter: string;
  /** What the starter becomes. Plain Python: run by a real `python3` it does the same thing. */
  readonly solution: string;
  /** The same program for Node, outside the page: `node client.ts`. */
  readonly node?: { readonly file: string; readonly source: string };
}

export interface Prediction {
  readonly id: string;
  readonly ask: string;
  readonly options: readonly { readonly id: string; readonly text: string }[];
  /** Shown beside the chosen option once the steps are done: what happened and why. */
  readonly outcome: string;
}

export interface Step {
  readonly say: string;
  /**
   * The command that Run types. `{blue}`, `{lobby}`, `{echo}`, `{web}` … stand for the ports in use. Missing where the step is
   * done by hand (a message typed into a running chat).
   */
  readonly run?: string;
  /** The terminal it is meant for: 'a' unless said, and in a scene `pc1`. */
  readonly terminal?: string;
  /** In a scene: what the step's button does to the network (cuts a cable, flips a bit), and what is written on it. */
  readonly act?: { readonly label: string; readonly action: SceneAction };
  /** What Run types when a program is already reading from the terminal, e.g. `/who`. */
  readonly input?: string;
  readonly check: Check;
  /** Four rungs: a nudge, where to look, which command, the full line. */
  readonly hints: readonly [string, string, string, string];
}

export interface Mistake {
  readonly name: string;
  readonly script: readonly Action[];
  readonly step: number;
  readonly saying: string | RegExp;
}

/** What hands do at a terminal, for the suite that plays every lesson. */
export type Action =
  | { readonly type: string; readonly in?: string }
  | { readonly press: 'ctrl-c' | 'ctrl-d'; readonly in?: string }
  /** Wait until this terminal's text since the last `type` contains it; `within` seconds where that takes long. */
  | { readonly see: string | RegExp; readonly in?: string; readonly within?: number }
  /** Puts `source` into the file `write`, as somebody does in the editor. */
  | { readonly write: string; readonly source: string }
  | { readonly choose: string; readonly question: string }
  /** In a scene: what a hand does to a cable, a frame or a device. */
  | { readonly act: SceneAction }
  /** In a scene: lets so many seconds of its time pass. */
  | { readonly pass: number };

export interface Question {
  readonly id: string;
  readonly ask: string;
  /** Shown in shuffled order. Every option has its own feedback; exactly one is right. */
  readonly options: readonly { readonly text: string; readonly right?: true; readonly feedback: string }[];
}

export interface Reference {
  /** `RFC 9293 §3.5` */
  readonly source: string;
  readonly url?: string;
  /** What it is cited for. */
  readonly says: string;
}
