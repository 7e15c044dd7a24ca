import type { Digest } from '../ids.ts';
import { lineDiff } from '../source/line-diff.ts';
import type { RunFile } from './run-record.ts';

/** The file of a run with that content; `null` when the run has none. */
export type FilesByDigest = (digest: Digest) => Pick<RunFile, 'path' | 'text'> | null;

/** A line that became another; `null` where it is new or gone. */
export interface ChangedLine {
  /** In the new text, from 1; of a line that is gone, in the old one. */
  readonly line: number;
  readonly from: string | null;
  readonly to: string | null;
}

/** What became of a file between two runs. */
export interface ChangedLines {
  readonly path: string;
  /** Its path in the earlier run where that was another. */
  readonly pathBefore: string | null;
  /** The first of them, without line ends. */
  readonly lines: readonly ChangedLine[];
  /** How many more lines changed. */
  readonly more: number;
}

const mostLines = 20;

/** The lines that differ between two files; `null` unless both are known, and are text. */
export function changedLines(
  from: ReturnType<FilesByDigest>,
  to: ReturnType<FilesByDigest>,
): ChangedLines | null {
  if (from === null || to === null || from.text === null || to.text === null) return null;
  const lines: ChangedLine[] = [];
  for (const hunk of lineDiff(from.text, to.text, 0)) {
    const textsOf = (side: 'old' | 'new'): readonly string[] =>
      hunk.lines.filter((line) => line.side === side).map(({ text }) => text.replace(/\r?\n$/, ''));
    const [old, fresh] = [textsOf('old'), textsOf('new')];
    for (let i = 0; i < Math.max(old.length, fresh.length); i += 1) {
      const [was = null, is = null] = [old[i], fresh[i]];
      lines.push({ line: (is === null ? hunk.oldLine : hunk.newLine) + i, from: was, to: is });
    }
  }
  return {
    path: to.path,
    pathBefore: from.path === to.path ? null : from.path,
    lines: lines.slice(0, mostLines),
    more: Math.max(0, lines.length - mostLines),
  };
}
