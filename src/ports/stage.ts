import type { Json } from '../domain/canonical-json.ts';
import type { Sprite } from '../domain/candidate/sprite.ts';
import type { FieldTable } from '../domain/recipe/field.ts';
import type { Result } from '../domain/result.ts';
import type { Rgba } from '../pixels/rgba.ts';

/** A candidate on its way through the post stages. */
export interface Workpiece {
  readonly picture: Rgba;
  readonly sprites: readonly Sprite[];
}

export interface StageFiles {
  /** Text of a file that the recipe names; workers read it from the run folder, never from `content/`. */
  text(path: string): string | null;
}

/**
 * A post stage: one pure unit of work over pixels. One file under `src/stages/`, default export, file name = `name`.
 * The version is bumped by hand whenever the same input may give another result; a golden test watches it.
 */
export interface Stage {
  readonly apiVersion: 1;
  readonly name: string;
  readonly version: number;
  readonly title: string;
  readonly params: FieldTable;
  /** Locked fields that it reads; they enter the fingerprint. */
  readonly readsLocked: readonly string[];
  run(
    piece: Workpiece,
    params: { readonly [name: string]: Json },
    locked: { readonly [name: string]: Json },
    files: StageFiles,
  ): Result<Workpiece>;
}
