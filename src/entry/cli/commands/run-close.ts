import { closeRun, planClose, type PlannedClose } from '../../../app/close-run.ts';
import type { Committed } from '../../../app/commit-verdicts.ts';
import { indexDecisions } from '../../../app/index-decisions.ts';
import type { Json } from '../../../domain/canonical-json.ts';
import { formatJobId } from '../../../domain/job/job-id.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { runSealName } from '../../../domain/run/seal.ts';
import { count } from '../../../domain/source/counted.ts';
import type { Signer } from '../../../ports/signer.ts';
import { askYes } from '../ask.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase, type CommandContext } from '../context.ts';
import { textOption } from '../options.ts';
import { chooseRun } from '../resolve.ts';
import { unlockReviewer } from '../unlock.ts';

export const run: RunCommand = async (context, { operands, options }) =>
  finish(
    context,
    await withDatabase(context, async ({ config, project, queue }): Promise<Result<void>> => {
      const folders = await project.runs.list();
      if (!folders.ok) return folders;
      const chosen = chooseRun(operands[0] ?? '', folders.value);
      if (!chosen.ok) return chosen;
      const deps = { ...project, queue };
      // What an interrupted close signed is applied first, so that running it again goes on from there.
      const indexed = await indexDecisions(deps);
      if (!indexed.ok) return indexed;
      const planned = await planClose(deps, chosen.value);
      if (!planned.ok) return planned;
      const plan = planned.value;
      if (options['dryRun'] === true) {
        context.output.result(json(plan, true), [
          ...describe(plan),
          'Nothing was signed or sealed: this was a dry run.',
        ]);
        return ok(undefined);
      }
      for (const line of describe(plan)) context.output.note(line);
      const asked = await askYes(context, `Close ${plan.run}?`, options['yes'] === true);
      if (!asked.ok) return asked;

      let signer: Signer | null = null;
      if (plan.toReject.length > 0) {
        const unlock = {
          as: textOption(options['as']),
          passphraseFile: textOption(options['passphraseFile']),
        };
        const unlocked = await unlockReviewer(context, config, project, unlock);
        if (!unlocked.ok) return unlocked;
        signer = unlocked.value;
      }
      try {
        const sealed = await closeRun(deps, plan, signer, (committed) => tell(context, committed));
        if (!sealed.ok) return sealed;
        const { cells, files } = sealed.value;
        context.output.result(json(plan, false), [
          `${plan.run} is sealed: ${count(cells.length, 'cell')}, ${count(files.length, 'file')} in ${runSealName}.`,
        ]);
        context.output.note(
          'A sealed run stays as it is; a rejected picture is made again by a new run: art generate <recipe> --regate',
        );
        return ok(undefined);
      } finally {
        signer?.dispose();
      }
    }),
  );

/** Jobs of other runs by name; the rest as a number. */
const mostNamed = 5;

function describe({ run: runId, toReject, decisions, twins, cells }: PlannedClose): readonly string[] {
  const named = twins.slice(0, mostNamed).map(formatJobId).join(', ');
  const more = twins.length > mostNamed ? ` and ${twins.length - mostNamed} more` : '';
  return [
    `closes ${runId}: ${cells.Approved} approved, ${cells.Rejected} rejected, ${cells.Failed} failed`,
    toReject.length === 0
      ? '  nothing waits at a gate, so nothing is signed'
      : `  ${count(toReject.length, 'job')} at the gates rejected as not chosen: ${count(decisions, 'signed decision')}`,
    ...(twins.length === 0
      ? []
      : [`  and ${count(twins.length, 'job')} of other runs that show the same pictures: ${named}${more}`]),
    '  Then the run is sealed: nothing in it changes any more.',
  ];
}

function tell(context: CommandContext, committed: Committed): void {
  if (committed.kind !== 'decided') return;
  const job = formatJobId(committed.verdict.job.id);
  const also = committed.alsoMoved.map(formatJobId);
  context.output.event('rejected', { job, also });
}

const json = (plan: PlannedClose, isDryRun: boolean): Json => ({
  run: plan.run,
  sealed: !isDryRun,
  rejected: plan.toReject.map(({ job }) => formatJobId(job.id)),
  decisions: plan.decisions,
  also: plan.twins.map(formatJobId),
  cells: { approved: plan.cells.Approved, rejected: plan.cells.Rejected, failed: plan.cells.Failed },
});
