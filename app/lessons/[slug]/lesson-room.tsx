'use client';

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { TellTeacher } from '../../../components/header/tell-teacher.tsx';
import { Hops } from '../../../components/hops/hops.tsx';
import { useLab } from '../../../components/lab-session/lab-context.ts';
import { LabProvider } from '../../../components/lab-session/lab-provider.tsx';
import { stepKey } from '../../../components/progress/progress.ts';
import { useProgress } from '../../../components/progress/use-progress.ts';
import { QuestionCard } from '../../../components/quiz/question-card.tsx';
import { LabBlock } from '../../../components/steps/lab-block.tsx';
import type { LabFacts } from '../../../components/steps/lab-facts.ts';
import { WorkbenchContext } from '../../../components/workbench/workbench-context.ts';
import { lessons } from '../../../content/lessons.ts';
import type { Check } from '../../../lab/checks/check.ts';
import type { Badge, Question } from '../../../lab/lesson.ts';
import { runIn } from '../../../lab/scene/link.ts';

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

/** The checks of this lesson by lab, fetched when the first thing happens: until then nothing can pass. */
const useChecks = (slug: string): ReadonlyMap<string, readonly Check[]> => {
  const [checks, setChecks] = useState<ReadonlyMap<string, readonly Check[]>>(new Map());
  const { evidence } = useLab();
  const needed = evidence.length > 0 && checks.size === 0;
  useEffect(() => {
    if (!needed) return;
    let wanted = true;
    const load = async (): Promise<void> => {
      const lesson = await lessons.find((entry) => entry.slug === slug)?.facts();
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
    const shared = runIn(location.hash);
    if (shared) void openScene(shared.lab, shared.recording).then((opened) => opened ?? openScene(shared.lab));
  }, [openScene]);
  const room = useMemo(() => ({ facts, checks, showLab: () => show(true) }), [facts, checks]);
  const bench = useMemo(() => ({ shown, show }), [shown]);
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
      const lesson = await lessons.find((entry) => entry.slug === facts.slug)?.facts();
      return lesson?.labs.find(({ id }) => id === lab)?.scene ?? null;
    }}
    real={facts.labs.some(({ scene }) => scene === undefined)}
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

/** `<Quiz />` in a lesson's prose: all questions of the lesson. */
export const Quiz = () => {
  const { facts } = useRoom();
  return (
    <section className="quiz" aria-labelledby="quiz">
      <h2 id="quiz">Before you go</h2>
      {facts.quiz.map((question) => (
        <QuestionCard key={question.id} question={question} />
      ))}
    </section>
  );
};
