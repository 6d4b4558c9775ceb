import type { Lab, Step } from '../../lab/lesson.ts';

/** A step as plain data: what a server page may hand to the browser. Its check arrives later, with the code. */
export type StepFacts = Omit<Step, 'check'>;

export interface LabFacts extends Pick<Lab, 'id' | 'title' | 'why' | 'prediction' | 'saw'> {
  readonly steps: readonly StepFacts[];
  /** In a virtual network: the terminal of a step that names none. */
  readonly scene?: { readonly terminal: string };
  /** The names of the programs that it lets people write. */
  readonly programs?: readonly string[];
}

export const labFacts = (lab: Lab): LabFacts => ({
  id: lab.id,
  title: lab.title,
  why: lab.why,
  prediction: lab.prediction,
  ...(lab.saw && { saw: lab.saw }),
  ...(lab.scene && { scene: { terminal: lab.scene.devices.find(({ kind }) => kind === 'host')?.name ?? '' } }),
  ...(lab.programs && { programs: lab.programs.map(({ file }) => file) }),
  steps: lab.steps.map(({ check: _stays, ...facts }) => facts),
});

/** A program of a lesson: its name, and the line and the terminal by which a step runs it first. */
export interface ProgramPlace {
  readonly file: string;
  /** `python client.py {blue}` */
  readonly line: string;
  readonly terminal: string;
}

/** Every program of these labs once. */
export const programPlaces = (labs: readonly Lab[]): readonly ProgramPlace[] => {
  const places = new Map<string, ProgramPlace>();
  for (const { programs = [], steps } of labs) {
    for (const { file } of programs) {
      if (places.has(file)) continue;
      const step = steps.find(
        ({ run }) => run !== undefined && /^python3? /.test(run) && run.split(' ').includes(file),
      );
      places.set(file, { file, line: step?.run ?? `python ${file}`, terminal: step?.terminal ?? 'a' });
    }
  }
  return [...places.values()];
};

/** The command that starts the program which step `at` (from 0) types into: the last one before it in that terminal. */
export const openerOf = (steps: readonly StepFacts[], at: number): string | null => {
  const terminal = steps[at]?.terminal ?? 'a';
  const before = steps.slice(0, at).filter((step) => (step.terminal ?? 'a') === terminal);
  return before.findLast(({ run, input }) => run !== undefined && run !== input)?.run ?? null;
};

/** Where a step is on the page: `step-0-1a-2`. */
export const stepAnchor = (lab: string, step: number): string => `step-${lab.replaceAll('.', '-')}-${step}`;
