import {
  matchFrame,
  parsePoolPath,
  picturePathOf,
  poolFolder,
  poolPlace,
  type Pool,
} from '../domain/candidate/paths.ts';
import { failure } from '../domain/failure.ts';
import type { RecipeId } from '../domain/ids.ts';
import type { Promotion } from '../domain/manifest/promotion.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import { readSideRecord } from './read-side-record.ts';

/** How a person points at a candidate. */
export type CandidateSelection =
  | { readonly by: 'path'; readonly path: string }
  /** At least 8 hex digits of the picture's digest. */
  | { readonly by: 'digest'; readonly prefix: string }
  | {
      readonly by: 'place';
      readonly recipeId: RecipeId;
      /** The binding hash or its beginning, at least one digit. */
      readonly hash: string;
      /** `null`: whichever, as long as there is one. */
      readonly backend: string | null;
      /** A stem, a child number or the beginning of a stem; `null`: whichever, as long as there is one. */
      readonly frame: string | null;
    };

type Reader = Pick<ShippingWorld, 'files' | 'folders'>;

/** Candidates first; frozen ones too, so that a clone without candidates can go back to an earlier frame. */
const pools = ['candidates', 'approved'] as const satisfies readonly Pool[];

/**
 * The path of the picture that is meant. One picture that stands in both pools is the candidate.
 * Fails with `candidate-not-found` or, where several fit, `ambiguous-frame`.
 */
export async function findCandidate(world: Reader, selection: CandidateSelection): Promise<Result<string>> {
  switch (selection.by) {
    case 'path':
      return findByPath(world, selection.path);
    case 'digest':
      return findByDigest(world, selection.prefix);
    case 'place':
      return findByPlace(world, selection);
  }
}

/**
 * The frame that a person names for an asset: a path in the art pool, at least 8 digits of a digest, or a stem, child
 * number or beginning of a stem among the pictures made for the same recipe, levers and backend as what is promoted.
 */
export async function findFrame(
  world: Reader,
  promoted: readonly Promotion[],
  frame: string,
): Promise<Result<CandidateSelection>> {
  if (frame.startsWith('art_pool/')) return ok({ by: 'path', path: frame });
  if (/^[0-9a-f]{8,64}$/.test(frame)) return ok({ by: 'digest', prefix: frame });
  const folders = new Set(
    promoted.flatMap(({ recipe_id: recipeId, binding_hash: hash, backend }) =>
      pools.map((pool) => poolFolder(pool, poolPlace(recipeId, hash, backend))),
    ),
  );
  const near: string[] = [];
  const found = new Map<string, string>();
  for (const folder of folders) {
    const names = await world.files.list(folder);
    if (!names.ok) return names;
    const pictures = names.value
      .map((name) => ({ path: `${folder}/${name}`, stem: parsePoolPath(`${folder}/${name}`)?.stem ?? null }))
      .filter(({ stem }) => stem !== null);
    near.push(...pictures.map(({ stem }) => stem ?? ''));
    const stems = matchFrame(
      frame,
      pictures.map(({ stem }) => stem ?? ''),
    );
    for (const { path } of pictures.filter(({ stem }) => stems.includes(stem ?? ''))) {
      const side = await readSideRecord(world.files, path);
      if (!side.ok) return side;
      // One picture in both pools is one frame.
      if (side.value !== null && !found.has(side.value.bytes)) found.set(side.value.bytes, path);
    }
  }
  const chosen = chooseOne(frame, [...found.values()].sort());
  if (chosen.ok) return ok({ by: 'path', path: chosen.value });
  return found.size === 0 ? notFound(frame, [...new Set(near)].sort().slice(0, 8)) : chosen;
}

const notFound = (wanted: string, near: readonly string[] = []): Result<never> =>
  fail(failure('candidate-not-found', { wanted, near }));

async function findByPath(world: Reader, path: string): Promise<Result<string>> {
  const place = parsePoolPath(path);
  if (place === null || place.pool === 'concepts') return notFound(path);
  return (await world.files.exists(path)) ? ok(path) : notFound(path);
}

function chooseOne(wanted: string, paths: readonly string[]): Result<string> {
  const [first, second] = paths;
  if (first === undefined) return notFound(wanted);
  return second === undefined ? ok(first) : fail(failure('ambiguous-frame', { wanted, frames: paths }));
}

async function findByDigest(world: Reader, prefix: string): Promise<Result<string>> {
  const found = new Map<string, string>();
  const add = (digest: string, path: string): void => {
    if (digest.startsWith(prefix) && !found.has(digest)) found.set(digest, path);
  };
  if (!/^[0-9a-f]{8,64}$/.test(prefix)) return notFound(prefix);
  for (const pool of pools) {
    const tree = await world.folders.tree(`art_pool/${pool}`);
    if (!tree.ok) return tree;
    for (const name of tree.value) {
      const path = picturePathOf(`art_pool/${pool}/${name}`);
      if (!name.endsWith('.json') || parsePoolPath(path) === null) continue;
      const side = await readSideRecord(world.files, path);
      if (!side.ok) return side;
      if (side.value !== null) add(side.value.bytes, path);
    }
  }
  return chooseOne(prefix, [...found.values()].sort());
}

async function findByPlace(
  world: Reader,
  { recipeId, hash, backend, frame }: Extract<CandidateSelection, { by: 'place' }>,
): Promise<Result<string>> {
  const wanted = [recipeId, hash, backend, frame === null ? null : `frame ${frame}`]
    .filter((part) => part !== null)
    .join(' ');
  if (!/^[0-9a-f]{1,64}$/.test(hash)) return notFound(wanted);
  const near: string[] = [];
  for (const pool of pools) {
    const root = `art_pool/${pool}/${recipeId}`;
    const tree = await world.folders.tree(root);
    if (!tree.ok) return tree;
    const places = tree.value
      .map((name) => ({ path: `${root}/${name}`, place: parsePoolPath(`${root}/${name}`) }))
      .flatMap(({ path, place }) => (place === null ? [] : [{ path, place }]));
    const fitting = places.filter(
      ({ place }) =>
        (place.hash16.startsWith(hash) || hash.startsWith(place.hash16)) &&
        (backend === null || place.backend === backend),
    );
    const stems = new Set(
      frame === null
        ? fitting.map(({ place }) => place.stem)
        : matchFrame(frame, [...new Set(fitting.map(({ place }) => place.stem))]),
    );
    const chosen = fitting.filter(({ place }) => stems.has(place.stem)).map(({ path }) => path);
    if (chosen.length > 0) return chooseOne(wanted, chosen);
    near.push(...(fitting.length > 0 ? fitting : places).map(({ path }) => path));
  }
  return notFound(wanted, near.slice(0, 8));
}
