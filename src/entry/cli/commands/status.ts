import type { Json } from '../../../domain/canonical-json.ts';
import { formatJobId } from '../../../domain/job/job-id.ts';
import { gateOf } from '../../../domain/job/transition.ts';
import { ok } from '../../../domain/result.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase } from '../context.ts';
import { widthOf } from '../listing.ts';
import { overview, overviewLines, type Overview } from '../overview.ts';

export const run: RunCommand = async (context) =>
  finish(
    context,
    await withDatabase(context, async (online) => {
      const seen = await overview(online);
      if (!seen.ok) return seen;
      const { output } = context;
      const columns = widthOf(output);
      output.result(statusJson(seen.value), overviewLines(seen.value, output.style('stdout'), { columns }));
      return ok(undefined);
    }),
  );

const statusJson = (seen: Overview): Json => ({
  states: seen.states as { [state: string]: number },
  at_work: seen.isAtWork,
  gates: seen.gates.map((one) => ({
    gate: gateOf(one.state),
    recipe_id: one.recipeId,
    jobs: one.jobs,
    since: one.since,
    oldest: formatJobId(one.oldest),
  })),
  working: seen.working.map((one) => ({
    job: formatJobId(one.id),
    state: one.state,
    recipe_id: one.recipeId,
    binding: { ...one.binding },
    leased: one.isLeased,
  })),
  waits: seen.waits.map((one) => ({
    for: one.for,
    jobs: one.jobs,
    until: one.until,
    first: formatJobId(one.first),
  })),
  failures: seen.failures.map((one) => ({
    class: one.class,
    jobs: one.jobs,
    at: one.at,
    latest: formatJobId(one.latest),
    message: one.message,
  })),
  spent_today_micro_usd: seen.spentTodayMicroUsd,
  to_promote: {
    jobs: seen.toPromote.jobs,
    newest: seen.toPromote.newest.map(({ job, assetId }) => ({
      job: formatJobId(job.id),
      asset_id: assetId,
    })),
  },
  shipped: seen.pack === null ? null : { ...seen.pack },
  workers: seen.workers.map((one) => ({
    worker_id: one.workerId,
    host: one.host,
    pid: one.pid,
    seen_seconds_ago: one.seenSecondsAgo,
  })),
  incomplete: [...seen.incomplete],
});
