'use client';

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { TellTeacher } from '../../../components/header/tell-teacher.tsx';
import { Hops } from '../../../components/hops/hops.tsx';
import { Island, part } from '../../../components/island/island.tsx';
import { useLab } from '../../../components/lab-session/lab-context.ts';
import { LabProvider } from '../../../components/lab-session/lab-provider.tsx';
import { stepKey } from '../../../components/progress/progress.ts';
import { useProgress } from '../../../components/progress/use-progress.ts';
import { LabBlock } from '../../../components/steps/lab-block.tsx';
import type { LabFacts } from '../../../components/steps/lab-facts.ts';
import { type Workbench, WorkbenchContext } from '../../../components/workbench/workbench-context.ts';
import type { Check } from '../../../lab/checks/check.ts';
import type { Badge, Lesson, Question } from '../../../lab/lesson.ts';

/** The lesson as plain data. Checks are functions, so they come by another way: `useChecks`. */
export interface LessonFacts {
  readonly slug: string;
  readonly labs: readonly LabFacts[];
  readonly quiz: readonly Question[];
}

interface Room {
  readonly facts: LessonFacts;
  /** Lab id → the checks of its steps; empty until something happened. */
  readonly checks: ReadonlyMap<string, readonly Check[]>;
  showLab(): void;
}

const RoomContext = createContext<Room | null>(null);

const useRoom = (): Room => {
  const room = useContext(RoomContext);
  if (!room) throw new Error('<Lab /> and <Quiz /> belong in a lesson.');
  return room;
};

/** A lesson's facts with its functions. The list of all lessons is fetched too, so that no page carries it. */
const factsOf = async (slug: string): Promise<Lesson | undefined> => {
  const { lessons } = await import('../../../content/lessons.ts');
  return lessons.find((entry) => entry.slug === slug)?.facts();
};

/** The checks of this lesson by lab, fetched when the first thing happens: until then nothing can pass. */
const useChecks = (slug: string): ReadonlyMap<string, readonly Check[]> => {
  const [checks, setChecks] = useState<ReadonlyMap<string, readonly Check[]>>(new Map());
  const { evidence } = useLab();
  const needed = evidence.length > 0 && checks.size === 0;
  useEffect(() => {
    if (!needed) return;
    let wanted = true;
    const load = async (): Promise<void> => {
      const lesson = await factsOf(slug);
      if (lesson && wanted) setChecks(new Map(lesson.labs.map((lab) => [lab.id, lab.steps.map((step) => step.check)])));
    };
    void load();
    return () => {
      wanted = false;
    };
  }, [needed, slug]);
  return checks;
};

/** The facts of the lesson, its checks, and whether the lab is shown on a narrow screen. Inside the laboratory. */
const Facts = ({ facts, children }: { facts: LessonFacts; children: ReactNode }) => {
  const checks = useChecks(facts.slug);
  const [shown, show] = useState(false);
  const { openScene } = useLab();
  useEffect(() => {
    const openShared = async (): Promise<void> => {
      const { runIn } = await import('../../../lab/scene/link.ts');
      const shared = runIn(location.hash);
      if (shared) (await openScene(shared.lab, shared.recording)) ?? (await openScene(shared.lab));
    };
    // Few addresses hold a run, so what reads one is fetched then.
    if (location.hash.length > 1) void openShared();
  }, [openScene]);
  const room = useMemo(() => ({ facts, checks, showLab: () => show(true) }), [facts, checks]);
  const [front, setFront] = useState<Workbench['front']>(null);
  const bench = useMemo(() => {
    const bringToFront = (label: string, file?: string): void =>
      setFront((before) => ({ label, file, at: (before?.at ?? 0) + 1 }));
    return { shown, show, front, bringToFront };
  }, [shown, front]);
  return (
    <RoomContext value={room}>
      <WorkbenchContext value={bench}>{children}</WorkbenchContext>
    </RoomContext>
  );
};

/** The room in which a lesson takes place. */
export const LessonRoom = ({ facts, children }: { facts: LessonFacts; children: ReactNode }) => (
  <LabProvider
    topology={async (lab) => {
      const lesson = await factsOf(facts.slug);
      return lesson?.labs.find(({ id }) => id === lab)?.scene ?? null;
    }}
    programs={async () => {
      const lesson = await factsOf(facts.slug);
      return lesson?.labs.flatMap(({ programs = [] }) => programs) ?? [];
    }}
    name={facts.slug}
    real={facts.labs.some(({ scene }) => scene === undefined)}
    realFirst={facts.labs[0]?.scene === undefined}
  >
    <Facts facts={facts}>{children}</Facts>
  </LabProvider>
);

/** The steps of this lesson's labs as hops, for the header. */
export const LessonHops = () => {
  const { facts } = useRoom();
  const progress = useProgress();
  const done = facts.labs.flatMap((lab) =>
    lab.steps.map((_, at) => progress.steps[stepKey(lab.id, at + 1)] !== undefined),
  );
  return done.length > 0 && <Hops done={done} />;
};

/** In a class: where this seat is, for the teacher, if the learner wants to tell. */
export const LessonTells = () => {
  const { facts } = useRoom();
  const progress = useProgress();
  const next = facts.labs
    .flatMap((lab) => lab.steps.map((_, at) => ({ lab: lab.id, number: at + 1 })))
    .find(({ lab, number }) => progress.steps[stepKey(lab, number)] === undefined);
  return <TellTeacher lesson={facts.slug} step={next ? `${next.lab}.${next.number}` : 'done'} />;
};

/** `<Lab id="0.1a" />` in a lesson's prose. */
export const Lab = ({ id, badge }: { id: string; badge?: Badge }) => {
  const { facts, checks, showLab } = useRoom();
  const lab = facts.labs.find((one) => one.id === id);
  if (!lab) throw new Error(`content/${facts.slug}/lesson.ts has no lab “${id}”.`);
  const usual = lab.scene ? 'SIMULATED' : 'OBSERVED';
  return <LabBlock lab={lab} badge={badge ?? usual} checks={checks.get(id) ?? null} onRun={showLab} />;
};

const quizBlock = part(async () => (await import('../../../components/quiz/quiz-block.tsx')).QuizBlock);

/** `<Quiz />` in a lesson's prose: all questions of the lesson. It stands at the end, so its code may come later. */
export const Quiz = () => <Island of={quizBlock} with={{ questions: useRoom().facts.quiz }} />;
