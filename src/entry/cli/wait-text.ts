import { formatJobId, type JobId } from '../../domain/job/job-id.ts';
import { printable } from '../../domain/source/printable.ts';
import { localTime } from './words.ts';

/** What a job waits for. */
export interface Wait {
  readonly for: string;
  /** When it is looked at again; ISO 8601 UTC. */
  readonly until: string;
  readonly first: JobId;
}

interface WaitWords {
  readonly why: string;
  /** The command that ends it; `null` where it ends by itself. */
  readonly release: ((job: string) => string) | null;
}

/** The reasons that this version gives. A later one's are told as they stand. */
const words: { readonly [reason: string]: WaitWords } = {
  retry: { why: 'tried again by itself', release: null },
  'same-stage-elsewhere': { why: 'another job makes its stage', release: null },
  'backend-paused': { why: 'its backend is paused', release: (job) => `art cancel ${job}` },
};

/** What a job waits for, until when in local time, and the command that releases it. */
export function waitText(wait: Wait, now = new Date()): string {
  const known = Object.hasOwn(words, wait.for) ? words[wait.for] : undefined;
  const why = known?.why ?? printable(wait.for);
  const release = known?.release?.(formatJobId(wait.first)) ?? null;
  // A paused backend has no time of its own.
  const until = Date.parse(wait.until) > now.getTime() ? `, until ${localTime(wait.until, now)}` : '';
  return `${why}${until}${release === null ? '' : `: ${release}`}`;
}
