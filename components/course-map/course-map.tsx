import type { Goals } from '../progress/progress.ts';
import { LessonHop } from './lesson-hop.tsx';

export interface Stop {
  readonly slug: string;
  readonly number: string;
  readonly asks: string;
  /** What makes the lesson done, or null while it is planned. */
  readonly goals: Goals | null;
  /** It is on the fast path. */
  readonly fast: boolean;
}

export interface Station {
  readonly number: number;
  readonly name: string;
  readonly stops: readonly Stop[];
}

/** Shown while the fast path is chosen. */
const FastMark = () => <span className="fast-mark"> fast path</span>;

/** Modules as stations, lessons as hops. Where a lesson is not written yet the wire is not laid: dashes. */
export const CourseMap = ({ stations }: { stations: readonly Station[] }) => (
  <ol className="course-map">
    {stations.map((station) => (
      <li key={station.number} className={station.stops.some((stop) => stop.goals) ? 'station' : 'station planned'}>
        <h3>
          <span className="station-number">{station.number}</span> {station.name}
        </h3>
        <ol className="stops">
          {station.stops.map(({ slug, number, asks, goals, fast }) => (
            <li key={slug} className={`stop${goals ? '' : ' planned'}${fast ? ' fast' : ''}`}>
              {goals ? (
                <a href={`/lessons/${slug}/`}>
                  <LessonHop goals={goals} />
                  <span className="stop-number">{number}</span> {asks}
                  {fast && <FastMark />}
                </a>
              ) : (
                <span>
                  <span className="hop" />
                  <span className="stop-number">{number}</span> {asks}
                  <span className="visually-hidden"> (planned, not written yet)</span>
                  {fast && <FastMark />}
                </span>
              )}
            </li>
          ))}
        </ol>
      </li>
    ))}
  </ol>
);
