/**
 * Process exit codes, stable and documented in `docs/reference/cli.md`.
 * 11 and 12 are Artkiln's own: a database that this version cannot use, and a machine that cannot do the work.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 124 | 130;

/**
 * One kind of expected failure: how it is told, what it means to a script, and what a person does next.
 * `Data` is what the failure carries; it never holds prose or a secret.
 */
export interface FailureSpec<Data> {
  readonly exit: ExitCode;
  readonly http: number;
  /** What happened, one plain sentence. Foreign text is put in as it is: the printer escapes it. */
  readonly message: (data: Data) => string;
  /** What was kept or left untouched. Left out where nothing had begun. */
  readonly kept?: (data: Data) => string;
  /** What to do next, preferably a command to type; `null` for nothing. */
  readonly next?: (data: Data) => string | null;
}

export const define = <Data extends object>(spec: FailureSpec<Data>): FailureSpec<Data> => spec;
