import { archiveFaults, type ArchiveFault } from '../archive/fault.ts';
import { few } from '../source/counted.ts';
import { define } from './define.ts';

/** Failures of `art run export`, `art run import` and `art gc`. */
export const movingFailures = {
  'archive-refused': define<{
    archive: string;
    /** The file in it; `null`: the archive as a whole. */
    entry: string | null;
    fault: ArchiveFault;
    detail: string | null;
  }>({
    exit: 6,
    http: 422,
    message: (f) =>
      `${f.archive} is refused${f.entry === null ? '' : `, because of ${f.entry} in it`}: ${archiveFaults[f.fault]}${f.detail === null ? '' : ` (${f.detail})`}.`,
    kept: () => 'Nothing of it was taken over.',
    next: (f) =>
      f.fault === 'newer-version'
        ? 'Install the Artkiln that wrote it, or a later one.'
        : 'Ask for the file again as `art run export` wrote it.',
  }),
  'run-exists': define<{ run: string; files: readonly string[] }>({
    exit: 5,
    http: 409,
    message: (f) => `${f.run} is here already, and is not the same: ${few(f.files)}.`,
    kept: () => 'The run that is here stands as it is; nothing of the archive was taken over.',
    next: () => 'Run `art verify` to see whether the run that is here is as it was recorded.',
  }),
  'run-imported': define<{ run: string }>({
    exit: 5,
    http: 409,
    message: (f) => `${f.run} came from elsewhere, and stays as it came: it is not carried on here.`,
    kept: () => 'Nothing was changed.',
    next: (f) => `A run of its own that goes on from it: art run recover ${f.run} --continue`,
  }),
  'run-not-whole': define<{ run: string; files: readonly string[] }>({
    exit: 10,
    http: 409,
    message: (f) => `${f.run} is not whole here, and the store has nothing to mend it with: ${few(f.files)}.`,
    kept: () => 'No archive was written.',
    next: () => 'Run `art verify`, or export it on the machine that made it.',
  }),
  'file-exists': define<{ path: string }>({
    exit: 5,
    http: 409,
    message: (f) => `${f.path} is there already, and is not overwritten.`,
    kept: () => 'The file that was there stands.',
    next: () => 'Name another file with -o, or move that one away.',
  }),
  'blob-unknown': define<{ digest: string }>({
    exit: 3,
    http: 404,
    message: (f) => `The store has no bytes whose digest begins with ${f.digest}.`,
    next: () =>
      'A digest stands in every stage manifest and side record: `art job show <job>` shows those of a job.',
  }),
};
