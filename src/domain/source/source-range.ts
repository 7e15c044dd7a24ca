import type { SourceRange } from '../diagnostic.ts';

/** Turns places in a text (UTF-16 offsets) into lines and columns. */
export interface LineTable {
  readonly lineCount: number;
  /** The line that an offset stands on, from 1. */
  lineAt(offset: number): number;
  /**
   * The range of `length` units from `offset`, cut at the end of its first line and never empty, so that a
   * fault at the very end of a line or of the file still has a place to point at.
   */
  range(offset: number, length: number): SourceRange;
}

/** Lines end with LF, CRLF or a lone CR, as editors count them. */
export function lineTable(text: string): LineTable {
  const starts = [0];
  const ends: number[] = [];
  for (const found of text.matchAll(/\r\n|\n|\r/g)) {
    ends.push(found.index);
    starts.push(found.index + found[0].length);
  }
  ends.push(text.length);

  const indexOf = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  return {
    lineCount: starts.length,
    lineAt: (offset) => indexOf(offset) + 1,
    range: (offset, length) => {
      const index = indexOf(offset);
      const start = starts[index] as number;
      const end = ends[index] as number;
      const from = Math.min(offset, end);
      return {
        line: index + 1,
        column: from - start + 1,
        length: Math.max(1, Math.min(length, end - from)),
        lineText: text.slice(start, end),
      };
    },
  };
}
