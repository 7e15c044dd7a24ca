import { define } from './define.ts';

const meant = (near: readonly string[] | undefined): string =>
  near === undefined || near.length === 0 ? '' : `Did you mean ${near.join(' or ')}? `;

export const jobFailures = {
  'run-not-found': define<{ run: string; near?: readonly string[] }>({
    exit: 3,
    http: 404,
    message: (f) => `There is no run ${f.run}.`,
    next: (f) => `${meant(f.near)}Run \`art runs\` to see the runs of this project.`,
  }),
  'run-ambiguous': define<{ run: string; runs: readonly string[] }>({
    exit: 2,
    http: 400,
    message: (f) => `${f.run} may mean ${f.runs.join(' or ')}.`,
    next: () => 'Type the whole id.',
  }),
  'job-not-found': define<{
    job: string;
    near?: readonly string[];
    /** The run that was meant, and how many cells it has, where there is one. */
    of?: { readonly run: string; readonly cells: number } | null;
  }>({
    exit: 3,
    http: 404,
    message: (f) =>
      `There is no job ${f.job}.${f.of == null ? '' : ` The jobs of ${f.of.run} are 1 to ${f.of.cells}.`}`,
    next: (f) =>
      `${meant(f.near)}Run \`art jobs${f.of == null ? '' : ` ${f.of.run}`}\` to see the jobs of this ${f.of == null ? 'project' : 'run'}.`,
  }),
  'job-final': define<{ job: string; state: string }>({
    exit: 5,
    http: 409,
    message: (f) => `Job ${f.job} is ${f.state} already.`,
    kept: () => 'Nothing was changed.',
    next: (f) =>
      f.state === 'Approved'
        ? 'An approved job stays as it is; leave it out of promotion.'
        : `To do it once more, run \`art retry ${f.job}\`.`,
  }),
  'job-not-retryable': define<{ job: string; state: string }>({
    exit: 5,
    http: 409,
    message: (f) =>
      `Job ${f.job} is ${f.state}; only the latest failed or rejected job of a cell can be retried.`,
    kept: () => 'Nothing was changed.',
    next: (f) => `Run \`art jobs ${f.job.split('/')[0] ?? ''}\` to see where the cell stands.`,
  }),
  'run-record-differs': define<{ run: string }>({
    exit: 10,
    http: 409,
    message: (f) => `runs/${f.run}/run.json is not the file that was queued.`,
    kept: () => 'Nothing was executed.',
    next: () => 'Put the file back from version control, or generate anew.',
  }),
  'run-record-invalid': define<{ path: string; why: string }>({
    exit: 6,
    http: 422,
    message: (f) => `${f.path} cannot be used: ${f.why}.`,
    kept: () => 'Nothing was executed.',
    next: () => 'Put the file back from version control.',
  }),
  'backend-unavailable': define<{ backend: string; why: string }>({
    exit: 8,
    http: 503,
    message: (f) => `The backend ${f.backend} cannot run: ${f.why}.`,
    kept: () => 'Nothing was queued or spent.',
    next: () => 'Use a recipe whose backends can run here; `art generate <recipe> --dry-run` still plans it.',
  }),
  'stage-failed': define<{ stage: string; why: string }>({
    exit: 6,
    http: 500,
    message: (f) => `The stage ${f.stage} failed: ${f.why}.`,
    kept: () => 'Stages before it are kept and are not made again.',
  }),
  'wait-timeout': define<{ seconds: number }>({
    exit: 124,
    http: 504,
    message: (f) => `Not done after ${f.seconds} s.`,
    kept: () => 'The jobs go on in the background.',
    next: () => 'Run `art status` to see where they stand.',
  }),
  'store-differs': define<{ projectId: string }>({
    exit: 5,
    http: 409,
    message: () => 'This database belongs to another store folder of the project.',
    kept: () => 'Nothing was started or written.',
    next: () =>
      'Use the same .art/store as the other workers, or run `art db rebuild` with a database of its own.',
  }),
};
