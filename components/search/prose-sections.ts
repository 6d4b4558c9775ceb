import { Children, isValidElement, type ReactNode } from 'react';

/** The prose under one heading, or before the first. */
export interface ProseSection {
  /** The words of the heading; empty before the first one. */
  readonly heading: string;
  readonly text: string;
}

/** What a component says without children, and what the page sets before it: a myth's thought, a figure's caption. */
const spoken = {
  title: '',
  think: 'You may think: ',
  attempt: 'Try ',
  caption: '',
  linux: 'Linux: ',
  macos: 'macOS: ',
  windows: 'Windows: ',
} as const;

/** Inside a line: no blank is put around them. */
const inline = new Set<unknown>(['a', 'code', 'em', 'strong', 'kbd', 'sup', 'sub', 'abbr']);

type Props = Readonly<Record<string, unknown>> & { readonly children?: ReactNode };

/** Words of a piece of prose. Blocks are set apart by blanks, marks inside a line are not. */
const textOf = (node: ReactNode): string =>
  Children.toArray(node)
    .map((piece) => {
      if (typeof piece === 'string' || typeof piece === 'number') return String(piece);
      if (!isValidElement<Props>(piece)) return '';
      const { type, props } = piece;
      const said = Object.entries(spoken)
        .flatMap(([name, before]) => (typeof props[name] === 'string' ? [before + props[name]] : []))
        .join(' ');
      const text = `${said} ${textOf(props.children)}`;
      return inline.has(type) ? text.trim() : ` ${text} `;
    })
    .join('');

const tidy = (text: string): string =>
  text
    .replaceAll(/[`*]/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([.,;:?)])/g, '$1')
    .trim();

/**
 * The sections of a lesson's prose, from the elements that its MDX makes. Its headings must be plain `h2` and `h3`, and
 * components inside a line plain `em` or the like: other components count as blocks.
 */
export const proseSections = (prose: ReactNode): readonly ProseSection[] => {
  const sections = [{ heading: '', text: '' }];
  const walk = (node: ReactNode): void => {
    for (const piece of Children.toArray(node)) {
      // A fragment has neither a name nor a text of its own.
      if (isValidElement<Props>(piece) && typeof piece.type === 'symbol') walk(piece.props.children);
      else if (isValidElement<Props>(piece) && (piece.type === 'h2' || piece.type === 'h3')) {
        sections.push({ heading: tidy(textOf(piece.props.children)), text: '' });
      } else {
        const last = sections.at(-1);
        if (last) last.text += ` ${textOf(piece)}`;
      }
    }
  };
  walk(prose);
  return sections.map(({ heading, text }) => ({ heading, text: tidy(text) }));
};
