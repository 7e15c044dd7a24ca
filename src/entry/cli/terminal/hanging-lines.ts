import { printable } from '../../../domain/source/printable.ts';
import { displayWidth } from './width.ts';

/** What the further lines begin with. */
const hang = ' '.repeat(8);

/**
 * A labelled text as lines of at most `columns` cells: the label, then the text, escaped, the further lines behind the
 * first. Broken at spaces only: a path or a digest that is longer than a line stays in one piece, for who copies it.
 *
 * @example hangingLines('  next: ', 'Run `art runs`.', 80) // ['  next: Run `art runs`.']
 */
export function hangingLines(label: string, text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = label;
  for (const [at, one] of text.split('\n').entries()) {
    if (at > 0) lines.push(line);
    if (at > 0) line = hang;
    for (const [place, word] of printable(one).split(' ').entries()) {
      const joined = place === 0 ? `${line}${word}` : `${line} ${word}`;
      const isFirst = line === label || line === hang;
      if (isFirst || displayWidth(joined) <= columns) line = joined;
      else {
        lines.push(line);
        line = `${hang}${word}`;
      }
    }
  }
  return [...lines, line];
}
