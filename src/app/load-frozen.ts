import { sideRecordPath } from '../domain/candidate/paths.ts';
import {
  parseSideRecord,
  sideRecordContradictions,
  type MeasuredPicture,
  type SideRecord,
} from '../domain/candidate/side-record.ts';
import { failure } from '../domain/failure.ts';
import type { Promotion } from '../domain/manifest/promotion.ts';
import { faultText } from '../domain/manifest/shape.ts';
import { unreadable } from '../domain/newer-file.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { pixelBytes, type Rgba } from '../pixels/rgba.ts';
import type { ShippingWorld } from '../ports/shipping.ts';

/** A picture of the art pool with its side record, measured on the files themselves. */
export interface PoolPicture {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly picture: Rgba;
  readonly side: SideRecord;
  readonly sideText: string;
}

type Reader = Pick<ShippingWorld, 'files' | 'sha256' | 'decodePicture'>;

/**
 * Reads a picture and its side record and believes neither: digests of bytes, pixels and sprite table are
 * computed anew, and any contradiction is `side-record-differs`. `null` when one of the two files is missing.
 */
export async function loadPoolPicture(world: Reader, path: string): Promise<Result<PoolPicture | null>> {
  const sidePath = sideRecordPath(path);
  const bytes = await world.files.read(path);
  if (!bytes.ok) return bytes;
  const sideText = await world.files.readText(sidePath);
  if (!sideText.ok) return sideText;
  if (bytes.value === null || sideText.value === null) return ok(null);
  const differs = (fields: readonly string[]): Result<never> =>
    fail(failure('side-record-differs', { path: sidePath, fields }));

  const parsed = parseSideRecord(sideText.value);
  if (!parsed.ok) {
    const told = failure('side-record-differs', { path: sidePath, fields: parsed.faults.map(faultText) });
    return fail(unreadable(sidePath, sideText.value, told));
  }
  const bytesDigest = world.sha256(bytes.value);
  // Bytes that are not the recorded ones need no decoding, and might be anything.
  if (bytesDigest !== parsed.value.bytes) return differs(['bytes']);
  const picture = await world.decodePicture(bytes.value, path);
  if (!picture.ok) return picture;
  const measured: MeasuredPicture = {
    bytes: bytesDigest,
    pixels: world.sha256(pixelBytes(picture.value)),
    width: picture.value.width,
    height: picture.value.height,
  };
  const wrong = sideRecordContradictions(parsed.value, path, measured, world.sha256);
  if (wrong.length > 0) return differs(wrong);
  return ok({
    path,
    bytes: bytes.value,
    picture: picture.value,
    side: parsed.value,
    sideText: sideText.value,
  });
}

/** Reads the frozen picture that a promotion names, and refuses it unless it is exactly what was promoted. */
export async function loadFrozen(world: Reader, promotion: Promotion): Promise<Result<PoolPicture>> {
  const { path, asset_id: assetId } = promotion;
  const loaded = await loadPoolPicture(world, path);
  if (!loaded.ok) {
    const told = loaded.failure;
    return told.kind === 'side-record-differs' && told.fields.join() === 'bytes'
      ? fail(failure('frozen-differs', { path, assetId, fields: ['bytes'] }))
      : loaded;
  }
  if (loaded.value === null) {
    const hasPicture = await world.files.exists(path);
    return fail(failure('frozen-missing', { path: hasPicture ? sideRecordPath(path) : path, assetId }));
  }
  const { side, sideText } = loaded.value;
  const fields = frozenDifferences(promotion, side, world.sha256(sideText));
  return fields.length === 0 ? ok(loaded.value) : fail(failure('frozen-differs', { path, assetId, fields }));
}

/** Fields in which a side record, true to its picture, is not what was promoted. Sorted. */
export function frozenDifferences(
  promotion: Promotion,
  side: SideRecord,
  sideDigest: string,
): readonly string[] {
  const pairs: readonly (readonly [string, string, string])[] = [
    ['bytes', promotion.bytes, side.bytes],
    ['pixels', promotion.pixels, side.pixels],
    ['recipe_digest', promotion.recipe_digest, side.recipe_digest],
    ['recipe_id', promotion.recipe_id, side.recipe_id],
    ['run_id', promotion.run_id, side.run_id],
    ['side_record', promotion.side_record, sideDigest],
    ['sprites', promotion.sprites, side.sprites_digest],
    ['binding_hash', promotion.binding_hash, side.binding_hash],
    ['backend', promotion.backend, side.backend],
    ['kind', promotion.kind, side.kind],
  ];
  return pairs
    .filter(([, promoted, found]) => promoted !== found)
    .map(([field]) => field)
    .sort();
}
