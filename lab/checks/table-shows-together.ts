import type { Check } from './check.ts';
import { portOf } from './place.ts';
import { type RowsWanted, tableShows } from './table-shows.ts';
import { missing, seen } from './verdict.ts';

/** One reading of the connection table (`ss`) showed all of these rows. Says what the latest reading lacked. */
export function tableShowsTogether(...wanted: readonly RowsWanted[]): Check {
  return (evidence) => {
    const rows = wanted.map((each): RowsWanted => {
      const port = each.port === undefined ? null : portOf(each.port, evidence);
      const remotePort = each.remotePort === undefined ? null : portOf(each.remotePort, evidence);
      return { ...each, ...(port === null ? {} : { port }), ...(remotePort === null ? {} : { remotePort }) };
    });
    const readings = evidence
      .filter((fact) => fact.kind === 'table.read')
      .map((fact) => ({ seq: fact.seq, verdicts: rows.map((each) => tableShows(each)([fact])) }));
    const good = readings.filter(({ verdicts }) => verdicts.every(({ passed }) => passed));
    const [first] = good;
    if (first !== undefined)
      return seen(
        first.verdicts.map(({ saying }) => saying).join(' '),
        good.map(({ seq }) => seq),
      );
    const lacking = readings.at(-1)?.verdicts.find(({ passed }) => !passed);
    return missing(lacking?.saying ?? 'You have not looked into the connection table yet. `ss` prints it.');
  };
}
