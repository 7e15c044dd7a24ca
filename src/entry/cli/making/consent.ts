import { requireRunnable } from '../../../app/generate.ts';
import { continuedBy } from '../../../app/parent-stages.ts';
import { planStages, pricesOf } from '../../../app/plan-run.ts';
import type { Project } from '../../../compose.ts';
import { failure } from '../../../domain/failure.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { count } from '../../../domain/source/counted.ts';
import { consentNeeded, mostUnasked } from '../../../domain/spend/consent.ts';
import { estimateOf, isKept, sumStages, type Estimate } from '../../../domain/spend/estimate.ts';
import type { CommandContext } from '../context.ts';
import type { Prepared } from './prepare.ts';
import { factorsText, priceText, requireWithin } from './price.ts';

/** What a run would reuse and may cost, from the store alone. */
export interface Forecast {
  /** Jobs of which no stage has to be executed. */
  readonly reusedJobs: number;
  readonly estimate: Estimate;
  /** What of it may be spent before a person has seen anything. */
  readonly ungated: Estimate;
}

/**
 * Everything that must be settled before a run is made: that its backends run here, that it stays within its limit,
 * and that a person agrees to a large or dear one. A no is `declined`. Small free runs, which are most, pass
 * without a look at the store.
 */
export async function settle(
  context: CommandContext,
  project: Project,
  prepared: Prepared,
): Promise<Result<void>> {
  const { loaded, outline, agreedMicroUsd } = prepared;
  const jobs = outline.cells.length;
  const prices = pricesOf(loaded, project.registry);
  const isLarge = jobs > mostUnasked && !prepared.isAgreed;
  if (prices.size === 0 && !isLarge) return ok(undefined);
  if (prices.size > 0 && loaded.recipe.isDraft && agreedMicroUsd === null) {
    const backends = [...prices.keys()].sort();
    return fail(failure('draft-needs-limit', { recipeId: loaded.recipe.recipe_id, backends }));
  }
  const canAsk = context.mayAsk && context.flags.json !== true;
  const what = `${count(jobs, 'job')}${factorsText(prepared)}`;
  // Nothing to look up: nobody can be asked, and nothing costs anything.
  if (prices.size === 0 && !canAsk) return fail(failure('run-not-confirmed', { what, needs: 'size' }));
  const forecast = await forecastOf(project, prepared);
  if (!forecast.ok) return forecast;
  const { estimate, ungated, reusedJobs } = forecast.value;
  if (prepared.rebuild === 'all' && prices.size > 0)
    context.output.note(`what was paid for is bought again: ${priceText(estimate)}`);
  if (prepared.rebuild === 'free' && prices.size > 0)
    context.output.note('what was paid for is kept; to buy it again, add --allow-paid-rebuild');
  const within = requireWithin(prepared, estimate);
  if (!within.ok) return within;
  const runnable = requireRunnable(outline, project.registry);
  if (!runnable.ok) return runnable;
  const needs = consentNeeded({
    jobs,
    ungatedMicroUsd: ungated.microUsd,
    ungatedUnpriced: ungated.unpriced,
    isAgreed: prepared.isAgreed,
    limitMicroUsd: prepared.agreedMicroUsd,
  });
  if (needs === null) return ok(undefined);
  if (!canAsk) return fail(failure('run-not-confirmed', { what: `${what}, ${priceText(estimate)}`, needs }));
  const { askYes } = await import('../ask.ts');
  return askYes(context, `${what}, ${reusedJobs} reused, ${priceText(estimate)}. Go on?`, false);
}

async function forecastOf(
  project: Project,
  { loaded, outline, rebuild, lineage }: Prepared,
): Promise<Result<Forecast>> {
  const planned = await planStages(project, loaded, outline, { parent: continuedBy(lineage), rebuild });
  if (!planned.ok) return planned;
  const executing = new Set(planned.value.filter(({ action }) => !isKept(action)).map(({ cell }) => cell));
  const sums = sumStages(planned.value);
  return ok({
    reusedJobs: outline.cells.length - executing.size,
    estimate: estimateOf(sums),
    ungated: estimateOf(sums, true),
  });
}
