import { poolFolder, type Pool, type PoolPlace } from '../domain/candidate/paths.ts';
import { parseSideRecord } from '../domain/candidate/side-record.ts';
import type { Digest, RunId, Sha256 } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import type { StageOutput } from '../domain/run/stage-manifest.ts';
import type { ProjectFiles } from '../ports/files.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { BlobStore } from '../ports/store.ts';
import { tableText } from './sprite-table.ts';

export interface RestoreDeps {
  readonly runs: Pick<RunFolders, 'list' | 'readOutput'>;
  readonly files: Pick<ProjectFiles, 'list' | 'read' | 'readText'>;
  readonly blobs: Pick<BlobStore, 'put'>;
  readonly sha256: Sha256;
}

/** Where copies of a stage's outputs may lie, besides the store. */
export interface Whereabouts {
  /** Stage folders that are known to have had them, in the order to look. */
  readonly stages: readonly { readonly run: RunId; readonly folder: string }[];
  readonly pool: PoolPlace;
}

export interface Copy {
  readonly bytes: Uint8Array;
  /** Relative to the project. */
  readonly path: string;
}

/** What was found, by digest. */
export type Copies = ReadonlyMap<Digest, Copy>;

const pools: readonly Pool[] = ['candidates', 'concepts', 'approved'];

/**
 * Looks for bytes that the store has lost: in the stage folders that are named, in the art pool, and in every other
 * run under the same folder name. Each file is believed only when it has the digest. `null` when any is nowhere.
 * Writes nothing.
 */
export async function findCopies(
  deps: RestoreDeps,
  lost: readonly Pick<StageOutput, 'name' | 'bytes'>[],
  where: Whereabouts,
): Promise<Copies | null> {
  const missing = new Map(lost.map(({ bytes, name }) => [bytes, name]));
  const found = new Map<Digest, Copy>();
  const offer = (bytes: Uint8Array | null, path: string): void => {
    if (bytes === null) return;
    const digest = deps.sha256(bytes);
    if (missing.delete(digest)) found.set(digest, { bytes, path });
  };
  const lookIn = async (run: RunId, folder: string): Promise<void> => {
    for (const name of [...missing.values()]) {
      // What cannot be read is no copy: a link that leads out, a folder without rights.
      const read = await deps.runs.readOutput(run, folder, name);
      if (read.ok) offer(read.value, `runs/${run}/stages/${folder}/out/${name}`);
    }
  };
  for (const { run, folder } of where.stages) {
    if (missing.size === 0) return found;
    await lookIn(run, folder);
  }
  for (const pool of pools) {
    if (missing.size === 0) return found;
    await lookInPool(deps, poolFolder(pool, where.pool), offer);
  }
  const runs = missing.size === 0 ? null : await deps.runs.list();
  for (const run of runs?.ok === true ? [...runs.value].reverse() : []) {
    for (const folder of new Set(where.stages.map((stage) => stage.folder))) {
      if (missing.size > 0) await lookIn(run, folder);
    }
  }
  return missing.size === 0 ? found : null;
}

/** Pictures and vendors' files by their bytes; sprite tables as side records have them. */
async function lookInPool(
  { files }: RestoreDeps,
  folder: string,
  offer: (bytes: Uint8Array | null, path: string) => void,
): Promise<void> {
  for (const place of [folder, `${folder}/.raw`]) {
    const names = await files.list(place);
    for (const name of names.ok ? names.value : []) {
      const path = `${place}/${name}`;
      if (!name.endsWith('.json')) {
        const bytes = await files.read(path);
        if (bytes.ok) offer(bytes.value, path);
        continue;
      }
      const text = await files.readText(path);
      const side = text.ok && text.value !== null ? parseSideRecord(text.value) : null;
      if (side?.ok === true) offer(new TextEncoder().encode(tableText(side.value.sprites)), path);
    }
  }
}

/** Puts copies back into the store. A damaged blob in their place is set aside. */
export async function putBack(deps: Pick<RestoreDeps, 'blobs'>, copies: Copies): Promise<Result<void>> {
  for (const { bytes } of copies.values()) {
    const put = await deps.blobs.put(bytes);
    if (!put.ok) return put;
  }
  return ok(undefined);
}
