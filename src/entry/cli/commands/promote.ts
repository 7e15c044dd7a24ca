import { findFrame, type CandidateSelection } from '../../../app/find-candidate.ts';
import { planPromotion, promote, type PlannedPromotion } from '../../../app/promote.ts';
import { readPromotions } from '../../../app/read-promotions.ts';
import { frameName } from '../../../domain/candidate/paths.ts';
import { failure } from '../../../domain/failure.ts';
import { isRecipeId } from '../../../domain/ids.ts';
import { formatJobId, parseJobReference } from '../../../domain/job/job-id.ts';
import { gateOf } from '../../../domain/job/transition.ts';
import { unsuperseded, type Promotion } from '../../../domain/manifest/promotion.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { count } from '../../../domain/source/counted.ts';
import { nearest } from '../../../domain/source/nearest.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { PromoteWorld } from '../../../ports/shipping.ts';
import { askTyped } from '../ask.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase, type CommandContext } from '../context.ts';
import { textOption, usage } from '../options.ts';
import { chooseJob } from '../resolve.ts';

export const run: RunCommand = async (context, { operands, options }) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { composeShipping } = await import('../../../compose-shipping.ts');
  const world = composeShipping(opened.value.project);
  return finish(context, await choose(context, world, operands, options));
};

async function choose(
  context: CommandContext,
  world: PromoteWorld,
  operands: readonly string[],
  options: { readonly [name: string]: unknown },
): Promise<Result<void>> {
  const frame = textOption(options['use']);
  const isDryRun = options['dryRun'] === true;
  const chosen =
    frame === null
      ? await select(context, operands, options)
      : await selectForAsset(context, world, operands, frame, options);
  if (!chosen.ok) return chosen;
  // With --use the asset is the operand: the person has typed it already.
  const assetId = frame === null ? textOption(options['as']) : (operands[0] ?? null);
  const request = { candidate: chosen.value, assetId };
  const planned = await planPromotion(world, request);
  if (!planned.ok) return planned;
  const plan = planned.value;
  if (isDryRun) {
    tell(context, plan, null, true);
    return ok(undefined);
  }
  if (frame === null && plan.isNew && plan.displaces.length > 0) {
    const question = `${plan.assetId} is filled already.\n  ${changeOf(plan)}; the old frame is kept.`;
    const asked = await askTyped(context, question, plan.assetId, textOption(options['confirm']));
    if (!asked.ok) return asked;
  }
  const promoted = await promote(world, { ...request, replaces: plan.standing.map(({ id }) => id) });
  if (!promoted.ok) return promoted;
  const { promotion, isNew } = promoted.value;
  tell(context, { ...plan, isNew }, promotion, false);
  const back = plan.displaces[0];
  if (isNew && back !== undefined)
    context.output.note(`to undo: art promote ${plan.assetId} --use ${back.bytes.slice(0, 12)}`);
  else if (isNew) context.output.note(`to take it out again: art withdraw ${plan.assetId} --reason <text>`);
  context.output.note('next: art ship');
  return ok(undefined);
}

/** `000-1a2b3c4d -> 001-5e6f7a8b`. */
const changeOf = ({ displaces, path }: PlannedPromotion): string =>
  `${displaces.length === 0 ? 'nothing' : displaces.map((one) => printable(frameName(one.path))).join(' and ')} -> ${printable(frameName(path))}`;

function tell(
  context: CommandContext,
  plan: PlannedPromotion,
  made: Promotion | null,
  isDryRun: boolean,
): void {
  const { assetId, path, isNew, displaces, ages } = plan;
  const line = isDryRun
    ? `${assetId} would be ${printable(path)}${isNew ? '' : ', as before'}`
    : `${assetId} is ${printable(path)}${isNew ? '' : ', as before'}`;
  const replaced = isNew && displaces.length > 0 ? [`  ${changeOf(plan)}; the old frame is kept.`] : [];
  context.output.result(
    {
      asset_id: assetId,
      path,
      bytes: plan.bytes,
      promotion: made?.id ?? null,
      supersedes: made?.supersedes ?? plan.standing.map(({ id }) => id),
      replaces: displaces.map((one) => one.path),
      new: isNew,
      ages,
      dry_run: isDryRun,
    },
    [line, ...replaced, ...(isDryRun ? ['Nothing was written: this was a dry run.'] : [])],
  );
}

/** What is promoted: a job, `<recipe> <hash16>`, a path in the art pool, or the start of a digest. */
async function select(
  context: CommandContext,
  operands: readonly string[],
  options: { readonly [name: string]: unknown },
): Promise<Result<CandidateSelection>> {
  const [what = '', hash] = operands;
  if (isRecipeId(what)) {
    if (hash === undefined) {
      const said = 'Which binding? A recipe needs the first digits of the binding hash.';
      return fail(usage(said, `Run \`art list-candidates ${what}\` to see them.`));
    }
    const backend = textOption(options['backend']);
    return ok({ by: 'place', recipeId: what, hash, backend, frame: textOption(options['frame']) });
  }
  if (hash !== undefined) return oneTooMany(hash);
  if (parseJobReference(what) !== null) return ofJob(context, what);
  if (what.includes('/')) return ok({ by: 'path', path: what });
  return ok({ by: 'digest', prefix: what });
}

const oneTooMany = (word: string): Result<never> => fail(usage(`${word} is one word too many.`));

/** The frame that `--use` names among those that were made for what the asset shows. */
async function selectForAsset(
  context: CommandContext,
  world: PromoteWorld,
  operands: readonly string[],
  frame: string,
  options: { readonly [name: string]: unknown },
): Promise<Result<CandidateSelection>> {
  const [assetId = '', more] = operands;
  if (more !== undefined) return oneTooMany(more);
  for (const flag of ['as', 'backend', 'frame']) {
    if (textOption(options[flag]) === null) continue;
    const what = `--use names a frame of the asset ${assetId}: leave out --${flag}.`;
    return fail(usage(what));
  }
  const promotions = await readPromotions(world);
  if (!promotions.ok) return promotions;
  const standing = unsuperseded(
    promotions.value,
    promotions.value.find((one) => one.asset_id === assetId)?.asset_id ?? ('' as Promotion['asset_id']),
  );
  if (standing.length === 0) {
    const known = promotions.value.map((one) => one.asset_id);
    return fail(failure('asset-not-promoted', { assetId, near: nearest(assetId, known) }));
  }
  if (parseJobReference(frame) !== null) return ofJob(context, frame);
  return findFrame(world, standing, frame);
}

const ofJob = (context: CommandContext, typed: string): Promise<Result<CandidateSelection>> =>
  withDatabase(context, async ({ queue }) => {
    const chosen = await chooseJob(typed, queue);
    if (!chosen.ok) return chosen;
    const { candidates, decidedBy, state, errorClass } = chosen.value;
    const job = formatJobId(chosen.value.id);
    if (gateOf(state) === 'concept') return fail(failure('job-at-concept-gate', { job }));
    if (candidates.length === 0) {
      return fail(failure('job-without-candidate', { job, state, isCancelled: errorClass === 'cancelled' }));
    }
    if (candidates.length === 1) return ok({ by: 'path', path: candidates[0]?.path ?? '' });
    const frames = candidates.map((candidate) => candidate.path);
    return decidedBy === null
      ? fail(failure('candidate-not-approved', { path: frames[0] ?? '', verdict: 'undecided' }))
      : fail(
          failure('ambiguous-frame', { wanted: `${typed} (${count(frames.length, 'candidate')})`, frames }),
        );
  });
