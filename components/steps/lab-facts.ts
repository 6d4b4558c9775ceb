import type { Lab, Step } from '../../lab/lesson.ts';

/** A step as plain data: what a server page may hand to the browser. Its check arrives later, with the code. */
export type StepFacts = Omit<Step, 'check'>;

export interface LabFacts extends Pick<Lab, 'id' | 'title' | 'why' | 'prediction' | 'saw'> {
  readonly steps: readonly StepFacts[];
}

export const labFacts = (lab: Lab): LabFacts => ({
  id: lab.id,
  title: lab.title,
  why: lab.why,
  prediction: lab.prediction,
  ...(lab.saw && { saw: lab.saw }),
  steps: lab.steps.map(({ check: _stays, ...facts }) => facts),
});

/** Where a step is on the page: `step-0-1a-2`. */
export const stepAnchor = (lab: string, step: number): string => `step-${lab.replaceAll('.', '-')}-${step}`;
