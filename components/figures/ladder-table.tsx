import type { LadderRow } from '../../lab/evidence/ladder-row.ts';

/** A ladder as a table: what a screen reader reads instead of the drawing. */
export function LadderTable({ rows }: { readonly rows: readonly LadderRow[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th>What</th>
          <th>How we know</th>
          <th>Your end</th>
          <th>The other end</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rungs are only ever added at the end
          <tr key={index}>
            <td>{rungText(row)}</td>
            <td>{row.basis}</td>
            <td>{row.stateLeft}</td>
            <td>{row.stateRight}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function rungText(row: LadderRow): string {
  if (row.to === null) return row.label;
  const way = row.from === 'left' ? 'You send' : 'You get';
  return `${way} ${row.flags}, ${row.numbers}${row.label ? `, ${row.label}` : ''}`;
}
