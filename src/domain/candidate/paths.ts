import { hash16, isRecipeId, type BindingHash, type Digest, type PluginName, type RecipeId } from '../ids.ts';

/** The three parts of the art pool. Only `approved` is for git; it is frozen. */
export type Pool = 'concepts' | 'candidates' | 'approved';

/** Where the candidates of one recipe, binding and backend lie. */
export interface PoolPlace {
  readonly recipe_id: RecipeId;
  /** First 16 hex digits of the binding hash. */
  readonly hash16: string;
  readonly backend: PluginName;
}

/** What the path of a picture in the art pool says. Only a name: the side record holds the facts. */
export interface PoolPath extends PoolPlace {
  readonly pool: Pool;
  readonly child_index: number;
  /** The frame: the file's stem as text, `000` or `000-1a2b3c4d`. */
  readonly stem: string;
  /** First 8 hex digits of the file's digest, where the stem has them. */
  readonly digest8: string | null;
}

export const maxChildIndex = 999;

const poolPattern =
  /^art_pool\/(concepts|candidates|approved)\/([^/]+)\/([0-9a-f]{16})\/([a-z][a-z0-9-]{0,31})\/(([0-9]{3})(?:-([0-9a-f]{8}))?)\.png$/;

const child3 = (childIndex: number): string => {
  if (!Number.isInteger(childIndex) || childIndex < 0 || childIndex > maxChildIndex)
    throw new Error('a child index is a whole number from 0 to 999');
  return String(childIndex).padStart(3, '0');
};

export const poolPlace = (recipeId: RecipeId, bindingHash: BindingHash, backend: PluginName): PoolPlace => ({
  recipe_id: recipeId,
  hash16: hash16(bindingHash),
  backend,
});

/** @example poolFolder('approved', place) // 'art_pool/approved/viking.character.raider.v1/a22d2e3975203893/procedural' */
export const poolFolder = (pool: Pool, place: PoolPlace): string =>
  `art_pool/${pool}/${place.recipe_id}/${place.hash16}/${place.backend}`;

/** Where the first bytes of a child go. */
export const firstPath = (pool: Exclude<Pool, 'approved'>, place: PoolPlace, childIndex: number): string =>
  `${poolFolder(pool, place)}/${child3(childIndex)}.png`;

/** Where later, other bytes of the same child go: nothing is overwritten. */
export const laterPath = (
  pool: Exclude<Pool, 'approved'>,
  place: PoolPlace,
  childIndex: number,
  bytes: Digest,
): string => `${poolFolder(pool, place)}/${child3(childIndex)}-${bytes.slice(0, 8)}.png`;

/** Where a promoted picture is frozen. The digest is in the name, so another promotion is another file. */
export const approvedPath = (place: PoolPlace, childIndex: number, bytes: Digest): string =>
  `${poolFolder('approved', place)}/${child3(childIndex)}-${bytes.slice(0, 8)}.png`;

/** The side record beside a picture: the same name with `.json`. */
export const sideRecordPath = (picturePath: string): string => picturePath.replace(/\.png$/, '.json');

/** The picture beside a side record. */
export const picturePathOf = (sideRecord: string): string => sideRecord.replace(/\.json$/, '.png');

/**
 * Where a vendor's untouched file is kept: `.raw/` beside the picture, under the picture's stem.
 * `extension` without a dot, `[a-z0-9]{1,8}`.
 */
export function rawPath(picturePath: string, extension: string): string {
  if (!/^[a-z0-9]{1,8}$/.test(extension)) throw new Error('not a file extension');
  const slash = picturePath.lastIndexOf('/');
  const stem = picturePath.slice(slash + 1).replace(/\.png$/, '');
  return `${picturePath.slice(0, slash)}/.raw/${stem}.${extension}`;
}

/** Reads a path of the art pool back; `null` for anything else. Every path made here comes back equal. */
export function parsePoolPath(path: string): PoolPath | null {
  const match = poolPattern.exec(path);
  if (match === null) return null;
  const [, pool, recipeId = '', hash = '', backend = '', stem = '', child = '', digest8] = match;
  if (!isRecipeId(recipeId)) return null;
  if (pool === 'approved' && digest8 === undefined) return null;
  return {
    pool: pool as Pool,
    recipe_id: recipeId,
    hash16: hash,
    backend,
    child_index: Number(child),
    stem,
    digest8: digest8 ?? null,
  };
}

/** A frame as people call it, `000-1a2b3c4d`; a path that is none of the art pool, as it stands. */
export const frameName = (path: string): string => parsePoolPath(path)?.stem ?? path;

/**
 * The stems that a typed frame may mean, best first rule alone: the exact stem; else the plain child number
 * (`0` and `00` mean `000`); else every stem of that child; else every stem that it begins.
 *
 * @example matchFrame('0', ['000', '001']) // ['000']
 */
export function matchFrame(typed: string, stems: readonly string[]): readonly string[] {
  if (stems.includes(typed)) return [typed];
  if (/^[0-9]{1,3}$/.test(typed)) {
    const child = child3(Number(typed));
    // `000` beside `000-1a2b3c4d` are two frames of one child: choosing between them is the person's business.
    return stems.filter((stem) => stem === child || stem.startsWith(`${child}-`)).sort();
  }
  return typed === '' ? [] : stems.filter((stem) => stem.startsWith(typed)).sort();
}
