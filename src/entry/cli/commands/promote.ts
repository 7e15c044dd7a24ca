import type { CandidateSelection } from '../../../app/find-candidate.ts';
import { promote } from '../../../app/promote.ts';
import { failure } from '../../../domain/failure.ts';
import { isRecipeId } from '../../../domain/ids.ts';
import { formatJobId, parseJobReference } from '../../../domain/job/job-id.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { RunCommand } from '../command-spec.ts';
import { withDatabase, type CommandContext } from '../context.ts';
import { textOption } from '../options.ts';
import { chooseJob } from '../resolve.ts';

export const run: RunCommand = async (context, { operands, options }) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const selection = await select(context, operands, options);
  if (!selection.ok) return context.output.failure(selection.failure);
  const { composeShipping } = await import('../../../compose-shipping.ts');
  const promoted = await promote(composeShipping(opened.value.project), {
    candidate: selection.value,
    assetId: textOption(options['as']),
  });
  if (!promoted.ok) return context.output.failure(promoted.failure);
  const { promotion, isNew, ages } = promoted.value;
  context.output.result(
    {
      asset_id: promotion.asset_id,
      path: promotion.path,
      bytes: promotion.bytes,
      promotion: promotion.id,
      supersedes: promotion.supersedes,
      new: isNew,
      ages,
    },
    [
      `${promotion.asset_id} is ${printable(promotion.path)}${isNew ? '' : ', as before'}`,
      ...(promotion.supersedes.length > 0
        ? ['It takes the place of the frame that was promoted before, which is kept.']
        : []),
    ],
  );
  context.output.note('next: art ship');
  return 0;
};

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
      return fail(failure('usage', { what: said, next: `Run \`art list-candidates ${what}\` to see them.` }));
    }
    const backend = textOption(options['backend']);
    return ok({ by: 'place', recipeId: what, hash, backend, frame: textOption(options['frame']) });
  }
  if (parseJobReference(what) !== null) return ofJob(context, what);
  if (what.includes('/')) return ok({ by: 'path', path: what });
  return ok({ by: 'digest', prefix: what });
}

const ofJob = (context: CommandContext, typed: string): Promise<Result<CandidateSelection>> =>
  withDatabase(context, async ({ queue }) => {
    const chosen = await chooseJob(typed, queue);
    if (!chosen.ok) return chosen;
    const { candidates, decidedBy } = chosen.value;
    if (candidates.length === 0) {
      return fail(failure('candidate-not-found', { wanted: formatJobId(chosen.value.id), near: [] }));
    }
    if (candidates.length === 1) return ok({ by: 'path', path: candidates[0]?.path ?? '' });
    const frames = candidates.map((candidate) => candidate.path);
    return decidedBy === null
      ? fail(failure('candidate-not-approved', { path: frames[0] ?? '', verdict: 'undecided' }))
      : fail(failure('ambiguous-frame', { wanted: typed, frames }));
  });
