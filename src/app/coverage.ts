import type { AssetId, Digest, RecipeId } from '../domain/ids.ts';
import { unsuperseded } from '../domain/manifest/promotion.ts';
import { parseShippedManifest } from '../domain/manifest/shipped-manifest.ts';
import { coverageOf, coverageOfJob, type Coverage, type CoverageFact } from '../domain/recipe/coverage.ts';
import type { Recipe } from '../domain/recipe/recipe.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Listings } from '../ports/listings.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import { promotionBook } from './project-age.ts';
import { promotionsAbout, type IndexedPromotion } from './promotion-index.ts';
import { currentPack, packFolder } from './read-packs.ts';
import { readPromotions, readPromotionsNamed } from './read-promotions.ts';

export interface CoverageRequest {
  readonly recipe: Pick<Recipe, 'recipe_id'>;
  readonly digest: Digest;
  /** The part of the lever product to look at. */
  readonly levers: Recipe['levers'];
  /** Only what this backend made; `null` for all. */
  readonly backend: string | null;
}

/**
 * How far each binding of a recipe has come: jobs from the database, promotions and the current pack from files, and
 * from files alone where `listings` is `null`. Only
 * what the present text made counts: a draft's earlier pictures cover nothing of what it is now.
 */
export async function readCoverage(
  listings: Pick<Listings, 'coverage' | 'verdicts'> | null,
  world: ShippingWorld,
  { recipe, digest, levers, backend }: CoverageRequest,
): Promise<Result<Coverage>> {
  const [covered, promoted] = await Promise.all([
    listings === null ? ok([]) : listings.coverage(recipe.recipe_id, digest),
    promotedFacts(listings, world, recipe.recipe_id, digest),
  ]);
  if (!covered.ok) return covered;
  if (!promoted.ok) return promoted;
  const facts: CoverageFact[] = covered.value.map((row) => ({
    binding: row.binding,
    backend: row.backend,
    state: coverageOfJob(row.state, row.isWithdrawn),
    jobs: row.jobs,
  }));
  const all = [...facts, ...promoted.value];
  return ok(
    coverageOf(
      levers,
      all.filter((fact) => backend === null || fact.backend === backend),
    ),
  );
}

/** Promotions that stand, told by what they are of. Two that stand for one asset both count: a look decides nothing. */
async function promotedFacts(
  listings: Pick<Listings, 'verdicts'> | null,
  world: ShippingWorld,
  recipeId: RecipeId,
  digest: Digest,
): Promise<Result<readonly CoverageFact[]>> {
  const read = listings === null ? await readPromotions(world) : await promotionsAbout(world.files, recipeId);
  if (!read.ok) return read;
  const isOurs = (one: { recipe_id: string; recipe_digest: Digest }): boolean =>
    one.recipe_id === recipeId && one.recipe_digest === digest;
  const assets = new Set(read.value.filter(isOurs).map((one) => one.asset_id));
  const rivals = new Map<AssetId, IndexedPromotion[]>([...assets].map((asset) => [asset, []]));
  for (const one of read.value) rivals.get(one.asset_id)?.push(one);
  const counting = await approvedOnes(listings, world, [...rivals.values()].flat());
  if (!counting.ok) return counting;
  const shipped = await shippedBytes(world);
  if (!shipped.ok) return shipped;
  const facts = [...rivals].flatMap(([asset, ones]) =>
    unsuperseded(ones, asset, ({ id }) => counting.value.has(id))
      .filter(isOurs)
      .map(({ binding, backend, bytes }): CoverageFact => {
        const state = shipped.value.has(`${asset} ${bytes}`) ? 'shipped' : 'promoted';
        return { binding, backend, state, jobs: 0 };
      }),
  );
  return ok(facts);
}

/**
 * Ids of the promotions whose approval stands: by the index of decisions, and by the signed files where it has none,
 * as in a clone. Checking the signatures of a project of a year takes a second; `art verify`, and `--require`, which
 * asks no database, take it.
 */
async function approvedOnes(
  listings: Pick<Listings, 'verdicts'> | null,
  world: ShippingWorld,
  promotions: readonly IndexedPromotion[],
): Promise<Result<ReadonlySet<Digest>>> {
  const asked = listings === null ? ok([]) : await listings.verdicts(promotions);
  if (!asked.ok) return asked;
  const ids = new Set<Digest>();
  const unknown = promotions.filter(({ id }, i) => {
    if (asked.value[i] === 'approve') ids.add(id);
    return (asked.value[i] ?? null) === null;
  });
  const read = await readPromotionsNamed(
    world,
    unknown.map(({ id }) => id),
  );
  if (!read.ok) return read;
  const book = promotionBook(world, read.value);
  for (const promotion of read.value) {
    const standing = await book.standingOf(promotion);
    if (!standing.ok) return standing;
    if (standing.value.verdict === 'approved') ids.add(promotion.id);
  }
  return ok(ids);
}

/** What the current pack fills its assets with, as `<asset> <digest>`. Whether the pack is intact is for `art verify`. */
async function shippedBytes(world: ShippingWorld): Promise<Result<ReadonlySet<string>>> {
  const shipped = new Set<string>();
  const current = await currentPack(world);
  if (!current.ok) return current;
  if (current.value === null) return ok(shipped);
  const folder = packFolder(current.value);
  const tree = await world.folders.tree(folder);
  if (!tree.ok) return tree;
  for (const path of tree.value.filter((one) => /^[^/]+\/manifest\.json$/.test(one))) {
    const text = await world.files.readText(`${folder}/${path}`);
    if (!text.ok) return text;
    const manifest = parseShippedManifest(text.value ?? '');
    if (!manifest.ok) continue;
    for (const { asset_id: asset, bytes } of manifest.value.entries)
      if (bytes !== null) shipped.add(`${asset} ${bytes}`);
  }
  return ok(shipped);
}
