import { describe, expect, it } from 'vitest';
import type { RecipeId } from '../ids.ts';
import { copiedFilePath, newestVersions, nextVersion, recipeFamily, versionsOf } from './version.ts';

const ids = ['a.b.c.v9', 'a.b.c.v10', 'a.b.c.v1', 'a.b.cc.v2', 'a.b.c-v2.v1'] as RecipeId[];

describe('versions of a recipe', () => {
  it('are told apart by the number at the end alone', () => {
    expect(recipeFamily('a.b.c-v2.v1' as RecipeId)).toBe('a.b.c-v2');
    expect(recipeFamily('v1.v2.v3.v4' as RecipeId)).toBe('v1.v2.v3');
    expect(nextVersion('a.b.c.v9' as RecipeId)).toBe('a.b.c.v10');
  });

  it('follow each other by number, not by letter', () => {
    expect(versionsOf('a.b.c.v1' as RecipeId, ids)).toEqual(['a.b.c.v1', 'a.b.c.v9', 'a.b.c.v10']);
    expect([...newestVersions(ids)].sort()).toEqual(['a.b.c-v2.v1', 'a.b.c.v10', 'a.b.cc.v2']);
  });
});

describe('the copy of an edited file', () => {
  it('is named for the version, before all of its endings', () => {
    expect(copiedFilePath('content/palettes/skerry.hex', 2)).toBe('content/palettes/skerry-v2.hex');
    expect(copiedFilePath('w/jarl.workflow.json', 3)).toBe('w/jarl-v3.workflow.json');
    expect(copiedFilePath('w/jarl-v2.workflow.json', 3)).toBe('w/jarl-v3.workflow.json');
    expect(copiedFilePath('a.b/plain', 2)).toBe('a.b/plain-v2');
    expect(copiedFilePath('.hidden', 2, '01234567')).toBe('.hidden-v2-01234567');
  });
});
