import type { LabState } from '../lab-session/lab-context.ts';

const says: Record<LabState, string> = {
  idle: 'not started yet',
  loading: 'connecting',
  online: 'real TCP, this computer',
  offline: 'no answer, reconnecting',
  static: 'no lab server here',
};

const marks: Record<LabState, string> = { idle: '○', loading: '◌', online: '●', offline: '◍', static: '○' };

interface Props {
  readonly state: LabState;
  readonly inNetwork: boolean;
  /** In a class the sockets are on the computer that runs it. */
  readonly seat: number | null;
}

/** Whose sockets the terminal uses, and whether they can be reached. A mark of its own shape for each state. */
export function StatusChip({ state, inNetwork, seat }: Props) {
  if (inNetwork) {
    return (
      <span className="terminal-chip" data-state="simulated" role="status">
        <span aria-hidden="true">◆ </span>
        simulated, in this page
      </span>
    );
  }
  return (
    <span className="terminal-chip" data-state={state} role="status">
      <span aria-hidden="true">{marks[state]} </span>
      {state === 'online' && seat !== null ? `real TCP, seat ${seat} of the class` : says[state]}
    </span>
  );
}
