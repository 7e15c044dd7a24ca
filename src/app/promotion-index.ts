import {
  isAssetId,
  isDigest,
  isPluginName,
  isRecipeId,
  type AssetId,
  type Digest,
  type RecipeId,
} from '../domain/ids.ts';
import { isObject, type Members } from '../domain/json-object.ts';
import { parsePromotion, type Promotion } from '../domain/manifest/promotion.ts';
import { ok, type Result } from '../domain/result.ts';
import { newerVersion, schemaVersion } from '../domain/schema-version.ts';
import type { ProjectFiles } from '../ports/files.ts';
import { promotionIdOf, promotionsFolder } from './read-promotions.ts';

/** What a look needs of a promotion record: what it chose, for which asset, and what it takes the place of. */
const kept = [
  'asset_id',
  'bytes',
  'pixels',
  'sprites',
  'recipe_id',
  'recipe_digest',
  'binding',
  'backend',
  'supersedes',
] as const;
export type IndexedPromotion = Pick<Promotion, (typeof kept)[number] | 'id'>;

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
  for (const { bytes, asset_id: assetId } of index.value) {
    const before = assets.get(bytes) ?? [];
    if (!before.includes(assetId)) assets.set(bytes, [...before, assetId].sort());
  }
  return ok(assets);
}

/** Every record of an asset that pictures of a recipe were ever promoted for, by the same index. */
export async function promotionsAbout(
  files: ProjectFiles,
  recipeId: RecipeId,
): Promise<Result<readonly IndexedPromotion[]>> {
  const index = await indexed(files);
  if (!index.ok) return index;
  const ours = index.value.filter((one) => one.recipe_id === recipeId);
  const assets = new Set(ours.map((one) => one.asset_id));
  return ok(index.value.filter((one) => assets.has(one.asset_id)));
}

/** Every record that can be read, by its id. What was not known yet is read and kept. */
async function indexed(files: ProjectFiles): Promise<Result<readonly IndexedPromotion[]>> {
  const names = await files.list(promotionsFolder);
  if (!names.ok) return names;
  const ids = names.value.flatMap((name) => promotionIdOf(name) ?? []);
  const { known, isNewer } =
    ids.length === 0
      ? { known: new Map<string, IndexedPromotion>(), isNewer: false }
      : await readIndex(files);
  const fresh = ids.filter((id) => !known.has(id));
  for (let from = 0; from < fresh.length; from += atOnce) {
    const part = fresh.slice(from, from + atOnce);
    const texts = await Promise.all(part.map((id) => files.readText(`${promotionsFolder}/${id}.json`)));
    for (const [i, text] of texts.entries()) {
      const promotion = text.ok && text.value !== null ? parsePromotion(text.value) : null;
      if (promotion?.ok === true) known.set(part[i] ?? '', promotion.value);
    }
  }
  // Where it cannot be written, or a newer Artkiln keeps it, the next look reads the records again.
  if (fresh.length > 0 && !isNewer) await files.replace(indexPath, indexText(known));
  return ok(ids.flatMap((id) => known.get(id) ?? []));
}

function indexText(known: ReadonlyMap<string, IndexedPromotion>): string {
  const rows = [...known].map(([id, one]) => [id, kept.map((field) => one[field])]);
  return `${JSON.stringify({ schema_version: schemaVersion, records: Object.fromEntries(rows) })}\n`;
}

/** The index as it was kept; what does not look right is read from its record again. */
async function readIndex(
  files: ProjectFiles,
): Promise<{ readonly known: Map<string, IndexedPromotion>; readonly isNewer: boolean }> {
  const known = new Map<string, IndexedPromotion>();
  const text = await files.readText(indexPath);
  let index: unknown = null;
  try {
    index = JSON.parse(text.ok ? (text.value ?? 'null') : 'null');
  } catch {
    // Cut off by a full disk, or no index at all.
  }
  const isOurs = isObject(index) && index['schema_version'] === schemaVersion;
  const records = isOurs ? (index as Members)['records'] : null;
  for (const [id, row] of isObject(records) ? Object.entries(records) : []) {
    const cells: readonly unknown[] = Array.isArray(row) ? row : [];
    const one = { id, ...Object.fromEntries(kept.map((field, i) => [field, cells[i]])) };
    if (isIndexed(one)) known.set(id, one);
  }
  return { known, isNewer: newerVersion(index) !== null };
}

function isIndexed(one: { readonly [field: string]: unknown }): one is typeof one & IndexedPromotion {
  const is = (field: string, test: (text: string) => boolean): boolean => {
    const value = one[field];
    return typeof value === 'string' && test(value);
  };
  const { binding, supersedes } = one;
  return (
    ['id', 'bytes', 'pixels', 'sprites', 'recipe_digest'].every((field) => is(field, isDigest)) &&
    is('asset_id', isAssetId) &&
    is('recipe_id', isRecipeId) &&
    is('backend', isPluginName) &&
    isObject(binding) &&
    Object.values(binding).every((value) => typeof value === 'string') &&
    Array.isArray(supersedes) &&
    supersedes.every((each) => typeof each === 'string' && isDigest(each))
  );
}
