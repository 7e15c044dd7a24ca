import { firstPath, laterPath, poolPlace, rawPath, sideRecordPath } from '../domain/candidate/paths.ts';
import { parseSideRecord, sideRecordText, type SideRecord } from '../domain/candidate/side-record.ts';
import { failure } from '../domain/failure.ts';
import type { Fingerprint, Sha256 } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { RunCell, RunRecord } from '../domain/run/run-record.ts';
import type { ProjectFiles } from '../ports/files.ts';
import type { BlobStore } from '../ports/store.ts';
import type { StoredCandidate } from '../ports/worker-queue.ts';
import type { StoredPiece } from './run-stage.ts';

export interface ArtToStore {
  readonly record: RunRecord;
  readonly cell: RunCell;
  readonly pool: 'concepts' | 'candidates';
  /** The backend that made it: the concept backend for concepts. */
  readonly backend: string;
  readonly piece: StoredPiece;
  readonly stages: readonly { readonly stage: string; readonly fingerprint: Fingerprint }[];
  readonly prompt: string | null;
  readonly model: string | null;
  /** Whether the backend's pictures count as made with generative AI. */
  readonly ai: 'generated' | 'none';
}

/**
 * Puts a picture into the art pool: the first bytes of a child under its number, later other bytes beside them under
 * their digest. The side record is written last, once, and tells of the run that first made these bytes.
 */
export async function storeArt(
  deps: { readonly files: ProjectFiles; readonly blobs: BlobStore; readonly sha256: Sha256 },
  art: ArtToStore,
): Promise<Result<StoredCandidate>> {
  const { record, cell, pool, piece } = art;
  const bytes = await deps.blobs.read(piece.picture.bytes);
  if (!bytes.ok) return bytes;
  const found = await placeFor(deps, art, bytes.value);
  if (!found.ok) return found;
  const path = found.value;
  let raw: string | null = null;
  if (piece.raw !== null) {
    const rawBytes = await deps.blobs.read(piece.raw.bytes);
    if (!rawBytes.ok) return rawBytes;
    raw = rawPath(path, piece.raw.media_type === 'image/png' ? 'png' : 'bin');
    const kept = await deps.files.publish(raw, rawBytes.value);
    if (!kept.ok) return kept;
  }

  const { pixels, width, height } = piece.picture;
  if (pixels === null || width === null || height === null) throw new Error('a piece without pixels');
  const side: SideRecord = {
    schema_version: 1,
    recipe_id: record.recipe.recipe_id,
    recipe_digest: record.recipe.digest,
    binding: cell.binding,
    binding_hash: cell.binding_hash,
    kind: record.recipe.kind,
    backend: art.backend,
    child_index: cell.child_index,
    seed: cell.seed,
    phase: pool === 'concepts' ? 'concept' : 'final',
    bytes: piece.picture.bytes,
    pixels,
    width,
    height,
    sprites: piece.sprites,
    sprites_digest: piece.spritesDigest,
    prompt: art.prompt,
    model: art.model,
    run_id: record.run_id,
    stages: art.stages,
    raw,
    ai: art.ai,
  };
  const sidePath = sideRecordPath(path);
  // An earlier run made the same thing: its record tells of the origin and stays.
  if (!(await deps.files.exists(sidePath))) {
    const written = await deps.files.publish(sidePath, sideRecordText(side));
    if (!written.ok && written.failure.kind !== 'file-differs') return written;
  }
  return ok({
    childIndex: cell.child_index,
    digest: piece.picture.bytes,
    pixels,
    sprites: piece.spritesDigest,
    path,
  });
}

/**
 * Publishes the picture where neither it nor its side record would contradict what is there: under the child's
 * number, else under the digest of the bytes, else (the same bytes with another sprite table or recipe, such as a
 * draft that was locked since) under a digest of all three.
 */
async function placeFor(
  deps: { readonly files: ProjectFiles; readonly sha256: Sha256 },
  art: ArtToStore,
  bytes: Uint8Array,
): Promise<Result<string>> {
  const { record, cell, pool, piece } = art;
  const place = poolPlace(record.recipe.recipe_id, cell.binding_hash, art.backend);
  const digest = piece.picture.bytes;
  const whole = deps.sha256(`${digest} ${piece.spritesDigest} ${record.recipe.digest}`);
  const choices = [
    firstPath(pool, place, cell.child_index),
    laterPath(pool, place, cell.child_index, digest),
    laterPath(pool, place, cell.child_index, whole),
  ];
  let last: Result<void> = ok(undefined);
  for (const path of choices) {
    const side = await deps.files.readText(sideRecordPath(path));
    if (!side.ok) return side;
    if (side.value !== null) {
      const parsed = parseSideRecord(side.value);
      const isSame =
        parsed.ok &&
        parsed.value.bytes === digest &&
        parsed.value.sprites_digest === piece.spritesDigest &&
        parsed.value.recipe_digest === record.recipe.digest;
      if (!isSame) continue;
    }
    last = await deps.files.publish(path, bytes);
    if (last.ok) return ok(path);
    if (last.failure.kind !== 'file-differs') return last;
  }
  return last.ok ? fail(failure('file-differs', { path: choices[0] as string })) : last;
}
