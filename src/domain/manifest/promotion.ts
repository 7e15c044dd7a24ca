import { canonicalJson, type Json } from '../canonical-json.ts';
import {
  bindingHashShape,
  bindingShape,
  digestShape,
  kindShape,
  pluginNameShape,
  recipeIdShape,
  runIdShape,
} from '../candidate/side-record.ts';
import {
  isProjectId,
  type AssetId,
  type BindingHash,
  type Digest,
  type PluginName,
  type ProjectId,
  type RecipeId,
  type RunId,
  type Sha256,
} from '../ids.ts';
import type { LeverBinding } from '../recipe/recipe.ts';
import { isUtcTime } from '../utc-time.ts';
import { approvedPathShape, assetIdShape, frameShape } from './age-manifest.ts';
import { list, oneOf, parseRecord, record, recordText, text, type Parsed } from './shape.ts';

/** What a promotion says: this frozen file fills this asset. */
export interface PromotionPayload {
  readonly schema_version: 1;
  readonly project_id: ProjectId;
  readonly asset_id: AssetId;
  /** Inside `art_pool/approved`. */
  readonly path: string;
  readonly bytes: Digest;
  readonly pixels: Digest;
  /** Digest of the sprite table. */
  readonly sprites: Digest;
  /** Digest of the frozen side record's bytes: the prompt, model and AI marking are held by nothing else. */
  readonly side_record: Digest;
  /** Id of the signed approval that allowed it. */
  readonly decision: Digest;
  readonly recipe_id: RecipeId;
  readonly recipe_digest: Digest;
  readonly binding: LeverBinding;
  readonly binding_hash: BindingHash;
  /** The recipe's kind; part of what the decision is about. */
  readonly kind: string;
  readonly backend: PluginName;
  /** The candidate's stem, `000`. */
  readonly frame: string;
  readonly run_id: RunId;
  /** Ids of the promotions of this asset that stood until now, sorted. */
  readonly supersedes: readonly Digest[];
  /** UTC, `2026-01-31T12:00:00.000Z`. Told for people; no order is read from it. */
  readonly promoted_at: string;
}

/** `content/promotions/<id>.json`. The id is the SHA-256 of the canonical JSON of all the rest. */
export interface Promotion extends PromotionPayload {
  readonly id: Digest;
}

export const promotionShape = record<Promotion>({
  schema_version: oneOf(1),
  id: digestShape,
  project_id: text<ProjectId>('a project id', isProjectId),
  asset_id: assetIdShape,
  path: approvedPathShape,
  bytes: digestShape,
  pixels: digestShape,
  sprites: digestShape,
  side_record: digestShape,
  decision: digestShape,
  recipe_id: recipeIdShape,
  recipe_digest: digestShape,
  binding: bindingShape,
  binding_hash: bindingHashShape,
  kind: kindShape,
  backend: pluginNameShape,
  frame: frameShape,
  run_id: runIdShape,
  supersedes: list(digestShape),
  promoted_at: text('a UTC time to the millisecond', isUtcTime),
});

export const parsePromotion = (source: string): Parsed<Promotion> => parseRecord(source, promotionShape);

/** `content/promotions/<id>.json` */
export const promotionPath = (id: Digest): string => `content/promotions/${id}.json`;

const payloadJson = (promotion: PromotionPayload): { readonly [field: string]: Json } => ({
  schema_version: promotion.schema_version,
  project_id: promotion.project_id,
  asset_id: promotion.asset_id,
  path: promotion.path,
  bytes: promotion.bytes,
  pixels: promotion.pixels,
  sprites: promotion.sprites,
  side_record: promotion.side_record,
  decision: promotion.decision,
  recipe_id: promotion.recipe_id,
  recipe_digest: promotion.recipe_digest,
  binding: Object.fromEntries(
    Object.keys(promotion.binding)
      .sort()
      .map((key) => [key, promotion.binding[key] as string]),
  ),
  binding_hash: promotion.binding_hash,
  kind: promotion.kind,
  backend: promotion.backend,
  frame: promotion.frame,
  run_id: promotion.run_id,
  supersedes: promotion.supersedes,
  promoted_at: promotion.promoted_at,
});

/** The id that a promotion's contents give. Another id in the file means that the file was edited. */
export const promotionId = (promotion: PromotionPayload, sha256: Sha256): Digest =>
  sha256(canonicalJson(payloadJson(promotion)));

export const makePromotion = (payload: PromotionPayload, sha256: Sha256): Promotion => ({
  ...payload,
  supersedes: [...payload.supersedes].sort(),
  id: promotionId({ ...payload, supersedes: [...payload.supersedes].sort() }, sha256),
});

export const promotionText = (promotion: Promotion): string => {
  const { schema_version: schemaVersion, ...rest } = payloadJson(promotion);
  return recordText({ schema_version: schemaVersion ?? 1, id: promotion.id, ...rest });
};

export type StandingPromotion =
  | { readonly standing: 'none' }
  | { readonly standing: 'one'; readonly promotion: Promotion }
  /** Made on two branches that knew nothing of each other: a person has to choose. */
  | { readonly standing: 'ambiguous-promotion'; readonly promotions: readonly Promotion[] };

/**
 * Promotions of one asset that nothing supersedes, by id. `counts` tells whether a promotion's approval stands.
 * One that does not count supersedes nothing by itself, but the chain runs on through it: with R1 <- R2 <- R3,
 * R2 withdrawn leaves R3 alone, and R3 withdrawn too brings R1 back.
 */
export function unsuperseded<P extends Pick<Promotion, 'id' | 'asset_id' | 'supersedes'>>(
  records: readonly P[],
  assetId: AssetId,
  counts: (promotion: P) => boolean = () => true,
): readonly P[] {
  const own = new Map(records.filter((one) => one.asset_id === assetId).map((one) => [one.id, one]));
  const counting = [...own.values()].filter(counts);
  const superseded = new Set<Digest>();
  const walk = counting.flatMap((promotion) => promotion.supersedes);
  for (let id = walk.pop(); id !== undefined; id = walk.pop()) {
    if (superseded.has(id)) continue;
    superseded.add(id);
    walk.push(...(own.get(id)?.supersedes ?? []));
  }
  return counting
    .filter((promotion) => !superseded.has(promotion.id))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/**
 * Which promotion fills an asset. Two unsuperseded records about the same file are not two answers: the one
 * with the smaller id speaks for both.
 */
export function standingPromotion(
  records: readonly Promotion[],
  assetId: AssetId,
  counts: (promotion: Promotion) => boolean = () => true,
): StandingPromotion {
  const promotions = unsuperseded(records, assetId, counts);
  const [first] = promotions;
  if (first === undefined) return { standing: 'none' };
  const isOneFile = promotions.every(({ path, bytes }) => path === first.path && bytes === first.bytes);
  return isOneFile ? { standing: 'one', promotion: first } : { standing: 'ambiguous-promotion', promotions };
}
