import type { Pool } from 'pg';
import type { Verdict } from '../../domain/gate/gate.ts';
import type { BindingHash, Digest, ProjectId, RunId } from '../../domain/ids.ts';
import type { JobId } from '../../domain/job/job-id.ts';
import type { JobState } from '../../domain/job/transition.ts';
import type { CandidateSummary, DecisionSummary, Listings, ProjectGlance } from '../../ports/listings.ts';
import { whileConnected, type DatabaseTarget } from './connect.ts';
import { eventFeed, sagaEvent } from './event-feed.ts';
import { countJobs } from './queries/count-jobs.ts';
import { coverRecipe } from './queries/cover-recipe.ts';
import { glance, type GlanceRow } from './queries/glance.ts';
import { jobFacts, jobVerdicts } from './queries/job-history.ts';
import { knownNames } from './queries/known-names.ts';
import { listCandidates, type CandidateRow } from './queries/list-candidates.ts';
import { listEvents } from './queries/list-events.ts';
import { listRuns } from './queries/list-runs.ts';
import { standingVerdicts } from './queries/standing-verdicts.ts';
import { tallyRun } from './queries/tally-run.ts';
import { withdrawnDigests } from './queries/withdrawn-digests.ts';

/** Looks at the saga of a project, over a pool with the owner's login. */
export function databaseListings(pool: Pool, target: DatabaseTarget, projectId: ProjectId): Listings {
  const look = <T>(act: () => Promise<T>) => whileConnected(target, act);
  return {
    coverage: (recipeId, recipeDigest) =>
      look(async () => {
        const rows = await coverRecipe(pool, projectId, recipeId, recipeDigest);
        return rows.map(({ binding, backend, state, is_withdrawn: isWithdrawn, jobs }) => ({
          binding,
          backend,
          state: state as JobState,
          isWithdrawn,
          jobs,
        }));
      }),
    verdicts: (subjects) =>
      look(async () => {
        if (subjects.length === 0) return [];
        const rows = await standingVerdicts(pool, projectId, subjects);
        return rows.map(({ verdict }) => verdict as Verdict | null);
      }),
    runTally: (runId) =>
      look(async () => {
        const row = await tallyRun(pool, projectId, runId);
        if (row === null) return null;
        return {
          states: Object.fromEntries(row.states.map(({ state, jobs }) => [state, jobs])),
          held: Object.fromEntries(row.states.map(({ state, held }) => [state, held])),
          waiting: row.waiting.map((one) => ({ ...one, until: new Date(one.until).toISOString() })),
          failed: row.failed.map(({ cell, try: nth, error_class, error_message }) => ({
            id: { runId, cell, try: nth },
            errorClass: error_class,
            errorMessage: error_message,
          })),
          spentMicroUsd: Number(row.spent),
        };
      }),
    glance: (mostNamed) => look(async () => glanceOf(await glance(pool, projectId, mostNamed))),
    runs: (filter) =>
      look(async () =>
        (await listRuns(pool, projectId, filter)).map((row) => ({
          runId: row.run_id as RunId,
          origin: row.origin as 'generate',
          recipeId: row.recipe_id,
          isDraft: row.is_draft,
          isGated: row.is_gated,
          createdAt: row.created_at.toISOString(),
          cells: row.cells,
          states: row.states,
        })),
      ),
    countJobs: (filter) => look(() => countJobs(pool, projectId, filter)),
    withdrawn: () => look(async () => (await withdrawnDigests(pool, projectId)) as Digest[]),
    candidates: (filter) =>
      look(async () => (await listCandidates(pool, projectId, filter)).map(candidateOf)),
    facts: (job) =>
      look(async () => {
        const [facts, verdicts] = await Promise.all([
          jobFacts(pool, projectId, job),
          jobVerdicts(pool, projectId, job),
        ]);
        if (facts === null) return null;
        const decisions = verdicts.flatMap((row) => {
          const decision = decisionOf(row);
          return decision === null ? [] : [[row.bytes, decision] as const];
        });
        return {
          attempt: facts.attempt,
          costMicroUsd: Number(facts.cost_micro_usd),
          lease:
            facts.lease_owner === null
              ? null
              : { worker: facts.lease_owner, expiresAt: facts.lease_expires_at?.toISOString() ?? '' },
          traceId: facts.trace_id,
          decisions: new Map(decisions),
        };
      }),
    events: (filter, limit) =>
      look(async () => (await listEvents(pool, projectId, filter, limit)).map(sagaEvent).reverse()),
    follow: (filter, last) => eventFeed(pool, target, projectId, filter, last),
    names: () =>
      look(async () => {
        const rows = await knownNames(pool, projectId);
        const of = (kind: string): string[] => rows.filter((r) => r.kind === kind).map((r) => r.name);
        const levers = rows.filter((r) => r.kind === 'lever').map((r) => [r.name, r.values ?? []] as const);
        return { recipes: of('recipe'), kinds: of('kind'), backends: of('backend'), levers: new Map(levers) };
      }),
  };
}

/** JSON of the database gives times with an offset. */
const utc = (time: string): string => new Date(time).toISOString();
const utcOrNull = (time: string | null): string | null => (time === null ? null : utc(time));

const idOf = (row: { run_id: string; cell: number; try: number }): JobId => ({
  runId: row.run_id as RunId,
  cell: row.cell,
  try: row.try,
});

function glanceOf(row: GlanceRow): ProjectGlance {
  return {
    states: row.states ?? {},
    spentTodayMicroUsd: Number(row.spent_today),
    gates: (row.gates ?? []).map((one) => ({
      state: one.state as 'AwaitingReview',
      recipeId: one.recipe_id,
      jobs: one.jobs,
      since: utcOrNull(one.since),
      oldest: idOf(one),
    })),
    waits: (row.waits ?? []).map((one) => ({
      for: one.for,
      jobs: one.jobs,
      until: utc(one.until),
      first: idOf(one),
    })),
    failures: (row.failures ?? []).map((one) => ({
      class: one.class,
      jobs: one.jobs,
      at: utcOrNull(one.at),
      latest: idOf(one),
      message: one.message,
    })),
    working: (row.working ?? []).map((one) => ({
      id: idOf(one),
      state: one.state as JobState,
      recipeId: one.recipe_id,
      binding: one.binding,
      isLeased: one.is_leased,
    })),
  };
}

/** `null` where the outer join found no decision. */
function decisionOf(row: {
  verdict: string | null;
  reviewer: string | null;
  reason: string | null;
  decided_at: Date | null;
  id?: string | null;
  decision?: string | null;
}): DecisionSummary | null {
  const { verdict, reviewer, reason, decided_at: at } = row;
  if (verdict === null || reviewer === null || at === null) return null;
  const id = row.decision ?? row.id ?? '';
  return { id, verdict: verdict as 'approve', reviewer, reason, at: at.toISOString() };
}

const candidateOf = (row: CandidateRow): CandidateSummary => ({
  job: idOf(row),
  state: row.state as JobState,
  binding: row.binding,
  bindingHash: row.binding_hash as BindingHash,
  backend: row.backend,
  childIndex: row.child_index,
  seed: Number(row.seed),
  digest: row.digest as Digest,
  path: row.path,
  decision: decisionOf(row),
});
