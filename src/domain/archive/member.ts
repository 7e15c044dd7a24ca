import { parsePoolPath, type PoolPath } from '../candidate/paths.ts';
import { isDigest, isRecipeId, type Digest, type RunId } from '../ids.ts';
import { isProjectPath } from '../project-path.ts';
import { runSealName } from '../run/seal.ts';

/** What a file in an archive is, by its path in the project. */
export type Member =
  | { readonly kind: 'run-record' }
  | { readonly kind: 'seal' }
  | { readonly kind: 'input'; readonly digest: Digest }
  | { readonly kind: 'stage-manifest'; readonly folder: string }
  | { readonly kind: 'stage-output'; readonly folder: string; readonly name: string }
  | { readonly kind: 'decision'; readonly id: Digest }
  | { readonly kind: 'reviewers' }
  | { readonly kind: 'recipe-lock' }
  | { readonly kind: 'picture'; readonly place: PoolPath }
  | { readonly kind: 'side-record'; readonly place: PoolPath }
  | { readonly kind: 'raw' };

const stagePattern =
  /^stages\/([0-9a-f]{16}\.[0-9]{3}\.[0-9]{2}-[a-z][a-z0-9-]{0,31}\.[a-z][a-z0-9-]{0,31})\/(?:(manifest\.json)|out\/([a-z0-9][a-z0-9_-]{0,31}\.[a-z0-9]{1,8}))$/;
const rawPattern =
  /^art_pool\/(?:concepts|candidates)\/[a-z0-9._-]{1,128}\/[0-9a-f]{16}\/[a-z][a-z0-9-]{0,31}\/\.raw\/[0-9]{3}(?:-[0-9a-f]{8})?\.[a-z0-9]{1,8}$/;

/** What a path is in an archive of a run; `null` for what belongs into none. */
export function memberOf(path: string, run: RunId): Member | null {
  if (!isProjectPath(path)) return null;
  const prefix = `runs/${run}/`;
  if (path.startsWith(prefix)) return runMember(path.slice(prefix.length));
  if (path === 'content/reviewers.json') return { kind: 'reviewers' };
  const [, decision = ''] = /^content\/decisions\/([^/]+)\.json$/.exec(path) ?? [];
  if (isDigest(decision)) return { kind: 'decision', id: decision };
  const [, recipe = ''] = /^content\/recipes\/lock\/([^/]+)\.json$/.exec(path) ?? [];
  if (isRecipeId(recipe)) return { kind: 'recipe-lock' };
  const place = parsePoolPath(path) ?? parsePoolPath(path.replace(/\.json$/, '.png'));
  // Frozen art is chosen in one project for its own assets: a run does not carry it along.
  if (place !== null && place.pool !== 'approved')
    return { kind: path.endsWith('.png') ? 'picture' : 'side-record', place };
  return rawPattern.test(path) ? { kind: 'raw' } : null;
}

function runMember(path: string): Member | null {
  if (path === 'run.json') return { kind: 'run-record' };
  if (path === runSealName) return { kind: 'seal' };
  const [, input = ''] = /^inputs\/([^/]+)$/.exec(path) ?? [];
  if (isDigest(input)) return { kind: 'input', digest: input };
  const [, folder = '', manifest, name] = stagePattern.exec(path) ?? [];
  if (manifest !== undefined) return { kind: 'stage-manifest', folder };
  return name === undefined ? null : { kind: 'stage-output', folder, name };
}

/** Names that some file system takes for one: other letters, or another spelling in Unicode. */
export const foldedName = (name: string): string => name.normalize('NFC').toLowerCase().normalize('NFC');
