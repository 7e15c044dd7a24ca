import type { AssetId } from '../domain/ids.ts';
import { ageManifestText } from '../domain/manifest/age-manifest.ts';
import type { ShippedManifest } from '../domain/manifest/shipped-manifest.ts';
import { ok, type Result } from '../domain/result.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import { projectAge, type ChoosePromotion, type PromotionBook } from './project-age.ts';
import { readAge } from './read-ages.ts';
import type { IntactPack } from './read-packs.ts';

/** What a shipped age manifest says fills each asset. */
export function shippedChoice(book: PromotionBook, manifest: ShippedManifest | undefined): ChoosePromotion {
  const entries = new Map(manifest?.entries.map((entry) => [entry.asset_id, entry]));
  return async (assetId) => {
    const entry = entries.get(assetId);
    if (entry === undefined || entry.asset_path === null || entry.bytes === null) return ok(null);
    return book.chooseFile(assetId, entry.asset_path, entry.bytes);
  };
}

/**
 * Rewrites `content/ages` from a pack, so that the age manifests say what ships. Only what the pipeline fills in
 * is touched, and a file that would not change is not written; doing it again changes nothing. An age version
 * that is gone by now is left alone.
 *
 * @returns paths that were rewritten
 */
export async function applyPack(
  world: ShippingWorld,
  book: PromotionBook,
  pack: Pick<IntactPack, 'manifests'>,
): Promise<Result<readonly string[]>> {
  const written: string[] = [];
  for (const [age, shipped] of pack.manifests) {
    const file = await readAge(world.files, age, shipped.version);
    if (!file.ok) return file;
    if (file.value === null) continue;
    const { manifest, text, path } = file.value;
    const shippedIds = new Set<AssetId>(shipped.entries.map((entry) => entry.asset_id));
    // An entry that the author added since the pack was made is none of the pack's business.
    const own = { ...manifest, entries: manifest.entries.filter((entry) => shippedIds.has(entry.asset_id)) };
    const others = manifest.entries.filter((entry) => !shippedIds.has(entry.asset_id));
    const claimed = new Set<AssetId>(
      book.promotions.map((one) => one.asset_id).filter((assetId) => !shippedIds.has(assetId)),
    );
    const projected = await projectAge(book, own, shippedChoice(book, shipped), claimed);
    if (!projected.ok) return projected;
    const next = ageManifestText({
      ...projected.value.manifest,
      entries: [...projected.value.manifest.entries, ...others],
    });
    if (next === text) continue;
    const replaced = await world.files.replace(path, next);
    if (!replaced.ok) return replaced;
    written.push(path);
  }
  return ok(written);
}
