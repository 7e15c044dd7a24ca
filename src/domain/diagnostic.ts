/** Where a fault stands in a text file. Lines and columns count from 1, in UTF-16 units as editors do. */
export interface SourceRange {
  readonly line: number;
  readonly column: number;
  /** Length of the faulty text on that line; at least 1. */
  readonly length: number;
  /** The whole line, without its line end. */
  readonly lineText: string;
}

export type Severity = 'error' | 'warning';

/** One fault, pointed at. `code` is stable and kebab-case, for scripts and for documentation. */
export interface Diagnostic {
  readonly severity: Severity;
  readonly code: string;
  readonly file: string;
  /** Left out for faults of a whole file, such as a file that is missing. */
  readonly range?: SourceRange;
  readonly message: string;
  readonly hint?: string;
}
