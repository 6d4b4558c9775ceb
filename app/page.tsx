import { CourseMap, type Station } from '../components/course-map/course-map.tsx';
import { SiteHeader } from '../components/header/site-header.tsx';
import { FirstWords } from '../components/home/first-words.tsx';
import { PathPicture } from '../components/home/path-picture.tsx';
import { StartButton } from '../components/home/start-button.tsx';
import { PathSwitch } from '../components/path/path-switch.tsx';
import { FinishedLessons } from '../components/returns/finished-lessons.tsx';
import { course } from '../content/course.ts';
import { fastPath } from '../content/fast-path.ts';
import { lessons } from '../content/lessons.ts';
import { goalsOf } from './goals.ts';
import './styles/home.css';
import './styles/path-picture.css';
import './styles/course-map.css';

export default async function Home() {
  const written = await Promise.all(lessons.map((entry) => entry.facts()));
  const goals = new Map(written.map((lesson) => [lesson.slug, goalsOf(lesson)]));
  const stations: Station[] = course.map(({ number, name, lessons: stops }) => ({
    number,
    name,
    stops: stops.map(({ slug, number: place, asks, ready }) => ({
      slug,
      number: place,
      asks,
      goals: ready ? (goals.get(slug) ?? null) : null,
      fast: fastPath.includes(place),
    })),
  }));
  const total = course.reduce((sum, station) => sum + station.lessons.length, 0);
  const starts = written.map((lesson) => ({
    slug: lesson.slug,
    number: lesson.number,
    title: lesson.title,
    goals: goalsOf(lesson),
    fast: fastPath.includes(lesson.number),
  }));

  return (
    <>
      <SiteHeader />
      <main id="main" className="home" tabIndex={-1}>
        <div className="home-top">
          <section className="home-what">
            <h1>Learn networking by touching a network</h1>
            <p className="lede">
              First Hop puts a terminal beside the text: you predict, you press Run, and real sockets open on your own
              computer. The page then shows you what happened, and tells you how it knows.
            </p>
            <p className="home-go">
              <StartButton lessons={starts} />
              <FinishedLessons lessons={starts} />
              <a href="#course">See the course</a>
            </p>
            <p className="home-small">Open source. No account. Nothing you do here leaves your computer.</p>
            <h2>In a hurry?</h2>
            <p>
              Room blue is open already. In any other terminal of this computer type <code>nc 127.0.0.1 5001</code>,
              then <code>PASS first-hop</code>, then <code>SAY hello</code>. Whoever is in the room reads you. No{' '}
              <code>nc</code>? Any program that opens a TCP socket will do, in any language.
            </p>
            <h2>For a class?</h2>
            <p>
              One question a lesson, ten minutes of reading, ten of trying. Nobody runs anything before committing to a
              prediction, and a step is ticked because it happened, not because it was typed.
            </p>
          </section>
          <figure className="home-picture">
            <PathPicture />
            <FirstWords />
            <figcaption className="visually-hidden">
              Two people in one room, one through this page, one with nc.
            </figcaption>
          </figure>
        </div>
        <section className="home-course" id="course" aria-labelledby="course-title">
          <h2 id="course-title">The course</h2>
          <p className="legend">
            {total} lessons along thirteen stations.{' '}
            <span className="key">
              <span className="hop new" /> written, {lessons.length} so far
            </span>
            <span className="key">
              <span className="hop begun" /> begun
            </span>
            <span className="key">
              <span className="hop done" /> done
            </span>
            <span className="key">
              <span className="hop planned" /> planned: the wire is not laid yet
            </span>
          </p>
          <PathSwitch lessons={fastPath.length} />
          <CourseMap stations={stations} />
          <p className="home-more">
            Looking for a word or a command? <a href="/glossary/">All words</a> and{' '}
            <a href="/commands/">all commands</a> have pages of their own.
          </p>
        </section>
      </main>
    </>
  );
}
