import type { Metadata } from 'next';
import { SiteHeader } from '../../../components/header/site-header.tsx';
import { labFacts, programPlaces } from '../../../components/steps/lab-facts.ts';
import { Bench } from '../../../components/workbench/bench.tsx';
import { Stage, type StagePicture } from '../../../components/workbench/stage.tsx';
import { fastNeighbours } from '../../../content/fast-path.ts';
import { glossaryEntry } from '../../../content/glossary.ts';
import { lessons } from '../../../content/lessons.ts';
import type { Lesson, StageFigure } from '../../../lab/lesson.ts';
import { goalsOf } from '../../goals.ts';
import { PathFigure, Pigeonholes, PythonPlace, SceneStage, TcpLadder } from './figures.tsx';
import { LessonEnd } from './lesson-end.tsx';
import { type LessonFacts, LessonHops, LessonRoom, LessonTells } from './lesson-room.tsx';
import { Present } from './present.tsx';
import { Returns } from './returns.tsx';
import { Terminal } from './terminal.tsx';
import { termsInOrder, Word } from './word.tsx';
import './figure-sheets.ts';
// In sight from the start, so its sheets must not come with its code.
import '../../../components/terminal/terminal.css';
import '../../../components/terminal/terminal-controls.css';
import '../../../components/present/present.css';
import '../../../components/python/python-place.css';
import '../../styles/lesson.css';
import '../../styles/bench.css';
import '../../styles/stage.css';
import '../../styles/words.css';
import '../../styles/boxes.css';
import '../../styles/lesson-end.css';
import '../../styles/steps.css';
import '../../styles/prediction.css';
import '../../styles/questions.css';
import '../../styles/returns.css';

interface Address {
  readonly params: Promise<{ slug: string }>;
}

const figures: Record<StageFigure['figure'], React.ComponentType> = { PathFigure, Pigeonholes, TcpLadder };

export const dynamicParams = false;

export const generateStaticParams = () => lessons.map(({ slug }) => ({ slug }));

const named = async (slug: string | undefined): Promise<Lesson | undefined> =>
  lessons.find((entry) => entry.slug === slug)?.facts();

const at = async (place: number): Promise<Lesson | undefined> => lessons[place]?.facts();

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  const { slug } = await params;
  const lesson = await at(lessons.findIndex((entry) => entry.slug === slug));
  return { title: lesson?.title ?? slug, description: lesson?.question ?? '' };
}

export default async function LessonPage({ params }: Address) {
  const { slug } = await params;
  const place = lessons.findIndex((entry) => entry.slug === slug);
  const lesson = await at(place);
  if (!lesson) throw new Error(`content/lessons.ts does not list “${slug}”.`);
  const { default: Prose } = (await import(`../../../content/${slug}/lesson.mdx`)) as {
    default: (props: { components?: object }) => React.ReactNode;
  };
  const terms = termsInOrder(Prose({}));
  const numbered = (props: React.ComponentProps<typeof Word>) => (
    <Word {...props} number={terms.indexOf(glossaryEntry(props.of).term) + 1} />
  );
  const facts: LessonFacts = { slug, labs: lesson.labs.map(labFacts), quiz: lesson.quiz };
  const fast = fastNeighbours(slug);
  const withLab = lesson.labs.length > 0;
  const { reading, lab } = lesson.minutes;
  const stage = (lesson.stage ?? []).map(({ figure, label }): StagePicture => {
    const Figure = figures[figure];
    return { label, figure: <Figure />, of: 'computer' };
  });

  const network = lesson.labs.find(({ scene }) => scene !== undefined);
  if (network) stage.push({ label: 'Network', figure: <SceneStage lab={network.id} />, of: 'network' });
  const programs = programPlaces(lesson.labs);
  if (programs.length > 0) stage.push({ label: 'Python', figure: <PythonPlace programs={programs} /> });

  return (
    <LessonRoom facts={facts}>
      <SiteHeader crumb={{ module: lesson.module, lesson: lesson.title }}>
        <LessonHops />
        <LessonTells />
        <Present />
      </SiteHeader>
      <div className={withLab ? 'lesson with-lab' : 'lesson'}>
        <main id="main" tabIndex={-1}>
          <article className="prose">
            <p className="eyebrow">
              Lesson {lesson.number} · {reading} minutes to read{lab > 0 && `, ${lab} to try`} · you need:{' '}
              {lesson.needs}
            </p>
            <h1>{lesson.title}</h1>
            <p className="lede">{lesson.question}</p>
            <Returns slug={slug} goals={goalsOf(lesson)} />
            <Prose components={{ Term: numbered }} />
            <LessonEnd
              lesson={lesson}
              terms={terms}
              before={place > 0 ? await at(place - 1) : undefined}
              after={await at(place + 1)}
              fast={{ before: await named(fast.before), after: await named(fast.after) }}
            />
          </article>
        </main>
        {withLab && (
          <Bench>
            {stage.length > 0 && <Stage figures={stage} />}
            <Terminal />
          </Bench>
        )}
      </div>
    </LessonRoom>
  );
}
