import { parsePoolPath } from '../candidate/paths.ts';
import type { SideRecord } from '../candidate/side-record.ts';
import type { BindingHash, Digest, PluginName, RecipeId } from '../ids.ts';
import type { Promotion } from './promotion.ts';

/** Exactly what a review decision is about: these bytes, this sprite table, this recipe. */
export interface ApprovalSubject {
  readonly recipe_id: RecipeId;
  readonly recipe_digest: Digest;
  readonly binding_hash: BindingHash;
  readonly kind: string;
  readonly backend: PluginName;
  readonly child_index: number;
  readonly bytes: Digest;
  readonly pixels: Digest;
  /** Digest of the sprite table. */
  readonly sprites: Digest;
}

/** What the signed decisions about a subject come to. Of those that nothing supersedes, no beats yes. */
export type Standing =
  | { readonly verdict: 'approved'; readonly decision: Digest }
  | { readonly verdict: 'rejected' | 'withdrawn'; readonly decision: Digest }
  /** No decision with a valid signature is about exactly this. */
  | { readonly verdict: 'undecided' };

export const approvalSubject = (side: SideRecord): ApprovalSubject => ({
  recipe_id: side.recipe_id,
  recipe_digest: side.recipe_digest,
  binding_hash: side.binding_hash,
  kind: side.kind,
  backend: side.backend,
  child_index: side.child_index,
  bytes: side.bytes,
  pixels: side.pixels,
  sprites: side.sprites_digest,
});

/** The same from a promotion record, so that superseded ones can be judged without their files. */
export const promotionSubject = (promotion: Promotion): ApprovalSubject => ({
  recipe_id: promotion.recipe_id,
  recipe_digest: promotion.recipe_digest,
  binding_hash: promotion.binding_hash,
  kind: promotion.kind,
  backend: promotion.backend,
  child_index: parsePoolPath(promotion.path)?.child_index ?? -1,
  bytes: promotion.bytes,
  pixels: promotion.pixels,
  sprites: promotion.sprites,
});
