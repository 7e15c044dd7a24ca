import type { Json } from '../../../domain/canonical-json.ts';
import { ok } from '../../../domain/result.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase } from '../context.ts';
import { jobJson } from '../job-rows.ts';
import { overview, overviewLines } from '../overview.ts';

export const run: RunCommand = async (context) =>
  finish(
    context,
    await withDatabase(context, async (online) => {
      const seen = await overview(online);
      if (!seen.ok) return seen;
      const { jobs, workers, pack, incomplete } = seen.value;
      context.output.result(
        { jobs: jobs.map(jobJson), workers: workers as unknown as Json, shipped: pack, incomplete },
        overviewLines(seen.value, context.output.style('stdout')),
      );
      return ok(undefined);
    }),
  );
