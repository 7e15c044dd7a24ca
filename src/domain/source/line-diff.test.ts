import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineDiff, type DiffHunk } from './line-diff.ts';

const lines = fc
  .array(fc.constantFrom('a', 'b', 'c', '', 'a\r'), { maxLength: 12 })
  .chain((parts) => fc.constantFrom(parts.join('\n'), `${parts.join('\n')}\n`));

/** The old text with the hunks applied, from their own words alone. */
function applied(oldText: string, hunks: readonly DiffHunk[]): string {
  const old = oldText.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const out: string[] = [];
  let at = 0;
  for (const { oldLine, newLine, lines: changed } of hunks) {
    out.push(...old.slice(at, oldLine - 1));
    at = oldLine - 1;
    expect(out).toHaveLength(newLine - 1);
    for (const { side, text } of changed) {
      if (side !== 'new') expect(old[at]).toBe(text);
      if (side !== 'old') out.push(text);
      if (side !== 'new') at += 1;
    }
  }
  return [...out, ...old.slice(at)].join('');
}

describe('a diff of lines', () => {
  it('makes the new text of the old one', () => {
    fc.assert(
      fc.property(lines, lines, fc.integer({ min: 0, max: 3 }), (before, after, around) => {
        expect(applied(before, lineDiff(before, after, around))).toBe(after);
      }),
    );
  });

  it('is empty for equal texts alone', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        expect(lineDiff(before, after).length === 0).toBe(before === after);
      }),
    );
  });

  it('shows a change with what is about it, far changes apart', () => {
    const text = Array.from({ length: 20 }, (_, i) => `line ${i + 1}`).join('\n');
    const hunks = lineDiff(text, text.replace('line 3\n', 'third\n').replace('line 18\n', ''), 1);
    expect(hunks.map(({ oldLine, newLine }) => [oldLine, newLine])).toEqual([
      [2, 2],
      [17, 17],
    ]);
    expect(hunks[0]?.lines.map(({ side, text: one }) => `${side} ${one.trim()}`)).toEqual([
      'both line 2',
      'old line 3',
      'new third',
      'both line 4',
    ]);
  });

  it('stays exact for texts too large to compare closely', () => {
    const many = (from: number): string => Array.from({ length: 2500 }, (_, i) => `${from + i}\n`).join('');
    const [before, after] = [`x\n${many(0)}z\n`, `y\n${many(5000)}w\n`];
    expect(applied(before, lineDiff(before, after))).toBe(after);
  });
});
