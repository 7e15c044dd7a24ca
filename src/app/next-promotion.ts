import type { AssetId } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import type { JobSummary } from '../ports/run-queue.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import { readAges } from './read-ages.ts';
import { readPromotions } from './read-promotions.ts';

/** An approved job of which nothing is promoted, and the entry that asks for its recipe and levers, if just one does. */
export interface NextPromotion {
  readonly job: JobSummary;
  readonly assetId: AssetId | null;
}

/** What was found good enough and has no place in the game yet, in the order of the jobs. From files alone. */
export async function nextPromotions(
  world: Pick<ShippingWorld, 'files' | 'sha256' | 'projectId'>,
  jobs: readonly JobSummary[],
): Promise<Result<readonly NextPromotion[]>> {
  const approved = jobs.filter((job) => job.state === 'Approved');
  if (approved.length === 0) return ok([]);
  const promotions = await readPromotions(world);
  if (!promotions.ok) return promotions;
  const ages = await readAges(world.files);
  if (!ages.ok) return ages;
  const promoted = new Set<string>(promotions.value.map((promotion) => promotion.bytes));
  const entries = ages.value.flatMap(({ manifest }) => manifest.entries);
  return ok(
    approved
      .filter((job) => !job.candidates.some((candidate) => promoted.has(candidate.digest)))
      .map((job) => {
        const asking = entries.filter(
          (entry) => entry.recipe_id === job.recipeId && entry.binding_hash === job.bindingHash,
        );
        return { job, assetId: asking.length === 1 ? (asking[0]?.asset_id ?? null) : null };
      }),
  );
}
