import { firstPath, laterPath, poolPlace, rawPath, sideRecordPath } from '../domain/candidate/paths.ts';
import { parseSideRecord, sideRecordText, type SideRecord } from '../domain/candidate/side-record.ts';
import { failure } from '../domain/failure.ts';
import type { Fingerprint, Sha256 } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { RunCell, RunRecord } from '../domain/run/run-record.ts';
import { withSelfDigest } from '../domain/run/self-digest.ts';
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
  const { piece } = art;
  const bytes = await deps.blobs.read(piece.picture.bytes);
  if (!bytes.ok) return bytes;
  const rawBytes = piece.raw === null ? null : await deps.blobs.read(piece.raw.bytes);
  if (rawBytes !== null && !rawBytes.ok) return rawBytes;

  for (const path of placesFor(deps.sha256, art)) {
    const raw =
      piece.raw === null ? null : rawPath(path, piece.raw.media_type === 'image/png' ? 'png' : 'bin');
    const side = sideRecordOf(art, raw);
    const there = await isOurs(deps.files, path, side);
    if (!there.ok) return there;
    // An earlier run made something else in this place.
    if (there.value === false) continue;
    const published = await publishAll(deps.files, [
      [path, bytes.value],
      ...(raw === null || rawBytes === null ? [] : [[raw, rawBytes.value] as const]),
      // Last, once: it tells of the run that first made these bytes, and an earlier one stays.
      ...(there.value === true
        ? []
        : [[sideRecordPath(path), withSelfDigest(sideRecordText(side), deps.sha256)] as const]),
    ]);
    if (published.ok) return ok(storedAs(art, side, path));
    if (published.failure.kind !== 'file-differs') return published;
    // Somebody was here between our look and our writing. If it was the same thing, all is well.
    const now = await isOurs(deps.files, path, side);
    if (!now.ok) return now;
    if (now.value === true) return ok(storedAs(art, side, path));
  }
  return fail(failure('file-differs', { path: placesFor(deps.sha256, art)[0] }));
}

/**
 * Where a picture may go so that it contradicts nothing that is there: under the child's number, else under the digest
 * of the bytes, else (the same bytes with another sprite table or recipe, such as a draft that was locked since) under
 * a digest of all three.
 */
function placesFor(
  sha256: Sha256,
  { record, cell, pool, backend, piece }: ArtToStore,
): readonly [string, string, string] {
  const place = poolPlace(record.recipe.recipe_id, cell.binding_hash, backend);
  const digest = piece.picture.bytes;
  const whole = sha256(`${digest} ${piece.spritesDigest} ${record.recipe.digest}`);
  return [
    firstPath(pool, place, cell.child_index),
    laterPath(pool, place, cell.child_index, digest),
    laterPath(pool, place, cell.child_index, whole),
  ];
}

/** Whether the side record of a place tells of the same thing; `null` when there is none yet. */
async function isOurs(files: ProjectFiles, path: string, side: SideRecord): Promise<Result<boolean | null>> {
  const text = await files.readText(sideRecordPath(path));
  if (!text.ok) return text;
  if (text.value === null) return ok(null);
  const there = parseSideRecord(text.value);
  return ok(
    there.ok &&
      there.value.bytes === side.bytes &&
      there.value.sprites_digest === side.sprites_digest &&
      there.value.recipe_digest === side.recipe_digest,
  );
}

async function publishAll(
  files: ProjectFiles,
  all: readonly (readonly [path: string, bytes: Uint8Array | string])[],
): Promise<Result<void>> {
  for (const [path, bytes] of all) {
    const published = await files.publish(path, bytes);
    if (!published.ok) return published;
  }
  return ok(undefined);
}

function sideRecordOf(art: ArtToStore, raw: string | null): SideRecord {
  const { record, cell, piece } = art;
  const { pixels, width, height } = piece.picture;
  if (pixels === null || width === null || height === null) throw new Error('a piece without pixels');
  return {
    schema_version: 1,
    recipe_id: record.recipe.recipe_id,
    recipe_digest: record.recipe.digest,
    binding: cell.binding,
    binding_hash: cell.binding_hash,
    kind: record.recipe.kind,
    backend: art.backend,
    child_index: cell.child_index,
    seed: cell.seed,
    phase: art.pool === 'concepts' ? 'concept' : 'final',
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
}

const storedAs = ({ cell }: ArtToStore, side: SideRecord, path: string): StoredCandidate => ({
  childIndex: cell.child_index,
  digest: side.bytes,
  pixels: side.pixels,
  sprites: side.sprites_digest,
  path,
});
