'use client';

import type { SeatRow, TeacherMessage } from '../../lab/class/messages.ts';

interface SeatBoardProps {
  readonly seats: readonly SeatRow[];
  /** Slug → `4.3 TCP connections`. */
  readonly lessons: Readonly<Record<string, string>>;
  say(message: TeacherMessage): void;
}

const stateOf = ({ pages, muted }: SeatRow): string =>
  [pages > 0 ? 'here' : 'away', ...(muted ? ['muted'] : [])].join(', ');

/** Every seat of the class: whether somebody sits there, and where they are if they chose to tell. */
export const SeatBoard = ({ seats, lessons, say }: SeatBoardProps) => {
  const here = seats.filter(({ pages }) => pages > 0).length;
  return (
    <section aria-labelledby="seats">
      <h2 id="seats">Seats</h2>
      <p>
        {seats.length === 0
          ? 'Nobody has taken a seat yet.'
          : `${here} of ${seats.length} ${seats.length === 1 ? 'seat is' : 'seats are'} here now. A lesson stands beside a seat only if its learner chose to tell.`}
      </p>
      {seats.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        <section className="board" tabIndex={0} aria-label="Table of seats">
          <table>
            <thead>
              <tr>
                <th scope="col">Seat</th>
                <th scope="col">State</th>
                <th scope="col">Lesson</th>
                <th scope="col">Next step</th>
                <th scope="col">
                  <span className="visually-hidden">What you may do</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {seats.map((row) => (
                <tr key={row.seat}>
                  <th scope="row">{row.seat}</th>
                  <td>{stateOf(row)}</td>
                  <td>{row.lesson === '' ? '' : (lessons[row.lesson] ?? row.lesson)}</td>
                  <td>{row.step}</td>
                  <td className="board-actions">
                    <button
                      type="button"
                      className="button"
                      onClick={() => say({ type: 'mute', seat: row.seat, on: !row.muted })}
                    >
                      {row.muted ? 'Unmute' : 'Mute'} <span className="visually-hidden">seat {row.seat}</span>
                    </button>
                    <button type="button" className="button" onClick={() => say({ type: 'remove', seat: row.seat })}>
                      Take back <span className="visually-hidden">seat {row.seat}</span>
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <p className="actions">
        <button type="button" className="button" onClick={() => say({ type: 'clear' })}>
          Clear the board
        </button>
        <small>Forgets seats that are away, and what the others told.</small>
      </p>
    </section>
  );
};
