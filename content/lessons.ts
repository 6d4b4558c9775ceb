import type { Lesson } from '../lab/lesson.ts';

export interface LessonEntry {
  /** The folder in `content/`, and the last part of the page's address. */
  readonly slug: string;
  /** The lesson's facts, with its checks. Loaded when asked for, so that a page carries only its own. */
  facts(): Promise<Lesson>;
}

/** THE list: the lessons that are written, in the order they are taken. Their prose is `<slug>/lesson.mdx`. */
export const lessons: readonly LessonEntry[] = [
  { slug: 'start-here', facts: async () => (await import('./start-here/lesson.ts')).lesson },
  { slug: 'what-is-a-network', facts: async () => (await import('./what-is-a-network/lesson.ts')).lesson },
  { slug: 'ports', facts: async () => (await import('./ports/lesson.ts')).lesson },
  { slug: 'tcp-connections', facts: async () => (await import('./tcp-connections/lesson.ts')).lesson },
  { slug: 'what-is-a-socket', facts: async () => (await import('./what-is-a-socket/lesson.ts')).lesson },
  { slug: 'how-secret-is-the-chat', facts: async () => (await import('./how-secret-is-the-chat/lesson.ts')).lesson },
];
