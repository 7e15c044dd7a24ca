import { define } from './define.ts';

export const storeFailures = {
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
