import { type SyntaxProblem, type Token, tokensOf, type Word } from './tokens.ts';

/** One command with its words. */
export type Stage = readonly Word[];

export interface Step {
  /** When it runs, given how the step before it ended. */
  readonly when: 'always' | 'after-success' | 'after-failure';
  /** Commands joined by `|`. */
  readonly pipeline: readonly Stage[];
}

/** What runs in the foreground until `;`, or in the background until `&`. */
export interface ParsedJob {
  readonly steps: readonly Step[];
  readonly background: boolean;
  /** As it was typed. */
  readonly source: string;
}

export type Parsed = { readonly jobs: readonly ParsedJob[] } | { readonly problem: SyntaxProblem };

/** Reads a command line: quotes, `|`, `;`, `&&`, `||`, `&`, `#`. No files here, so no redirection. */
export function parseLine(line: string): Parsed {
  const tokens = tokensOf(line);
  if ('saying' in tokens) return { problem: tokens };
  const jobs: ParsedJob[] = [];
  let steps: Step[] = [];
  let pipeline: Stage[] = [];
  let stage: Word[] = [];
  let when: Step['when'] = 'always';
  let jobStart = 0;
  let open: Token | null = null;

  const closeStage = (): boolean => {
    if (stage.length === 0) return false;
    pipeline.push(stage);
    stage = [];
    return true;
  };
  const closeStep = (): boolean => {
    if (!closeStage()) return false;
    steps.push({ when, pipeline });
    pipeline = [];
    return true;
  };
  const closeJob = (background: boolean, end: number): void => {
    jobs.push({ steps, background, source: line.slice(jobStart, end).trim() });
    steps = [];
    when = 'always';
  };

  for (const token of tokens) {
    if (token.kind === 'word') {
      if (stage.length === 0 && steps.length === 0 && pipeline.length === 0) jobStart = token.at;
      stage.push(token.word);
      open = null;
      continue;
    }
    const missing = { problem: { at: token.at, saying: `A command is missing before ${token.operator}` } };
    switch (token.operator) {
      case '|':
        if (!closeStage()) return missing;
        open = token;
        break;
      case '&&':
      case '||':
        if (!closeStep()) return missing;
        when = token.operator === '&&' ? 'after-success' : 'after-failure';
        open = token;
        break;
      case ';':
      case '&':
        if (!closeStep()) return missing;
        closeJob(token.operator === '&', token.at);
        break;
    }
  }
  if (open?.kind === 'operator') {
    return { problem: { at: open.at, saying: `A command is missing after ${open.operator}` } };
  }
  if (closeStep()) closeJob(false, line.length);
  return { jobs };
}

/** The text of a word once the status of the command before is known. */
export const wordText = (word: Word, status: number): string =>
  word.map((part) => (typeof part === 'string' ? part : String(status))).join('');
