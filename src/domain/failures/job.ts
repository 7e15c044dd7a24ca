import { few } from '../source/counted.ts';
import { define } from './define.ts';

/** A job that is not where a command needs it. */
interface StoppedJob {
  readonly job: string;
  readonly state: string;
  readonly isCancelled: boolean;
}

const nothingChanged = (): string => 'Nothing was changed.';
const isStopped = (state: string): boolean => state === 'Rejected' || state === 'Failed';
/** As `few`, of whole clauses: they have commas of their own. */
const fewClauses = (clauses: readonly string[], most = 5): string =>
  clauses.length <= most
    ? clauses.join('; ')
    : `${clauses.slice(0, most).join('; ')}; and ${clauses.length - most} more`;

function finalWords({ job, state, isCancelled }: StoppedJob): string {
  if (isCancelled) return `${job} was cancelled already`;
  switch (state) {
    case 'Approved':
      return `${job} was approved already, and an approved job stays as it is`;
    case 'Rejected':
      return `${job} was rejected already`;
    case 'Failed':
      return `${job} has failed already`;
    default:
      return `${job} is ${state} already`;
  }
}

const notRetryableWords = ({ job, state }: StoppedJob): string =>
  isStopped(state)
    ? `${job} has a later try, and only the latest is retried`
    : `${job} is ${state}, and only a failed or rejected job is retried`;
const takenBack = (job: string): string =>
  `An approval is taken back with \`art withdraw ${job} --reason <text>\`.`;
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
  'stage-not-found': define<{
    run: string;
    stage: string;
    near: readonly string[];
    stages: readonly string[];
  }>({
    exit: 3,
    http: 404,
    message: (f) => `${f.run} has no stage ${f.stage}.`,
    next: (f) => `${meant(f.near)}Its stages are ${f.stages.join(', ')}.`,
  }),
  'job-final': define<{ jobs: readonly StoppedJob[] }>({
    exit: 5,
    http: 409,
    message: (f) => `${fewClauses(f.jobs.map(finalWords))}.`,
    kept: nothingChanged,
    next: (f) => {
      const [first] = f.jobs;
      if (first === undefined) return null;
      switch (first.state) {
        case 'Approved':
          return takenBack(first.job);
        case 'Rejected':
          return `To be asked again: art retry ${first.job}`;
        default:
          return `To do it once more: art retry ${first.job}`;
      }
    },
  }),
  'job-not-retryable': define<{ jobs: readonly StoppedJob[] }>({
    exit: 5,
    http: 409,
    message: (f) => `${fewClauses(f.jobs.map(notRetryableWords))}.`,
    kept: nothingChanged,
    next: (f) => {
      const [first] = f.jobs;
      if (first === undefined) return null;
      switch (first.state) {
        case 'Approved':
          return takenBack(first.job);
        case 'AwaitingConceptApproval':
        case 'AwaitingReview':
          return `It waits for you: art review ${first.job}`;
        case 'Rejected':
        case 'Failed':
          return `The latest try of the cell: art jobs ${first.job.split('/')[0] ?? ''}`;
        default:
          return `To stop it: art cancel ${first.job}`;
      }
    },
  }),
  /** `wanted`: what could not be done because of it. */
  'run-sealed': define<{ run: string; wanted: 'close' | 'change' | 'resume'; recipeId: string | null }>({
    exit: 5,
    http: 409,
    message: (f) =>
      f.wanted === 'close'
        ? `${f.run} was closed and sealed already.`
        : `${f.run} is sealed: nothing is added to it any more.`,
    kept: nothingChanged,
    next: (f) => {
      switch (f.wanted) {
        case 'close':
          return 'Check it with `art verify`.';
        case 'change':
          return `Ask for it anew: art generate ${f.recipeId ?? '<recipe>'}`;
        case 'resume':
          return `Go on in a new run, which reuses what has not changed: art run recover ${f.run} --continue --dry-run`;
      }
    },
  }),
  'run-not-done': define<{ run: string; jobs: readonly StoppedJob[] }>({
    exit: 5,
    http: 409,
    message: (f) =>
      `${f.run} is still in work: ${few(f.jobs.map(({ job, state }) => `${job} is ${state}`))}.`,
    kept: () => 'Nothing was signed or sealed.',
    next: (f) =>
      `Let a worker finish (\`art status\`), or give them up with \`art cancel ${f.run}\`, then close it.`,
  }),
  'run-without-jobs': define<{ run: string; cells: readonly number[] }>({
    exit: 5,
    http: 409,
    message: (f) =>
      `The database knows no job of ${f.run}${f.cells.length === 0 ? '' : ` for the cells ${few(f.cells.map(String))}`}.`,
    kept: () => 'Nothing was signed or sealed.',
    next: () => 'Run `art db rebuild`, then close it.',
  }),
  'close-rejects-approved': define<{ run: string; jobs: readonly string[] }>({
    exit: 5,
    http: 409,
    message: (f) => `Closing ${f.run} would reject pictures that are approved elsewhere: ${few(f.jobs)}.`,
    kept: () => 'Nothing was signed or sealed.',
    next: (f) => `Decide them by themselves first: art review ${f.jobs[0] ?? f.run}`,
  }),
  'nothing-to-verify': define<{ path: string }>({
    exit: 3,
    http: 404,
    message: (f) => `Nothing is at ${f.path}, and no record speaks of it.`,
    kept: () => 'Nothing was changed.',
    next: () => 'Name a run, a file or a folder of the project; `art verify` alone looks at all of it.',
  }),
  'nothing-to-reproduce': define<{ run: string }>({
    exit: 5,
    http: 409,
    message: (f) => `No stage of ${f.run} that was asked for is finished, so there is nothing to make again.`,
    kept: nothingChanged,
    next: (f) => `See its stages with \`art run show ${f.run}\`.`,
  }),
  'job-at-concept-gate': define<{ job: string }>({
    exit: 9,
    http: 409,
    message: (f) =>
      `${f.job} is still at the concept gate: its candidate is drawn when the concept is approved.`,
    kept: () => 'Nothing was promoted; what was promoted before stands.',
    next: (f) => `Decide the concept: art review ${f.job}`,
  }),
  'job-without-candidate': define<{ job: string; state: string; isCancelled: boolean }>({
    exit: 5,
    http: 409,
    message: (f) =>
      isStopped(f.state)
        ? `${finalWords(f)} and has no candidate.`
        : `${f.job} is ${f.state}: its candidate is not made yet.`,
    kept: () => 'Nothing was promoted; what was promoted before stands.',
    next: (f) =>
      isStopped(f.state)
        ? `To do it once more: art retry ${f.job}`
        : 'See when it is done with `art status`.',
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
  'run-recipe-unreadable': define<{ run: string; version: string; why: string }>({
    exit: 6,
    http: 422,
    message: (f) =>
      `The recipe of ${f.run}, made with Artkiln ${f.version}, cannot be read by this worker: ${f.why}.`,
    kept: () => 'Nothing was executed, and the run is as it was.',
    next: () =>
      'A worker knows what Artkiln knew when it started: end it, start it again with `art up`, and `art retry` the job.',
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
