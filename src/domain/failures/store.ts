import { define } from './define.ts';

/** Bytes that no place has any more, of a stage. `run` is `null` while it is only planned. */
interface LostBytes {
  readonly run: string | null;
  readonly stage: string;
  readonly backend: string;
  readonly digest: string;
}

const lostFrom = ({ run }: LostBytes): string => (run === null ? '' : ` in ${run}`);

export const storeFailures = {
  'approved-bytes-missing': define<LostBytes>({
    exit: 10,
    http: 409,
    message: (f) =>
      `The picture ${f.digest.slice(0, 12)}, which ${f.stage} of ${f.backend} made and a reviewer approved, is gone` +
      `${lostFrom(f)}: neither the store nor any run folder nor the art pool has its bytes.`,
    kept: () => 'Its decision stands. Nothing was made in its place.',
    next: () =>
      'Put its file back into art_pool/ or runs/ from a backup and retry the job; or take the approval back with ' +
      '`art withdraw`, and it is made anew.',
  }),
  'paid-output-lost': define<LostBytes>({
    exit: 10,
    http: 409,
    message: (f) =>
      `What ${f.backend} was paid for (${f.digest.slice(0, 12)}) is gone${lostFrom(f)}: neither the store nor any ` +
      'run folder nor the art pool has its bytes.',
    kept: () => 'Nothing was bought again.',
    next: () =>
      'Put its file back into runs/ or art_pool/ from a backup and retry the job; to buy it again, generate with ' +
      '--rebuild --allow-paid-rebuild.',
  }),
  'stage-not-repeatable': define<LostBytes>({
    exit: 10,
    http: 409,
    message: (f) =>
      `What ${f.stage} of ${f.backend} gave${lostFrom(f)} (${f.digest.slice(0, 12)}) is gone, and executing it again ` +
      'gave other bytes.',
    kept: () => 'The record of the run stands as it is.',
    next: () => 'Put the file back into runs/ from a backup and retry the job, or generate anew.',
  }),
  'disk-full': define<{ path: string }>({
    exit: 12,
    http: 507,
    message: (f) => `The disk is full: ${f.path} could not be written.`,
    kept: () => 'Everything written before is intact; the unfinished file was removed.',
    next: () => 'Free some space and run the same command again.',
  }),
  'file-unusable': define<{ path: string; why: string }>({
    exit: 12,
    http: 500,
    message: (f) => `${f.path} cannot be used: ${f.why}.`,
    kept: () => 'Everything written before is intact; nothing was left half written.',
    next: () => 'Check that the file is there and that you may read and write it.',
  }),
  'path-outside-project': define<{ path: string }>({
    exit: 2,
    http: 400,
    message: (f) => `${f.path} is not a path inside the project.`,
    kept: () => 'Nothing was read or written.',
    next: () => 'Use a path relative to the project, without "..".',
  }),
  'file-differs': define<{ path: string }>({
    exit: 5,
    http: 409,
    message: (f) => `${f.path} is there already with other bytes, and frozen files are never overwritten.`,
    kept: () => 'The file that was there stands.',
    next: () => 'Run `art verify` to see which of the two is the recorded one.',
  }),
  'blob-missing': define<{ digest: string }>({
    exit: 10,
    http: 500,
    message: (f) => `The store has no bytes for ${f.digest.slice(0, 12)}.`,
    next: () => 'Run `art generate` with the same levers again: the stage is executed anew.',
  }),
  'blob-corrupt': define<{ digest: string; path: string }>({
    exit: 10,
    http: 500,
    message: (f) => `The stored bytes of ${f.digest.slice(0, 12)} changed on disk (${f.path}).`,
    kept: () => 'The file was left as it is.',
    next: (f) => `Delete ${f.path} and run the command again.`,
  }),
};
