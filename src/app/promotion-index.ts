import { isAssetId, isDigest, isRecipeId, type AssetId, type Digest, type RecipeId } from '../domain/ids.ts';
import { isObject } from '../domain/json-object.ts';
import { parsePromotion } from '../domain/manifest/promotion.ts';
import { ok, type Result } from '../domain/result.ts';
import type { ProjectFiles } from '../ports/files.ts';
import { promotionIdOf, promotionsFolder } from './read-promotions.ts';

/** What every look needs of a promotion record: which bytes it chose, for which asset, and whose they are. */
interface Chosen {
  readonly bytes: Digest;
  readonly assetId: AssetId;
  readonly recipeId: RecipeId;
}

/** Of this machine only, and made again when it is lost. */
const indexPath = '.art/promotions.json';

/** How many records are read at once. */
const atOnce = 64;

/**
 * The assets that promotion records name, by the bytes that they chose. The name of a record is the digest of its
 * content, so what was read of it once holds for ever and is kept: a look reads the records that are new, and not
 * thousands. Records are taken as they are; whether they are right is for `art promote` and `art verify` to say, and
 * one that cannot be read is passed over here.
 */
export async function promotedAssets(
  files: ProjectFiles,
): Promise<Result<ReadonlyMap<Digest, readonly AssetId[]>>> {
  const index = await indexed(files);
  if (!index.ok) return index;
  const assets = new Map<Digest, readonly AssetId[]>();
  for (const { bytes, assetId } of index.value.values()) {
    const before = assets.get(bytes) ?? [];
    if (!before.includes(assetId)) assets.set(bytes, [...before, assetId].sort());
  }
  return ok(assets);
}

/** Ids of every record of an asset that a recipe's pictures were ever promoted for, by the same index, sorted. */
export async function promotionsAbout(
  files: ProjectFiles,
  recipeId: RecipeId,
): Promise<Result<readonly string[]>> {
  const index = await indexed(files);
  if (!index.ok) return index;
  const all = [...index.value];
  const assets = new Set(all.flatMap(([, one]) => (one.recipeId === recipeId ? one.assetId : [])));
  return ok(all.flatMap(([id, one]) => (assets.has(one.assetId) ? id : [])).sort());
}

/** Every record that can be read, by its id. What was not known yet is read and kept. */
async function indexed(files: ProjectFiles): Promise<Result<ReadonlyMap<string, Chosen>>> {
  const names = await files.list(promotionsFolder);
  if (!names.ok) return names;
  const ids = names.value.flatMap((name) => promotionIdOf(name) ?? []);
  const kept = ids.length === 0 ? new Map<string, Chosen>() : await readIndex(files);
  const fresh = ids.filter((id) => !kept.has(id));
  for (let from = 0; from < fresh.length; from += atOnce) {
    const part = fresh.slice(from, from + atOnce);
    const texts = await Promise.all(part.map((id) => files.readText(`${promotionsFolder}/${id}.json`)));
    for (const [i, text] of texts.entries()) {
      const promotion = text.ok && text.value !== null ? parsePromotion(text.value) : null;
      if (promotion?.ok !== true) continue;
      const { bytes, asset_id: assetId, recipe_id: recipeId } = promotion.value;
      kept.set(part[i] ?? '', { bytes, assetId, recipeId });
    }
  }
  // Where it cannot be written, the next look reads the records again.
  if (fresh.length > 0) await files.replace(indexPath, indexText(kept));
  return ok(
    new Map(
      ids.flatMap((id) => {
        const chosen = kept.get(id);
        return chosen === undefined ? [] : [[id, chosen] as const];
      }),
    ),
  );
}

function indexText(kept: ReadonlyMap<string, Chosen>): string {
  const rows = [...kept].map(([id, { bytes, assetId, recipeId }]) => [id, [bytes, assetId, recipeId]]);
  return `${JSON.stringify(Object.fromEntries(rows))}\n`;
}

/** The index as it was kept; what does not look right is read from its record again. */
async function readIndex(files: ProjectFiles): Promise<Map<string, Chosen>> {
  const kept = new Map<string, Chosen>();
  const text = await files.readText(indexPath);
  let index: unknown = null;
  try {
    index = JSON.parse(text.ok ? (text.value ?? 'null') : 'null');
  } catch {
    // Cut off by a full disk, or no index at all.
  }
  if (!isObject(index)) return kept;
  for (const [id, chosen] of Object.entries(index)) {
    const [bytes, assetId, recipeId] = Array.isArray(chosen) ? (chosen as readonly unknown[]) : [];
    if (typeof bytes !== 'string' || typeof assetId !== 'string' || typeof recipeId !== 'string') continue;
    if (isDigest(bytes) && isAssetId(assetId) && isRecipeId(recipeId))
      kept.set(id, { bytes, assetId, recipeId });
  }
  return kept;
}
