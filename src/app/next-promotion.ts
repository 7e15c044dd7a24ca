import type { AssetId } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import type { ProjectFiles } from '../ports/files.ts';
import type { Listings } from '../ports/listings.ts';
import type { JobFilter, JobSummary, RunQueue } from '../ports/run-queue.ts';
import { promotedAssets } from './promotion-index.ts';
import { readAges, type AgeFile } from './read-ages.ts';

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
  const promoted = await promotedAssets(world.files);
  if (!promoted.ok) return promoted;
  const ages = await readAges(world.files);
  if (!ages.ok) return ages;
  const open = approved.filter((job) => !job.candidates.some((one) => promoted.value.has(one.digest)));
  return ok(open.map((job) => ({ job, assetId: askedBy(ages.value, job) })));
}

function askedBy(ages: readonly AgeFile[], job: JobSummary): AssetId | null {
  const asking = ages
    .flatMap(({ manifest }) => manifest.entries)
    .filter((entry) => entry.recipe_id === job.recipeId && entry.binding_hash === job.bindingHash);
  return asking.length === 1 ? (asking[0]?.asset_id ?? null) : null;
}

export interface ToPromote {
  /** The newest of them, as many as were asked for. */
  readonly newest: readonly NextPromotion[];
  readonly jobs: number;
}

/** The approved jobs of which nothing is promoted: how many, and the newest. Looked up by the database. */
export async function toPromote(
  world: { readonly files: ProjectFiles; readonly queue: RunQueue; readonly listings: Listings },
  most: number,
): Promise<Result<ToPromote>> {
  const promoted = await promotedAssets(world.files);
  if (!promoted.ok) return promoted;
  const filter: JobFilter = { states: ['Approved'], latestOnly: true, noneOf: [...promoted.value.keys()] };
  const [jobs, newest] = await Promise.all([
    world.listings.countJobs(filter),
    world.queue.jobs({ ...filter, limit: most }),
  ]);
  if (!jobs.ok) return jobs;
  if (!newest.ok) return newest;
  const ages = newest.value.length === 0 ? ok([]) : await readAges(world.files);
  if (!ages.ok) return ages;
  return ok({
    newest: newest.value.map((job) => ({ job, assetId: askedBy(ages.value, job) })),
    jobs: jobs.value,
  });
}
