import { ok } from '../../../domain/result.ts';
import { count } from '../../../domain/source/counted.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase } from '../context.ts';

export const run: RunCommand = async (context) =>
  finish(
    context,
    await withDatabase(context, async ({ project, queue }) => {
      const { rebuild } = await import('../../../app/rebuild.ts');
      const done = await rebuild({ ...project, queue });
      if (!done.ok) return done;
      const { runs, jobs, decisions, skipped } = done.value;
      context.output.result({ runs, jobs, decisions, skipped: skipped.map((one) => ({ ...one })) }, [
        `${count(runs, 'run')} queued, ${count(jobs, 'job')} put where the files prove them, ${count(decisions, 'decision')} indexed.`,
        ...skipped.map(({ run, kind }) => `${run} was passed over: ${kind}`),
      ]);
      return ok(undefined);
    }),
  );
