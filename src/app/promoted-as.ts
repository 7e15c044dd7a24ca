import { approvedPath, parsePoolPath } from '../domain/candidate/paths.ts';
import type { AssetId, Digest } from '../domain/ids.ts';
import { parsePromotion } from '../domain/manifest/promotion.ts';
import { ok, type Result } from '../domain/result.ts';
import type { ProjectFiles } from '../ports/files.ts';
import { readAges, type AgeFile } from './read-ages.ts';
import { promotionIdOf, promotionsFolder } from './read-promotions.ts';

/** A picture of the art pool by its bytes. */
export interface Picture {
  readonly digest: Digest;
  /** In `art_pool/candidates`. */
  readonly path: string;
}

interface Reader {
  readonly files: ProjectFiles;
}

/** Which pictures fill an asset of an age right now. One file for each age tells it. */
export function filledAssets(ages: readonly AgeFile[]): ReadonlyMap<Digest, readonly AssetId[]> {
  const filled = new Map<Digest, AssetId[]>();
  for (const { bytes, asset_id } of ages.flatMap(({ manifest }) => manifest.entries)) {
    if (bytes === null) continue;
    const assets = filled.get(bytes) ?? [];
    if (!assets.includes(asset_id)) filled.set(bytes, [...assets, asset_id]);
  }
  return filled;
}

/**
 * Which of these were ever promoted: a promotion freezes the picture first, under a name that its path and digest give,
 * so one look at each place tells it, however many promotions there are.
 */
export async function frozenOf<P extends Picture>(
  { files }: Reader,
  pictures: readonly P[],
): Promise<readonly P[]> {
  const are = await Promise.all(
    pictures.map(({ digest, path }) => {
      const place = parsePoolPath(path);
      return place !== null && files.exists(approvedPath(place, place.child_index, digest));
    }),
  );
  return pictures.filter((_, i) => are[i]);
}

/** How many promotion records are read at once. */
const atOnce = 64;

/**
 * The assets that promotion records name for these pictures. The ages answer for what fills an asset; the records are
 * read only for a frozen picture that no age has, such as one that is promoted and not yet shipped. A damaged record is
 * for `art verify` to name: a look goes on without it.
 */
export async function promotedAs(
  reader: Reader,
  pictures: readonly Picture[],
): Promise<Result<ReadonlyMap<Digest, readonly AssetId[]>>> {
  if (pictures.length === 0) return ok(new Map());
  const ages = await readAges(reader.files);
  const found = new Map(ages.ok ? filledAssets(ages.value) : []);
  const open = pictures.filter(({ digest }) => !found.has(digest));
  const sought = new Set((await frozenOf(reader, open)).map(({ digest }) => digest));
  if (sought.size === 0) return ok(found);
  const names = await reader.files.list(promotionsFolder);
  if (!names.ok) return names;
  const records = names.value.filter((name) => promotionIdOf(name) !== null);
  for (let from = 0; from < records.length; from += atOnce) {
    const part = records.slice(from, from + atOnce);
    const texts = await Promise.all(part.map((name) => reader.files.readText(`${promotionsFolder}/${name}`)));
    for (const text of texts) {
      const promotion = text.ok && text.value !== null ? parsePromotion(text.value) : null;
      if (promotion?.ok !== true || !sought.has(promotion.value.bytes)) continue;
      const { bytes, asset_id } = promotion.value;
      found.set(bytes, [...(found.get(bytes) ?? []), asset_id]);
    }
  }
  return ok(found);
}
