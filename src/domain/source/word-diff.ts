import { lineDiff, type DiffLine } from './line-diff.ts';
import { printable } from './printable.ts';
import { shortened } from './shortened.ts';

/** Unchanged words that stand about each change. */
const around = 2;
/** So many changed places are shown; the rest is counted. */
const mostPlaces = 3;
/** Characters of what went, or of what came, at one place. */
const longest = 60;

/**
 * What changed between two texts, word by word, in one printable line: `a calm [-smith-] {+warrior+} with a`. White
 * space between words does not count; `null` for texts of equal words.
 *
 * @example wordDiff('a calm smith', 'a calm warrior') // 'a calm [-smith-] {+warrior+}'
 */
export function wordDiff(before: string, after: string): string | null {
  const hunks = lineDiff(inLines(before), inLines(after), around);
  const last = hunks.at(-1);
  if (last === undefined) return null;
  const places = hunks.slice(0, mostPlaces).map(({ lines }) => placeText(lines));
  const more = hunks.length - places.length;
  const isFromStart = hunks[0]?.newLine === 1 && hunks[0].oldLine === 1;
  return [
    isFromStart ? '' : '… ',
    places.join(' … '),
    more > 0 ? ` … and ${more} more ${more === 1 ? 'place' : 'places'}` : endsEarly(after, last) ? ' …' : '',
  ].join('');
}

const wordsOf = (text: string): readonly string[] => text.split(/\s+/u).filter((word) => word !== '');
const inLines = (text: string): string =>
  wordsOf(text)
    .map((word) => `${word}\n`)
    .join('');

/** Whether words stand behind the last change that is shown. */
const endsEarly = (
  after: string,
  { newLine, lines }: { readonly newLine: number; readonly lines: readonly DiffLine[] },
): boolean => newLine - 1 + lines.filter(({ side }) => side !== 'old').length < wordsOf(after).length;

function placeText(lines: readonly DiffLine[]): string {
  const parts: string[] = [];
  for (let i = 0; i < lines.length;) {
    const side = lines[i]?.side ?? 'both';
    const run: string[] = [];
    for (; i < lines.length && lines[i]?.side === side; i += 1) run.push((lines[i]?.text ?? '').slice(0, -1));
    const text = printable(shortened(run.join(' '), longest));
    parts.push(side === 'old' ? `[-${text}-]` : side === 'new' ? `{+${text}+}` : text);
  }
  return parts.join(' ');
}
