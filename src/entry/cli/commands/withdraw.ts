import { readCell } from '../../../app/name-cell.ts';
import {
  planApprovalChange,
  signApprovalChange,
  type AssetChange,
  type PlannedChange,
} from '../../../app/withdraw.ts';
import type { Json } from '../../../domain/canonical-json.ts';
import { frameName } from '../../../domain/candidate/paths.ts';
import { failure } from '../../../domain/failure.ts';
import { leastDigits } from '../../../domain/gate/verdict-file.ts';
import { parseJobReference } from '../../../domain/job/job-id.ts';
import type { Promotion } from '../../../domain/manifest/promotion.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { printable } from '../../../domain/source/printable.ts';
import { askReason, askYes } from '../ask.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, type CommandContext } from '../context.ts';
import { followIndex } from '../follow-index.ts';
import { textOption } from '../options.ts';
import { unlockReviewer } from '../unlock.ts';

export const run: RunCommand = async (context, { operands, options }) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { config, project } = opened.value;
  const [typed = ''] = operands;
  const change = options['undo'] === true ? ('restore' as const) : ('withdraw' as const);
  const deps = { world: project, decisions: project.decisions, clock: project.clock };
  return finish(context, await changeApproval());

  async function changeApproval(): Promise<Result<void>> {
    // An approval without a terminal names the bytes, as everywhere.
    if (change === 'restore' && !context.mayAsk && !/^[0-9a-f]{12,64}$/.test(typed))
      return fail(failure('digest-too-short', { digest: typed, least: leastDigits }));
    const reference = parseJobReference(typed);
    const cell = reference === null ? ok(null) : await readCell(project.runs, typed, reference);
    if (!cell.ok) return cell;
    const planned = await planApprovalChange(deps, { typed, cell: cell.value }, change);
    if (!planned.ok) return planned;
    const isDryRun = options['dryRun'] === true;
    const shown = describe(planned.value);
    if (isDryRun) {
      context.output.result(json(planned.value, null), [...shown, 'Nothing was signed: this was a dry run.']);
      return ok(undefined);
    }
    for (const line of shown) context.output.note(line);
    const reason = await reasonFor(context, textOption(options['reason']), change);
    if (!reason.ok) return reason;
    const question = change === 'withdraw' ? 'Withdraw it?' : 'Approve it again?';
    const asked = await askYes(context, question, options['yes'] === true);
    if (!asked.ok) return asked;
    const unlock = { as: textOption(options['as']), passphraseFile: textOption(options['passphraseFile']) };
    const signer = await unlockReviewer(context, config, project, unlock);
    if (!signer.ok) return signer;
    try {
      const signed = await signApprovalChange(deps, planned.value, signer.value, reason.value);
      if (!signed.ok) return signed;
      await followIndex(context, config);
      const digest = signed.value.payload.bytes.slice(0, 12);
      const by = printable(signed.value.reviewerName);
      const isShipped = planned.value.assets.length > 0;
      context.output.result(json(planned.value, signed.value.payload.id), [
        change === 'withdraw' ? `withdrawn ${digest}, by ${by}` : `approved ${digest} again, by ${by}`,
      ]);
      const undo =
        change === 'withdraw' ? `art withdraw --undo ${digest}` : `art withdraw ${digest} --reason <text>`;
      context.output.note(`to undo: ${undo}`);
      if (isShipped) context.output.note('next: art ship');
      return ok(undefined);
    } finally {
      signer.value.dispose();
    }
  }
};

/** A withdrawal says why, since the next person will ask; an approval need not. */
async function reasonFor(
  context: CommandContext,
  given: string | null,
  change: PlannedChange['change'],
): Promise<Result<string | null>> {
  if (change === 'restore' || (given !== null && given.trim() !== '')) return ok(given);
  return askReason(context, 'Why is it withdrawn? ');
}

/** `000-1a2b3c4d` of an approved file, or the placeholder. */
const frameOf = (promotion: Promotion | null): string =>
  promotion === null ? 'placeholder' : printable(frameName(promotion.path));

function changeLine({ assetId, ages, from, to, isAmbiguous }: AssetChange): string {
  const homes = ages.length === 0 ? 'in no age manifest' : ages.join(', ');
  if (isAmbiguous)
    return `  ${assetId} (${homes}): ${frameOf(from)} -> several; art promote ${assetId} --use <frame> chooses`;
  return `  ${assetId} (${homes}): ${frameOf(from)} -> ${frameOf(to)}, at the next ship`;
}

/** What is meant and what the change does, before anything is asked. */
function describe({ change, standing, assets }: PlannedChange): readonly string[] {
  const { payload, reviewerName } = standing.decision;
  const picture = `${payload.bytes.slice(0, 12)}, ${payload.recipe_id} by ${payload.backend ?? ''}, child ${payload.child_index ?? 0}`;
  const by = `${change === 'withdraw' ? 'approved' : 'withdrawn'} by ${printable(reviewerName)}`;
  const why = payload.reason === null ? '' : `: ${printable(payload.reason)}`;
  return [
    `${change === 'withdraw' ? 'withdraws' : 'approves again'} ${picture}`,
    `  ${by}${why}`,
    ...(assets.length === 0 ? ['  It fills no asset, so no pack changes.'] : assets.map(changeLine)),
    ...(change === 'withdraw'
      ? ['  Files, promotions and earlier decisions stay; packs in dist/ stay as they are.']
      : []),
  ];
}

const json = ({ change, standing, assets }: PlannedChange, decision: string | null): Json => ({
  change,
  digest: standing.decision.payload.bytes,
  recipe_id: standing.decision.payload.recipe_id,
  decision,
  supersedes: standing.standing.map(({ payload }) => payload.id),
  assets: assets.map(({ assetId, ages, from, to, isAmbiguous }) => ({
    asset_id: assetId,
    ages,
    from: from?.path ?? null,
    to: to?.path ?? null,
    ambiguous: isAmbiguous,
  })),
});
