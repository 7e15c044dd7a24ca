import { describe, expect, it } from 'vitest';
import { failure, tell } from '../failure.ts';
import { asDigest, type RecipeId } from '../ids.ts';
import { checkLock, lockPath, lockText, makeLock, parseLock } from './lock.ts';

const id = 'iron.character.skald.v1' as RecipeId;
const a = asDigest('a'.repeat(64));
const b = asDigest('b'.repeat(64));
const c = asDigest('c'.repeat(64));
const lock = makeLock(id, a, { 'z.hex': b, 'content/w.json': c });

const codes = (text: string): string[] => {
  const read = parseLock(id, text);
  if (read.ok || read.failure.kind !== 'content-invalid') throw new Error('read');
  return read.failure.diagnostics.map((d) => d.code);
};

describe('a lock', () => {
  it('is written with sorted paths, the same bytes every time, and read back', () => {
    expect(lockText(lock)).toBe(
      `{\n  "schema_version": 1,\n  "recipe_id": "${id}",\n  "digest": "${a}",\n  "files": {\n    "content/w.json": "${c}",\n    "z.hex": "${b}"\n  }\n}\n`,
    );
    expect(lockText({ ...lock, files: { 'content/w.json': c, 'z.hex': b } })).toBe(lockText(lock));
    expect(parseLock(id, lockText(lock))).toEqual({ ok: true, value: lock });
    expect(lockPath(id)).toBe('content/recipes/lock/iron.character.skald.v1.json');
  });

  it('is refused when it is damaged, of another recipe, or leads out of the project', () => {
    expect(codes('{')).toEqual(['json-syntax']);
    expect(codes('[]')).toEqual(['wrong-type']);
    expect(
      codes('{"schema_version": 0, "recipe_id": "x", "digest": "abc", "files": {"../a": "1"}}').sort(),
    ).toEqual(['lock-of-another', 'out-of-range', 'path-outside-project', 'wrong-form', 'wrong-form']);
    expect(codes(lockText(makeLock('iron.character.jarl.v1' as RecipeId, a, {})))).toEqual([
      'lock-of-another',
    ]);
  });
});

describe('drift', () => {
  it('is nothing while every digest is the same', () => {
    expect(checkLock(lock, { digest: a, files: { 'z.hex': b, 'content/w.json': c } })).toEqual([]);
  });

  it('names every file that changed, is gone or is new, the recipe first', () => {
    const actual = { digest: b, files: { 'z.hex': null, 'content/w.json': a, 'new.hex': c } };
    expect(checkLock(lock, actual)).toEqual([
      { path: 'content/recipes/iron.character.skald.v1.json', change: 'changed', was: a, is: b },
      { path: 'content/w.json', change: 'changed', was: c, is: a },
      { path: 'new.hex', change: 'not-in-lock', was: null, is: c },
      { path: 'z.hex', change: 'missing', was: b, is: null },
    ]);
    expect(checkLock(lock, { digest: a, files: { 'content/w.json': c } })).toMatchObject([
      { path: 'z.hex', change: 'missing' },
    ]);
  });

  it('is the failure recipe-drift, exit 10, with the two ways on', () => {
    const drift = checkLock(lock, { digest: b, files: { 'z.hex': null, 'content/w.json': c } });
    const { kind, exit, message, next } = tell(failure('recipe-drift', { recipeId: id, drift }));
    expect([kind, exit]).toEqual(['recipe-drift', 10]);
    expect(message).toBe(
      'iron.character.skald.v1 is not what was locked: content/recipes/iron.character.skald.v1.json was changed, z.hex is gone.',
    );
    expect(next).toContain('`art recipe bump iron.character.skald.v1 --from-edit`');
    expect(next).toContain('`art recipe restore iron.character.skald.v1`');
  });
});
