import type { JobState } from '../../../domain/job/transition.ts';
import type { Pace } from '../../../domain/run/pace.ts';
import type { RunStanding } from '../../../domain/run/run-standing.ts';
import { usdText } from '../../../domain/spend/usd.ts';
import type { RunTally, WaitingJobs } from '../../../ports/listings.ts';
import type { ProgressRow, ProgressView } from '../terminal/progress.ts';
import { localTime } from '../words.ts';

/** A state in the words of a person who waits. */
const names: { readonly [state in JobState]: string } = {
  Pending: 'queued',
  ConceptGenerating: 'concept',
  AwaitingConceptApproval: 'concept gate',
  RotationGenerating: 'final',
  Persisting: 'storing',
  AwaitingReview: 'review gate',
  Approved: 'approved',
  Rejected: 'rejected',
  Failed: 'failed',
};

/** States that a run passes before a person is needed: their lines stand from the start, so that nothing moves down. */
const usual: { readonly [kind in 'gated' | 'ungated']: readonly JobState[] } = {
  gated: ['Pending', 'ConceptGenerating', 'AwaitingConceptApproval'],
  ungated: ['Pending', 'RotationGenerating', 'Persisting', 'AwaitingReview'],
};

/** How a run stands, as lines for a terminal and in one line for a log. */
export function standingView(
  run: { readonly runId: string; readonly isGated: boolean; readonly limitMicroUsd: number | null },
  tally: RunTally,
  standing: RunStanding,
  pace: Pace | null,
): ProgressView {
  const rows: ProgressRow[] = [];
  for (const state of Object.keys(names) as JobState[]) {
    const jobs = tally.states[state] ?? 0;
    if (jobs === 0 && !usual[run.isGated ? 'gated' : 'ungated'].includes(state)) continue;
    const held = tally.held[state] ?? 0;
    rows.push({ name: names[state], value: String(jobs), detail: held > 0 ? `${held} at work` : '' });
  }
  for (const waiting of tally.waiting)
    rows.push({ name: 'waiting', value: String(waiting.jobs), detail: `for ${waitingText(waiting)}` });
  const money = moneyText(tally.spentMicroUsd, run.limitMicroUsd);
  if (money !== null) rows.push({ name: 'spent', value: '', detail: money });
  const summary = [
    `${standing.ready} of ${standing.cells} ready`,
    ...(standing.failed > 0 ? [`${standing.failed} failed`] : []),
    ...tally.waiting.map((waiting) => `${waiting.jobs} waiting for ${waiting.reason}`),
    ...(money === null ? [] : [`spent ${money}`]),
  ].join(', ');
  const paceSaid = pace === null ? '' : `${rateText(pace.perSecond)}, ${leftText(pace.leftMs)}`;
  return {
    headline: `${run.runId}  ${standing.ready} of ${standing.cells} ready${paceSaid === '' ? '' : `  ${paceSaid}`}`,
    rows,
    summary: `${run.runId}: ${summary}`,
    pace: paceSaid,
  };
}

/** `ceiling until 14:05`. */
export const waitingText = ({ reason, until }: WaitingJobs): string => `${reason} until ${localTime(until)}`;

/** What was spent, and of how much; `null` where money plays no part. */
function moneyText(spentMicroUsd: number, limitMicroUsd: number | null): string | null {
  if (limitMicroUsd !== null) return `${usdText(spentMicroUsd)} of ${usdText(limitMicroUsd)}`;
  return spentMicroUsd > 0 ? usdText(spentMicroUsd) : null;
}

/** Jobs in a second, or in a minute where that says more. */
const rateText = (perSecond: number): string =>
  perSecond >= 1 ? `${perSecond.toFixed(1)}/s` : `${Math.max(0.1, perSecond * 60).toFixed(1)}/min`;

/** No more exact than an estimate can be. @example leftText(95_000) // 'about 2 min left' */
export function leftText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 90) return `about ${Math.max(1, seconds)} s left`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `about ${minutes} min left`;
  return `about ${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
}
