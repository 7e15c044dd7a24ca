import { parseSpriteTable } from '../domain/candidate/side-record.ts';
import { spritesDigest, type Sprite } from '../domain/candidate/sprite.ts';
import type { Digest, RunId, Sha256 } from '../domain/ids.ts';
import { spriteTableOf, type StageManifest, type StageOutput } from '../domain/run/stage-manifest.ts';
import type { Rgba } from '../pixels/rgba.ts';
import type { ProjectFiles } from '../ports/files.ts';
import type { PictureDecoder } from '../ports/picture-decoder.ts';
import type { BlobStore } from '../ports/store.ts';

export interface RecordedBytesDeps {
  readonly files: ProjectFiles;
  readonly blobs: BlobStore;
  readonly decoder: PictureDecoder;
  readonly sha256: Sha256;
}

/** A finished stage and where its outputs lie. */
export interface RecordedStage {
  readonly folder: string;
  readonly manifest: StageManifest;
}

/** One picture with its sprite table, as stages hand it on. */
export interface Piece {
  readonly picture: Rgba;
  readonly pixels: Digest;
  readonly sprites: readonly Sprite[];
  readonly spritesDigest: Digest;
}

export const outputPath = (run: RunId, folder: string, name: string): string =>
  `runs/${run}/stages/${folder}/out/${name}`;

/** Bytes of a stage's output from the store, else from the run folder. Believed by their digest only. */
export async function recordedBytes(
  deps: RecordedBytesDeps,
  run: RunId,
  folder: string,
  output: Pick<StageOutput, 'name' | 'bytes'>,
): Promise<Uint8Array | null> {
  const blob = await deps.blobs.read(output.bytes);
  if (blob.ok) return blob.value;
  const file = await deps.files.read(outputPath(run, folder, output.name));
  return file.ok && file.value !== null && deps.sha256(file.value) === output.bytes ? file.value : null;
}

/** The pieces of a finished stage; `null` where any of their bytes is nowhere. */
export async function recordedPieces(
  deps: RecordedBytesDeps,
  run: RunId,
  { folder, manifest }: RecordedStage,
): Promise<readonly Piece[] | null> {
  const pieces: Piece[] = [];
  for (const output of manifest.outputs.filter(({ name }) => name.endsWith('.png'))) {
    const table = spriteTableOf(manifest.outputs, output);
    if (table === undefined || output.pixels === null) return null;
    const bytes = await recordedBytes(deps, run, folder, output);
    const text = await recordedBytes(deps, run, folder, table);
    const sprites = text === null ? null : parseSpriteTable(new TextDecoder().decode(text));
    if (bytes === null || sprites === null) return null;
    const picture = await deps.decoder.decode(bytes, outputPath(run, folder, output.name));
    if (!picture.ok) return null;
    pieces.push({
      picture: picture.value,
      pixels: output.pixels,
      sprites,
      spritesDigest: spritesDigest(sprites, deps.sha256),
    });
  }
  return pieces;
}
