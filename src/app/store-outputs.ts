import { pixelsDigest } from '../domain/candidate/pixels-digest.ts';
import type { Sprite } from '../domain/candidate/sprite.ts';
import type { Sha256 } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import type { StageOutput } from '../domain/run/stage-manifest.ts';
import { encodePng } from '../pixels/png.ts';
import type { Rgba } from '../pixels/rgba.ts';
import type { VendorFile } from '../ports/backend.ts';
import type { BlobStore } from '../ports/store.ts';
import { tableText } from './sprite-table.ts';

/** What executing a stage gives: pictures, or of a call the vendor's files. */
export interface Executed {
  readonly pieces: readonly {
    readonly picture: Rgba;
    readonly sprites: readonly Sprite[];
    readonly raw: VendorFile | null;
  }[];
  readonly files: readonly VendorFile[];
  readonly model: string | null;
}

/** A file that a stage gives, before it is in the store. */
interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** What it shows; `null` for what is not a picture of ours. */
  readonly picture: Rgba | null;
}

/** The files of what was executed: `000.png`, its sprite table `000.json`, and the vendor's file `000.raw`. */
export function* filesOf({ pieces, files }: Executed): Generator<GivenFile> {
  for (const [k, { picture, sprites, raw }] of pieces.entries()) {
    const stem = stemOf(k);
    yield { name: `${stem}.png`, bytes: encodePng(picture), mediaType: 'image/png', picture };
    const table = new TextEncoder().encode(tableText(sprites));
    yield { name: `${stem}.json`, bytes: table, mediaType: 'application/json', picture: null };
    if (raw !== null) yield { ...raw, name: `${stem}.raw`, picture: null };
  }
  for (const [k, file] of files.entries()) yield { ...file, name: `${stemOf(k)}.raw`, picture: null };
}

const stemOf = (k: number): string => String(k).padStart(3, '0');

/** Puts what was executed into the store. Gives the record and the bytes of each file. */
export async function storeOutputs(
  deps: { readonly blobs: Pick<BlobStore, 'put'>; readonly sha256: Sha256 },
  executed: Executed,
): Promise<Result<{ outputs: readonly StageOutput[]; bytes: ReadonlyMap<string, Uint8Array> }>> {
  const outputs: StageOutput[] = [];
  const all = new Map<string, Uint8Array>();
  for (const { name, bytes, mediaType, picture } of filesOf(executed)) {
    const put = await deps.blobs.put(bytes);
    if (!put.ok) return put;
    all.set(name, bytes);
    outputs.push({
      name,
      bytes: put.value,
      pixels: picture === null ? null : pixelsDigest(picture, deps.sha256),
      size: bytes.length,
      media_type: mediaType,
      width: picture?.width ?? null,
      height: picture?.height ?? null,
    });
  }
  return ok({ outputs, bytes: all });
}
