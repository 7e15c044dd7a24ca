import { approvedPath, firstPath, laterPath, poolPlace } from '../domain/candidate/paths.ts';
import type { AssetId, RunId } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import type { ApprovedCandidate } from '../ports/approvals.ts';
import type { ProjectFiles } from '../ports/files.ts';
import type { Listings } from '../ports/listings.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { JobFilter, JobSummary, RunQueue } from '../ports/run-queue.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import { jobOfCell } from './name-cell.ts';
import { promotedAssets } from './promotion-index.ts';
import { readAges, type AgeFile } from './read-ages.ts';
import { readSideRecord } from './read-side-record.ts';

/** An approved job of which nothing is promoted, and the entry that asks for its recipe and levers, if just one does. */
export interface NextPromotion {
  readonly job: JobSummary;
  readonly assetId: AssetId | null;
}

/** An approved candidate of which nothing is promoted, as a person types it. */
export interface ApprovedName {
  readonly candidate: ApprovedCandidate;
  /** `run_0042_k3f9/3`; `null` where the run that made it is not here: its digest names it then. */
  readonly job: string | null;
  /** The entry that asks for its recipe and levers, if just one does. */
  readonly assetId: AssetId | null;
}

/** Names approved candidates by the jobs that made them. From files alone. */
export async function nameApproved(
  world: Pick<ShippingWorld, 'files' | 'folders'>,
  runs: RunFolders,
  approved: readonly ApprovedCandidate[],
): Promise<Result<readonly ApprovedName[]>> {
  const ages = await readAges(world.files);
  if (!ages.ok) return ages;
  const named: ApprovedName[] = [];
  for (const candidate of approved) {
    const run = await runOf(world, candidate);
    if (!run.ok) return run;
    const cell = {
      recipeId: candidate.recipe_id,
      recipeDigest: candidate.recipe_digest,
      bindingHash: candidate.binding_hash,
      backend: candidate.backend,
      childIndex: candidate.child_index,
    };
    const job = run.value === null ? null : await jobOfCell(runs, run.value, cell);
    named.push({ candidate, job, assetId: askedBy(ages.value, cell) });
  }
  return ok(named);
}

/** The run that made a candidate first, by the side record in the art pool. */
async function runOf(
  { files }: Pick<ShippingWorld, 'files'>,
  candidate: ApprovedCandidate,
): Promise<Result<RunId | null>> {
  const place = poolPlace(candidate.recipe_id, candidate.binding_hash, candidate.backend);
  const { child_index: child, bytes } = candidate;
  for (const path of [
    firstPath('candidates', place, child),
    laterPath('candidates', place, child, bytes),
    approvedPath(place, child, bytes),
  ]) {
    const side = await readSideRecord(files, path);
    if (!side.ok) return side;
    if (side.value?.bytes === bytes) return ok(side.value.run_id);
  }
  return ok(null);
}

/** The one asset that asks for a recipe and levers, in however many ages; `null` where none or several do. */
function askedBy(
  ages: readonly AgeFile[],
  { recipeId, bindingHash }: Pick<JobSummary, 'recipeId' | 'bindingHash'>,
): AssetId | null {
  const asking = ages
    .flatMap(({ manifest }) => manifest.entries)
    .filter((entry) => entry.recipe_id === recipeId && entry.binding_hash === bindingHash);
  const [only, other] = new Set(asking.map((entry) => entry.asset_id));
  return other === undefined ? (only ?? null) : null;
}

export interface ToPromote {
  /** The newest of them, as many as were asked for. */
  readonly newest: readonly NextPromotion[];
  readonly jobs: number;
}

/**
 * What was found good enough and has no place in the game yet: how many jobs, and the newest. A job whose approval was
 * withdrawn is none of them, whatever its state says. Looked up by the database.
 */
export async function toPromote(
  world: { readonly files: ProjectFiles; readonly queue: RunQueue; readonly listings: Listings },
  most: number,
): Promise<Result<ToPromote>> {
  const promoted = await promotedAssets(world.files);
  if (!promoted.ok) return promoted;
  const withdrawn = await world.listings.withdrawn();
  if (!withdrawn.ok) return withdrawn;
  const noneOf = [...promoted.value.keys(), ...withdrawn.value];
  const filter: JobFilter = { states: ['Approved'], latestOnly: true, noneOf };
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
