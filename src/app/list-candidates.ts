import { parsePoolPath, sideRecordPath } from '../domain/candidate/paths.ts';
import { parseSideRecord } from '../domain/candidate/side-record.ts';
import { failure } from '../domain/failure.ts';
import { isRecipeId, type AssetId, type BindingHash, type Digest } from '../domain/ids.ts';
import { approvalSubject, type Standing } from '../domain/manifest/approval.ts';
import type { LeverBinding } from '../domain/recipe/recipe.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { nearest } from '../domain/source/nearest.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import { recipeIds } from './load-recipe.ts';
import { readPromotions } from './read-promotions.ts';

/** A candidate as a person chooses one for promotion. */
export interface ListedCandidate {
  readonly path: string;
  readonly binding: LeverBinding;
  readonly binding_hash: BindingHash;
  readonly hash16: string;
  readonly backend: string;
  readonly frame: string;
  readonly bytes: Digest;
  readonly verdict: Standing['verdict'];
  /** Assets whose promotion record names these bytes. */
  readonly promoted_as: readonly AssetId[];
}

/** The candidates of a recipe in the art pool, with what stands about each. From files alone. */
export async function listCandidates(
  world: ShippingWorld,
  recipeId: string,
): Promise<Result<readonly ListedCandidate[]>> {
  const root = `art_pool/candidates/${recipeId}`;
  const tree = isRecipeId(recipeId) ? await world.folders.tree(root) : ok([]);
  if (!tree.ok) return tree;
  if (tree.value.length === 0) {
    const known = await recipeIds(world.files);
    if (!known.ok) return known;
    if (!known.value.some((id) => id === recipeId)) {
      return fail(failure('recipe-not-found', { recipeId, near: nearest(recipeId, known.value) }));
    }
  }
  const promotions = await readPromotions(world);
  if (!promotions.ok) return promotions;
  const listed: ListedCandidate[] = [];
  for (const name of tree.value) {
    const path = `${root}/${name}`;
    const place = parsePoolPath(path);
    if (place === null) continue;
    const text = await world.files.readText(sideRecordPath(path));
    if (!text.ok) return text;
    const side = text.value === null ? null : parseSideRecord(text.value);
    // A picture without its record was not finished: the worker that made it writes the record last.
    if (side === null || !side.ok) continue;
    const standing = await world.approvals.standingOf(approvalSubject(side.value), null);
    if (!standing.ok) return standing;
    listed.push({
      path,
      binding: side.value.binding,
      binding_hash: side.value.binding_hash,
      hash16: place.hash16,
      backend: place.backend,
      frame: place.stem,
      bytes: side.value.bytes,
      verdict: standing.value.verdict,
      promoted_as: promotions.value.filter((p) => p.bytes === side.value.bytes).map((p) => p.asset_id),
    });
  }
  return ok(listed);
}
