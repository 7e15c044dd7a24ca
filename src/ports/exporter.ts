import type { Atlas } from '../domain/atlas/atlas.ts';

/** A file of a pack. `path` is relative to the age's folder, `[a-z0-9._/-]`. */
export interface EngineFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes an age's atlas in one engine's format. One file under `src/exporters/`, default export, file name =
 * `name`. The version is bumped by hand whenever the same atlas may give other bytes. Pure: sorted keys, LF, no
 * times; names reach the file only as `FrameName`, `AssetId` and `SpriteName`.
 */
export interface Exporter {
  readonly apiVersion: 1;
  readonly name: string;
  readonly version: number;
  readonly title: string;
  /** An atlas without pages gives no files. */
  write(atlas: Atlas): readonly EngineFile[];
}
