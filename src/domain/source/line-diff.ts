/** A line that both texts have, or one only. */
export interface DiffLine {
  readonly side: 'both' | 'old' | 'new';
  readonly text: string;
}

/** Lines that belong together in a diff, with where they begin in each text, counted from 1. */
export interface DiffHunk {
  readonly oldLine: number;
  readonly newLine: number;
  readonly lines: readonly DiffLine[];
}

/** Beyond so many compared pairs of lines a block is told as wholly replaced: exact, only less close. */
const mostPairs = 4_000_000;

/**
 * What changed between two texts, line by line, with `around` unchanged lines about each change; empty for texts of
 * equal lines. Line ends count: a text without the last one, or with CRLF, differs.
 */
export function lineDiff(oldText: string, newText: string, around = 2): readonly DiffHunk[] {
  return hunksOf(diffLines(linesOf(oldText), linesOf(newText)), around);
}

/** Each line with its end, so that a change of line ends alone is seen. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function diffLines(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail += 1;
  const both = (lines: readonly string[]): DiffLine[] => lines.map((text) => ({ side: 'both', text }));
  return [
    ...both(before.slice(0, head)),
    ...middleDiff(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...both(before.slice(before.length - tail)),
  ];
}

/** Longest common subsequence by the table of lengths; recipes are small, and what is not is cut off above. */
function middleDiff(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  const width = after.length + 1;
  const isSmall = before.length * after.length <= mostPairs;
  const lengths = new Uint32Array(isSmall ? (before.length + 1) * width : 0);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = before.length - 1; isSmall && i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old === fresh) {
      lines.push({ side: 'both', text: old });
      i += 1;
      j += 1;
    } else if (old !== undefined && (fresh === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ side: 'old', text: old });
      i += 1;
    } else if (fresh !== undefined) {
      lines.push({ side: 'new', text: fresh });
      j += 1;
    }
  }
  return lines;
}

function hunksOf(lines: readonly DiffLine[], around: number): readonly DiffHunk[] {
  const changed = lines.flatMap((line, index) => (line.side === 'both' ? [] : [index]));
  const spans: { from: number; to: number }[] = [];
  for (const index of changed) {
    const [from, to] = [Math.max(0, index - around), Math.min(lines.length, index + around + 1)];
    const last = spans.at(-1);
    if (last !== undefined && from <= last.to) last.to = to;
    else spans.push({ from, to });
  }
  const count = (until: number, side: 'old' | 'new'): number =>
    lines.slice(0, until).filter((line) => line.side === 'both' || line.side === side).length;
  return spans.map(({ from, to }) => ({
    oldLine: count(from, 'old') + 1,
    newLine: count(from, 'new') + 1,
    lines: lines.slice(from, to),
  }));
}
