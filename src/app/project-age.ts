import { failure } from '../domain/failure.ts';
import { splitRecipeId, type AssetId, type Digest } from '../domain/ids.ts';
import type { AgeManifest } from '../domain/manifest/age-manifest.ts';
import { promotionSubject, type Standing } from '../domain/manifest/approval.ts';
import { projectManifest, type PromotedAsset } from '../domain/manifest/projection.ts';
import { standingPromotion, type Promotion } from '../domain/manifest/promotion.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Rgba } from '../pixels/rgba.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import { loadFrozen } from './load-frozen.ts';

/** The asset with the picture that was signed, read and measured anew. */
export interface FrozenAsset extends PromotedAsset {
  readonly picture: Rgba;
}

export interface ProjectedAge {
  readonly manifest: AgeManifest;
  /** What fills its approved entries. */
  readonly assets: ReadonlyMap<AssetId, FrozenAsset>;
}

/** What one command knows of promotions. Each approval is asked, and each frozen file read, once. */
export interface PromotionBook {
  readonly promotions: readonly Promotion[];
  standingOf(promotion: Promotion): Promise<Result<Standing>>;
  /** The promotion that fills an asset now; `null` when none with a standing approval does. */
  choose(assetId: AssetId): Promise<Result<Promotion | null>>;
  /** The promotion of an asset whose frozen file is this one, if its approval stands. */
  chooseFile(assetId: AssetId, path: string, bytes: Digest): Promise<Result<Promotion | null>>;
  load(promotion: Promotion): Promise<Result<FrozenAsset>>;
}

export function promotionBook(world: ShippingWorld, promotions: readonly Promotion[]): PromotionBook {
  const standings = new Map<Digest, Standing>();
  const loaded = new Map<Digest, FrozenAsset>();
  const byAsset = new Map<AssetId, Promotion[]>();
  for (const promotion of promotions) {
    const own = byAsset.get(promotion.asset_id);
    if (own === undefined) byAsset.set(promotion.asset_id, [promotion]);
    else own.push(promotion);
  }
  const of = (assetId: AssetId): readonly Promotion[] => byAsset.get(assetId) ?? [];

  async function standingOf(promotion: Promotion): Promise<Result<Standing>> {
    const known = standings.get(promotion.id);
    if (known !== undefined) return ok(known);
    const asked = await world.approvals.standingOf(promotionSubject(promotion), promotion.decision);
    if (asked.ok) standings.set(promotion.id, asked.value);
    return asked;
  }

  async function approvedOnes(assetId: AssetId): Promise<Result<ReadonlySet<Digest>>> {
    const ids = new Set<Digest>();
    for (const promotion of of(assetId)) {
      const standing = await standingOf(promotion);
      if (!standing.ok) return standing;
      if (standing.value.verdict === 'approved') ids.add(promotion.id);
    }
    return ok(ids);
  }

  return {
    promotions,
    standingOf,
    async choose(assetId) {
      const ids = await approvedOnes(assetId);
      if (!ids.ok) return ids;
      const standing = standingPromotion(of(assetId), assetId, ({ id }) => ids.value.has(id));
      switch (standing.standing) {
        case 'none':
          return ok(null);
        case 'one':
          return ok(standing.promotion);
        case 'ambiguous-promotion':
          return fail(
            failure('ambiguous-promotion', {
              assetId,
              promotions: standing.promotions.map(({ id, path }) => `${id.slice(0, 12)} (${path})`),
            }),
          );
      }
    },
    async chooseFile(assetId, path, bytes) {
      const ids = await approvedOnes(assetId);
      if (!ids.ok) return ids;
      const found = promotions.find(
        (one) =>
          one.asset_id === assetId && one.path === path && one.bytes === bytes && ids.value.has(one.id),
      );
      return ok(found ?? null);
    },
    async load(promotion) {
      const known = loaded.get(promotion.id);
      if (known !== undefined) return ok(known);
      const standing = await standingOf(promotion);
      if (!standing.ok) return standing;
      if (standing.value.verdict !== 'approved')
        return fail(
          failure('candidate-not-approved', { path: promotion.path, verdict: standing.value.verdict }),
        );
      const frozen = await loadFrozen(world, promotion);
      if (!frozen.ok) return frozen;
      const composition = await world.recipeFacts(promotion.recipe_id, promotion.recipe_digest);
      if (!composition.ok) return composition;
      const { side, picture } = frozen.value;
      const decision = standing.value.decision;
      const asset = { promotion, side, decision, composition: composition.value, picture };
      loaded.set(promotion.id, asset);
      return ok(asset);
    },
  };
}

/** Which promotion fills an asset of an age; `null` leaves a placeholder. */
export type ChoosePromotion = (assetId: AssetId) => Promise<Result<Promotion | null>>;

/**
 * An age manifest as it would be with the chosen promotions, and the frozen art behind it, checked against what
 * was promoted. Writes nothing. Assets without an entry are added where the age's policy says so and the
 * promoted recipe is of this age.
 *
 * @param claimed assets that have an entry in some age; none of them is added to another
 */
export async function projectAge(
  book: PromotionBook,
  manifest: AgeManifest,
  choose: ChoosePromotion,
  claimed: ReadonlySet<AssetId>,
): Promise<Result<ProjectedAge>> {
  const entryIds = manifest.entries.map((entry) => entry.asset_id);
  const append = manifest.policy.append
    ? [
        ...new Set(
          book.promotions
            .filter((one) => !claimed.has(one.asset_id) && splitRecipeId(one.recipe_id).age === manifest.age)
            .map((one) => one.asset_id),
        ),
      ]
    : [];
  const assets = new Map<AssetId, FrozenAsset>();
  for (const assetId of [...entryIds, ...append]) {
    const chosen = await choose(assetId);
    if (!chosen.ok) return chosen;
    if (chosen.value === null) continue;
    const asset = await book.load(chosen.value);
    if (!asset.ok) return asset;
    assets.set(assetId, asset.value);
  }
  return ok({ manifest: projectManifest(manifest, assets, append), assets });
}
