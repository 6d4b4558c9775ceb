import { afterAll, afterEach, beforeAll } from 'vitest';
import { WebSocket } from 'ws';
import { type ClassState, decodeClassState, type TeacherMessage } from '../../lab/class/messages.ts';
import type { ThisComputer } from '../../lab/this-computer.ts';
import { type LabOptions, type RunningLab, startLab } from '../../lab-server/lab.ts';
import { nodePage } from '../node-page.ts';
import type { TestLan } from './lan.ts';
import { takeSeat } from './visitor.ts';

export const CODE = '482913';

/** The teacher's page without a browser. */
export interface Teacher {
  state(): ClassState;
  say(message: TeacherMessage | string): void;
  /** Resolves with the first state that fits. @throws after 5 s */
  sees(what: string, fits: (state: ClassState) => boolean): Promise<ClassState>;
}

/** A class on a local network for the tests of a file, and hands to visit it with. */
export const classForTests = (lan: TestLan, options: Partial<LabOptions> = {}) => {
  const closing: (() => void)[] = [];
  const school = { url: '', closedByTeacher: 0 } as {
    lab: RunningLab;
    /** `http://10.100.7.1:40123/` */
    url: string;
    closedByTeacher: number;
    sit(): Promise<{ computer: ThisComputer; cookie: string; number: number }>;
    open(cookie: string): Promise<ThisComputer>;
    teach(): Promise<Teacher>;
    onEnd(close: () => void): void;
  };
  beforeAll(async () => {
    school.lab = await startLab({
      port: 0,
      lobbyPort: 0,
      chatPorts: { from: 0, to: 0 },
      ...options,
      lan: {
        addresses: [lan.address],
        code: CODE,
        closeEverything: () => {
          school.closedByTeacher += 1;
        },
      },
    });
    school.url = `http://${lan.address}:${school.lab.port}/`;
  });
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });
  afterAll(async () => {
    await school.lab?.close();
    lan.close();
  });
  school.onEnd = (close) => void closing.push(close);
  school.open = async (cookie) => {
    const { computer } = nodePage(school.url, cookie);
    closing.push(() => computer.close());
    await computer.ready();
    return computer;
  };
  school.sit = async () => {
    const cookie = await takeSeat(school.url, CODE);
    const computer = await school.open(cookie);
    return { computer, cookie, number: computer.hello?.seat ?? 0 };
  };
  school.teach = async () => {
    const origin = school.lab.url.replace(/\/$/, '');
    const page = new WebSocket(`${origin.replace('http', 'ws')}/class/control`, { origin });
    closing.push(() => page.terminate());
    let state: ClassState | null = null;
    let woken: (() => void)[] = [];
    page.on('message', (data) => {
      state = decodeClassState(String(data));
      for (const wake of woken.splice(0)) wake();
    });
    await new Promise<void>((resolve, reject) => {
      page.once('error', reject);
      woken = [resolve];
    });
    const now = (): ClassState => {
      if (!state) throw new Error('no state came that is one');
      return state;
    };
    return {
      state: now,
      say: (message) => page.send(typeof message === 'string' ? message : JSON.stringify(message)),
      async sees(what, fits) {
        const until = performance.now() + 5_000;
        while (!fits(now())) {
          const left = until - performance.now();
          if (left <= 0) throw new Error(`the teacher never saw: ${what}\n${JSON.stringify(now(), null, 1)}`);
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, left);
            woken.push(() => {
              clearTimeout(timer);
              resolve();
            });
          });
        }
        return now();
      },
    };
  };
  return school;
};
