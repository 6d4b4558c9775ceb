import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { anchorOf } from '../components/prose/heading.tsx';
import { lessons } from './lessons.ts';

/** What the page around the prose calls its own parts. */
const taken = ['main', 'quiz', 'terms', 'references', 'returns', 'answers'];

describe.each(lessons)('lesson $slug', ({ slug }) => {
  it('has headings that can each be linked to', () => {
    const mdx = readFileSync(new URL(`./${slug}/lesson.mdx`, import.meta.url), 'utf8').replace(/```[\s\S]*?```/g, '');
    const anchors = [...mdx.matchAll(/^#{2,3} (.+)$/gm)].map(([, words]) =>
      anchorOf((words ?? '').replace(/<[^>]+>/g, '')),
    );
    expect(anchors.length).toBeGreaterThan(1);
    for (const anchor of anchors) {
      expect(anchor).not.toBe('');
      expect(taken).not.toContain(anchor);
      expect(anchor).not.toMatch(/^(lab|step)-\d/);
    }
    expect(new Set(anchors).size, anchors.join(', ')).toBe(anchors.length);
  });
});
