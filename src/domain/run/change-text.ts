import { few } from '../source/counted.ts';
import { printable } from '../source/printable.ts';
import { shortened } from '../source/shortened.ts';
import { wordDiff } from '../source/word-diff.ts';
import type { ChangedLine, ChangedLines } from './changed-lines.ts';
import type { NamedChange } from './explain.ts';
import { changeOfValue, digestChange, fileDigest, valueText } from './value-text.ts';

/** Lines of a file that stand in the sentence. */
const mostLines = 2;
/** Changes that stand in one sentence; the rest is counted. */
const mostChanges = 3;
/** Values of one field that several stages have. */
const mostValues = 4;
/** Texts from this length on are told by the words that changed. */
const longText = 24;

/**
 * A change in one printable line.
 *
 * @example 'locked_fields.steps 30 -> 40', 'input concept changed because levers.hair red -> black'
 */
export function changeText(change: NamedChange): string {
  const { kind, stage, field, from, to } = change;
  switch (kind) {
    case 'value':
    case 'environment':
    case 'other':
      return `${field} ${textChange(from, to) ?? changeOfValue(from, to)}`;
    case 'version':
      return `version${stage === '' ? '' : ` of ${printable(stage)}`} ${changeOfValue(from, to)}`;
    case 'file': {
      const digests = `(${digestChange(fileDigest(from) ?? '', fileDigest(to) ?? '')})`;
      const name = field.replace(/^locked_fields\./, '');
      return `${name} content changed ${digests}${change.lines === null ? '' : `: ${linesText(change.lines)}`}`;
    }
    case 'input': {
      const count = from === undefined || to === undefined ? '' : ` (${countText(from)} -> ${countText(to)})`;
      return `${field} changed${count}${becauseText(change)}`;
    }
  }
}

/** Changes in one printable line, what follows from others left out. */
export function changesText(changes: readonly NamedChange[]): string {
  const told = changes.filter(({ isConsequence }) => !isConsequence);
  const own = told.filter(({ kind }) => kind !== 'input').map(changeText);
  const texts = [...own, ...told.filter(({ kind }) => kind === 'input').map((one) => inputText(one, own))];
  const more = texts.length - mostChanges;
  return more > 0 ? `${texts.slice(0, mostChanges).join(', ')} and ${more} more` : texts.join(', ');
}

/** An input that changed for what is said already adds only that it did. */
function inputText(change: NamedChange, said: readonly string[]): string {
  const causes = rootsOf(change).map(changeText);
  return causes.length > 0 && causes.every((cause) => said.includes(cause))
    ? `${change.field} changed with it`
    : changeText(change);
}

function becauseText(change: NamedChange): string {
  if (change.because === null) return '';
  const roots = rootsOf(change);
  if (roots.length === 0) return ' though the same was asked for';
  const texts = [...new Set(roots.map(changeText))];
  const more = texts.length - mostChanges;
  const shown = texts.slice(0, mostChanges).join(', ');
  return ` because ${shown}${more > 0 ? ` and ${more} more` : ''}`;
}

/** What lies at the bottom of a changed input: changes that are no inputs themselves, where they are known. */
export function rootsOf(change: NamedChange): readonly NamedChange[] {
  // Several inputs may be of one stage: each change is looked at once, however they are entangled.
  const seen = new Set<NamedChange>();
  const roots = (one: NamedChange): readonly NamedChange[] => {
    if (seen.has(one)) return [];
    seen.add(one);
    if (one.kind !== 'input') return one.isConsequence ? [] : [one];
    return (one.because ?? []).flatMap((deeper) => {
      const found = roots(deeper);
      return found.length === 0 && deeper.kind === 'input' ? [deeper] : found;
    });
  };
  return roots(change);
}

const countText = (count: unknown): string => `${String(count)} ${count === 1 ? 'picture' : 'pictures'}`;

/** Two long texts of which some words are the same, by the words that are not. */
function textChange(from: unknown, to: unknown): string | null {
  if (typeof from !== 'string' || typeof to !== 'string') return null;
  if (Math.max(from.length, to.length) < longText || !/\s/u.test(from) || !/\s/u.test(to)) return null;
  const said = wordDiff(from, to);
  return said === null ? 'the same words, other spaces' : `"${said}"`;
}

function linesText({ path, pathBefore, lines, more }: ChangedLines): string {
  const rest = lines.length + more - mostLines;
  const name = printable(path);
  return [
    pathBefore === null ? name : `${printable(pathBefore)} -> ${name}`,
    ' ',
    lines.slice(0, mostLines).map(lineText).join(', ') || 'line ends',
    rest > 0 ? ` and ${rest} more ${rest === 1 ? 'line' : 'lines'}` : '',
  ].join('');
}

function lineText({ line, from, to }: ChangedLine): string {
  const short = (text: string): string => printable(shortened(text.trim(), 40));
  if (from === null) return `line ${line} added: ${short(to ?? '')}`;
  if (to === null) return `line ${line} removed: ${short(from)}`;
  return `line ${line}: ${short(from)} -> ${short(to)}`;
}

/**
 * Changes of several stages in the same fields, in one printable line: `levers.hair red -> black or white`. Where all say
 * the same it is what `changesText` says.
 */
export function sharedChangesText(all: readonly (readonly NamedChange[])[]): string {
  const [first = []] = all;
  if (new Set(all.map(changesText)).size <= 1) return changesText(first);
  const told = first.filter(({ isConsequence }) => !isConsequence);
  const texts = told.map(({ field }) =>
    sharedText(all.flatMap((changes) => changes.filter((one) => one.field === field))),
  );
  return few(texts, mostChanges);
}

/** Changes of one field. */
function sharedText(changes: readonly NamedChange[]): string {
  const [first] = changes;
  if (first === undefined) return '';
  const texts = [...new Set(changes.map(changeText))];
  if (texts.length === 1) return texts[0] ?? '';
  if (first.kind === 'input') {
    const fields = [...new Set(changes.flatMap((change) => rootsOf(change).map(({ field }) => field)))];
    return `${first.field} changed${fields.length === 0 ? '' : ` because of ${few(fields, mostChanges)}`}`;
  }
  const valuesOf = (key: 'from' | 'to'): string => {
    const values = [...new Set(changes.map((change) => valueText(change[key])))];
    const more = values.length - mostValues;
    return `${values.slice(0, mostValues).join(' or ')}${more > 0 ? ` or ${more} more` : ''}`;
  };
  return `${first.field} ${valuesOf('from')} -> ${valuesOf('to')}`;
}
