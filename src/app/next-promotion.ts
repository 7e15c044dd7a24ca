import type { AssetId, Digest } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import type { ProjectFiles } from '../ports/files.ts';
import type { JobSummary, RunQueue } from '../ports/run-queue.ts';
import { filledAssets, frozenOf } from './promoted-as.ts';
import { readAges } from './read-ages.ts';

/** An approved job of which nothing is promoted, and the entry that asks for its recipe and levers, if just one does. */
export interface NextPromotion {
  readonly job: JobSummary;
  readonly assetId: AssetId | null;
}

/** What was found good enough and has no place in the game yet, in the order of the jobs. From files alone. */
export async function nextPromotions(
  world: { readonly files: ProjectFiles },
  jobs: readonly JobSummary[],
): Promise<Result<readonly NextPromotion[]>> {
  const approved = jobs.filter((job) => job.state === 'Approved');
  if (approved.length === 0) return ok([]);
  const ages = await readAges(world.files);
  if (!ages.ok) return ages;
  const filled = filledAssets(ages.value);
  const open = approved.filter((job) => !job.candidates.some((one) => filled.has(one.digest)));
  const frozen = await frozenOf(
    world,
    open.flatMap((job) => job.candidates),
  );
  const promoted = new Set(frozen.map((one) => one.digest));
  const entries = ages.value.flatMap(({ manifest }) => manifest.entries);
  return ok(
    open
      .filter((job) => !job.candidates.some((one) => promoted.has(one.digest)))
      .map((job) => {
        const asking = entries.filter(
          (entry) => entry.recipe_id === job.recipeId && entry.binding_hash === job.bindingHash,
        );
        return { job, assetId: asking.length === 1 ? (asking[0]?.asset_id ?? null) : null };
      }),
  );
}

/** At most so many approved jobs are looked at, the newest: each costs a look at a file. */
const mostLooked = 60;

export interface ToPromote {
  readonly promotions: readonly NextPromotion[];
  /** There were more approved jobs than were looked at. */
  readonly isMore: boolean;
}

/**
 * The newest approved jobs of which nothing is promoted. The database leaves out what the ages have, so that the looks
 * at files go to what is new, however much was ever approved.
 */
export async function toPromote(
  world: { readonly files: ProjectFiles },
  queue: RunQueue,
): Promise<Result<ToPromote>> {
  const ages = await readAges(world.files);
  if (!ages.ok) return ages;
  const noneOf: Digest[] = [...filledAssets(ages.value).keys()];
  const jobs = await queue.jobs({ states: ['Approved'], latestOnly: true, noneOf, limit: mostLooked });
  if (!jobs.ok) return jobs;
  const promotions = await nextPromotions(world, jobs.value);
  return promotions.ok
    ? ok({ promotions: promotions.value, isMore: jobs.value.length === mostLooked })
    : promotions;
}
