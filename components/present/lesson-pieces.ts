import type { Piece } from './pages.ts';

/** A piece of the lesson in the page. */
export interface LessonPiece extends Piece {
  readonly element: HTMLElement;
}

/** What is opened up: its parts are shown one after the other. */
const containers = '.lab, .steps, .quiz, .end, .end > section';
const alone = '.step, .question, .fig, figure, .box, pre, table, .myth';
const opening = '.lab > .why, .lab > .predict, .lab > .other-network, .lab > .missing';

const kindOf = (element: HTMLElement): Piece['kind'] => {
  if (element.matches('.eyebrow:first-child')) return 'title';
  if (element.matches('.lab-head')) return 'lab';
  if (element.matches('h2, h3')) return 'heading';
  if (element.matches(opening)) return 'opening';
  return element.matches(alone) ? 'alone' : 'flow';
};

const leavesOf = (element: Element): HTMLElement[] =>
  [...element.children].flatMap((child) => {
    if (!(child instanceof HTMLElement)) return [];
    return child.matches(containers) ? leavesOf(child) : [child];
  });

/** Marks what the page does not show; the style sheet hides it. */
export const OFF = 'data-off';

/** The lesson's pieces in order, measured while all of them stand in the page. What has no height is no piece. */
export function piecesOf(article: HTMLElement): LessonPiece[] {
  for (const element of article.querySelectorAll(`[${OFF}]`)) element.removeAttribute(OFF);
  return leavesOf(article)
    .filter((element) => element.offsetHeight > 1)
    .map((element) => ({ element, kind: kindOf(element), height: outerHeight(element) }));
}

/** With the distance to what comes after it, CSS px. */
function outerHeight(element: HTMLElement): number {
  const { marginTop, marginBottom } = getComputedStyle(element);
  return element.offsetHeight + Math.max(Number.parseFloat(marginTop) || 0, Number.parseFloat(marginBottom) || 0);
}

/** Hides every piece but these, and every container of which nothing is shown. */
export function showOnly(article: HTMLElement, pieces: readonly LessonPiece[], shown: readonly number[]): void {
  const on = new Set(shown.map((at) => pieces[at]?.element));
  for (const { element } of pieces) element.toggleAttribute(OFF, !on.has(element));
  for (const container of article.querySelectorAll(containers)) {
    const hasOne = [...on].some((element) => element !== undefined && container.contains(element));
    container.toggleAttribute(OFF, !hasOne);
  }
}

export function showAll(article: HTMLElement): void {
  for (const element of article.querySelectorAll(`[${OFF}]`)) element.removeAttribute(OFF);
}
