import type { Json } from '../canonical-json.ts';
import { type FailureOf, failure } from '../failure.ts';
import type { Drift } from '../failures/recipe.ts';
import { type Digest, isDigest, isRecipeId, type RecipeId } from '../ids.ts';
import { unreadable } from '../newer-file.ts';
import { isProjectPath } from '../project-path.ts';
import { fail, ok, type Result } from '../result.ts';
import { type JsonSource, parseJson } from '../source/parse-json.ts';
import { checkFields, wrongType } from './check-fields.ts';
import { type Fault, inReadingOrder, isObject, keyFault, quoted, toDiagnostic, valueFault } from './fault.ts';
import type { FieldTable } from './field.ts';

/** What a recipe was at its first use: digests of its bytes and of every file that it names. */
export interface RecipeLock {
  readonly schema_version: 1;
  readonly recipe_id: RecipeId;
  readonly digest: Digest;
  /** Path relative to the project -> digest of the file's bytes, in code-unit order. */
  readonly files: { readonly [path: string]: Digest };
}

/** What is on disk now; `null` for a file that is gone. */
export interface LockedFiles {
  readonly digest: Digest | null;
  readonly files: { readonly [path: string]: Digest | null };
}

export const recipePath = (id: RecipeId): string => `content/recipes/${id}.json`;
export const lockPath = (id: RecipeId): string => `content/recipes/lock/${id}.json`;

export function makeLock(
  id: RecipeId,
  digest: Digest,
  files: { readonly [path: string]: Digest },
): RecipeLock {
  const sorted = Object.keys(files)
    .sort()
    .map((path) => [path, files[path] as Digest]);
  return { schema_version: 1, recipe_id: id, digest, files: Object.fromEntries(sorted) };
}

/** The lock as its file holds it: two spaces, sorted paths, one line end at the end. Equal locks, equal bytes. */
export const lockText = (lock: RecipeLock): string =>
  `${JSON.stringify(makeLock(lock.recipe_id, lock.digest, lock.files), null, 2)}\n`;

const digestRule = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;
const lockFields: FieldTable = {
  schema_version: { rule: { type: 'integer', min: 1, max: 1 }, required: true, doc: '1' },
  recipe_id: { rule: { type: 'string' }, required: true, doc: 'the recipe that is locked' },
  digest: { rule: digestRule, required: true, doc: 'SHA-256 of the recipe file' },
  files: { rule: { type: 'map', values: digestRule }, required: true, doc: 'path -> SHA-256' },
};

/** Reads the lock of a recipe. A file that is no lock, or another recipe's, is `content-invalid`. */
export function parseLock(id: RecipeId, text: string): Result<RecipeLock> {
  const file = lockPath(id);
  const source = parseJson(file, text);
  if (!source.ok) return fail(failure('content-invalid', { file, diagnostics: source.diagnostics }));
  const faults = lockFaults(source.value, id);
  if (faults.length > 0) return fail(unreadable(file, text, invalid(source, faults)));
  const value = source.value as unknown as RecipeLock;
  return ok(makeLock(id, value.digest, value.files));
}

function lockFaults(value: Json, id: RecipeId): readonly Fault[] {
  if (!isObject(value)) return [wrongType('an object', value, [])];
  const faults = [...checkFields(value, lockFields, [])];
  const { recipe_id: found, files } = value;
  if (typeof found === 'string' && found !== id) {
    const message = isRecipeId(found)
      ? `This is the lock of ${found}, not of ${id}.`
      : `${quoted(found)} is not a recipe id.`;
    faults.push(valueFault('lock-of-another', ['recipe_id'], message));
  }
  for (const path of isObject(files) ? Object.keys(files) : []) {
    if (isProjectPath(path)) continue;
    faults.push(
      keyFault('path-outside-project', ['files', path], `${quoted(path)} is not a path inside the project.`),
    );
  }
  return faults;
}

const invalid = (source: JsonSource, faults: readonly Fault[]): FailureOf<'content-invalid'> =>
  failure('content-invalid', {
    file: source.file,
    diagnostics: inReadingOrder(faults.map((fault) => toDiagnostic(fault, source))),
  });

/**
 * What differs between a lock and the files on disk: the recipe first, then the files in code-unit order.
 * A file that the recipe names and the lock does not hold is drift too.
 */
export function checkLock(lock: RecipeLock, actual: LockedFiles): readonly Drift[] {
  const was = new Map<string, Digest>(Object.entries(lock.files));
  const is = new Map<string, Digest | null>(Object.entries(actual.files));
  const paths = [...new Set([...was.keys(), ...is.keys()])].sort();
  return [
    compare(recipePath(lock.recipe_id), lock.digest, actual.digest),
    ...paths.map((path) => compare(path, was.get(path) ?? null, is.get(path) ?? null)),
  ].filter((drift) => drift !== null);
}

function compare(path: string, was: Digest | null, is: Digest | null): Drift | null {
  if (was === is) return null;
  if (was === null) return { path, change: 'not-in-lock', was, is };
  return { path, change: is === null || !isDigest(is) ? 'missing' : 'changed', was, is };
}
