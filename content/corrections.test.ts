import { describe, expect, it } from 'vitest';
import { course } from './course.ts';
import { lessons } from './lessons.ts';

// Which lessons the plan has for each correction of modules 0 to 5. As soon as one of them is written, some lesson has to
// make the correction: nothing here needs to be crossed out.
const plan: Readonly<Record<string, readonly string[]>> = {
  C01: ['1.3', '9.4'],
  C02: ['1.1', '1.2'],
  C03: ['1.1'],
  C04: ['1.3'],
  C05: ['1.3'],
  C06: ['1.2', '1.3'],
  C07: ['1.2', '5.6'],
  C08: ['1.2', '5.6'],
  C09: ['1.1'],
  C10: ['9.1', '9.4'],
  C11: ['1.1', '1.5'],
  C12: ['1.1', '4.3'],
  C13: ['1.2'],
  C14: ['1.4'],
  C15: ['1.4', '2.1'],
  C16: ['1.4'],
  C17: ['1.5'],
  C18: ['1.5'],
  C19: ['1.5'],
  C21: ['1.6', '3.1'],
  C22: ['1.6', '4.5'],
  C23: ['1.6', '3.6'],
  C24: ['1.6', '4.3'],
  C25: ['1.6', '3.1', '3.4'],
  C26: ['3.5'],
  C27: ['1.6', '3.4'],
  C28: ['4.2'],
  C29: ['1.6'],
  C31: ['2.1'],
  C32: ['2.1'],
  C33: ['2.1'],
  C34: ['2.1'],
  C35: ['2.1', '4.1'],
  C36: ['2.2'],
  C37: ['2.2', '2.3'],
  C38: ['2.3'],
  C39: ['2.3'],
  C40: ['2.4'],
  C41: ['2.3', '2.4'],
  C42: ['2.4'],
  C43: ['2.1', '2.2'],
  C44: ['3.1'],
  C45: ['3.1', '3.4'],
  C46: ['3.1', '3.2'],
  C47: ['3.1', '3.3'],
  C48: ['3.1'],
  C49: ['3.6'],
  C51: ['3.1', '4.1'],
  C52: ['3.1'],
  C53: ['3.2', '3.3', '3.4'],
  C54: ['3.4'],
  C55: ['3.4'],
  C56: ['3.6'],
  C58: ['3.6'],
  C60: ['3.3'],
  C61: ['3.3'],
  C63: ['3.3'],
  C65: ['4.1'],
  C66: ['4.1'],
  C68: ['4.1'],
  C69: ['4.1'],
  C70: ['4.1', '5.7'],
  C71: ['4.4', '5.5'],
  C72: ['4.4', '5.4'],
  C73: ['4.3'],
  C74: ['4.3', '5.5'],
  C76: ['4.2'],
  C77: ['4.2', '4.5'],
  C78: ['4.2'],
  C79: ['4.2', '4.5'],
  C80: ['4.2', '4.5'],
  C82: ['5.1'],
  C83: ['5.1'],
  C84: ['5.1', '5.2'],
  C85: ['5.3'],
  C86: ['5.1'],
  C87: ['5.3'],
  C88: ['5.1', '5.2'],
  C89: ['5.2'],
  C90: ['5.6'],
};
const withdrawn = ['C20', 'C50', 'C64', 'C75', 'C81'];
/** Theirs are lessons of modules 6 to 12 alone. */
const later = ['C30', 'C57', 'C59', 'C62', 'C67'];

const written = await Promise.all(lessons.map(({ facts }) => facts()));
const writtenNumbers = new Set(written.map(({ number }) => number));
const made = new Set(written.flatMap(({ corrections }) => corrections));
const due = Object.entries(plan).filter(([, carriers]) => carriers.some((number) => writtenNumbers.has(number)));

describe('the corrections of modules 0 to 5', () => {
  it('are all planned, but for those withdrawn and those of later modules', () => {
    const all = Array.from({ length: 90 }, (_, at) => `C${String(at + 1).padStart(2, '0')}`);
    expect([...Object.keys(plan), ...withdrawn, ...later].sort()).toEqual(all);
    const numbers = new Set(course.flatMap((module) => module.lessons.map(({ number }) => number)));
    for (const carriers of Object.values(plan)) for (const number of carriers) expect(numbers).toContain(number);
  });

  it('are most of them due already', () => {
    expect(due.length).toBeGreaterThan(50);
  });

  it.each(due)('%s is made, since one of the lessons %j is written', (correction) => {
    expect(made).toContain(correction);
  });
});
