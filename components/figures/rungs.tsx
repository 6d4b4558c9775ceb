import type { LadderRow } from '../../lab/evidence/ladder-row.ts';
import type { TcpState } from '../../lab/evidence/tcp-ends.ts';

interface Props {
  readonly rows: readonly LadderRow[];
  /** The states of both ends before the first rung. */
  readonly start: { readonly stateLeft: TcpState; readonly stateRight: TcpState };
  readonly left: string;
  readonly right: string;
}

/** The drawing of a ladder: a lifeline for each end, its state beside it wherever that changes. */
export function Rungs({ rows, start, left, right }: Props) {
  return (
    <div className="ladder" aria-hidden="true">
      <div className="rung heads">
        <b>your end</b>
        <span />
        <b>the other end</b>
      </div>
      <div className="rung heads mono">
        <span>{left}</span>
        <span />
        <span>{right}</span>
      </div>
      <div className="rung first">
        <State state={start.stateLeft} />
        <div className="lane" />
        <State state={start.stateRight} />
      </div>
      {rows.map((row, index) => {
        const before = rows[index - 1] ?? start;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rungs are only ever added at the end
          <div className="rung" key={index}>
            <State state={row.stateLeft} same={row.stateLeft === before.stateLeft} />
            {row.to === null ? <Event row={row} /> : <Segment row={row} />}
            <State state={row.stateRight} same={row.stateRight === before.stateRight} />
          </div>
        );
      })}
    </div>
  );
}

function State({ state, same = false }: { readonly state: TcpState; readonly same?: boolean }) {
  return <span className={`tcp-state ${same ? 'same' : 'new'}`}>{same ? '' : state}</span>;
}

function Event({ row }: { readonly row: LadderRow }) {
  return (
    <div className={`lane event ${row.from}`}>
      <i />
      <span>{row.label}</span>
    </div>
  );
}

function Segment({ row }: { readonly row: LadderRow }) {
  const down = row.from === 'left' ? 'M1 4L99 16' : 'M99 4L1 16';
  return (
    <div className={`lane segment ${row.from}`}>
      <span>
        <b>{row.flags}</b> <small>{row.numbers}</small>
        {row.label && <em>{row.label}</em>}
      </span>
      <svg aria-hidden="true" viewBox="0 0 100 20" preserveAspectRatio="none">
        <path d={down} />
      </svg>
      <svg aria-hidden="true" className="tip" viewBox="0 0 10 10">
        <path d={row.from === 'left' ? 'M1 1.500L9 6.500L.5 8.500z' : 'M9 1.500L1 6.500L9.500 8.500z'} />
      </svg>
    </div>
  );
}
