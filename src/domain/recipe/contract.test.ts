import { describe, expect, it } from 'vitest';
import { missingRecipes, parseContract } from './contract.ts';

const text = `{
  "schema_version": 1,
  "component": "great_hall",
  "required_recipe_ids": ["iron.character.jarl.v1", "iron.character.skald.v1"]
}`;
const codes = (source: string): string[] => parseContract('c.json', source).diagnostics.map((d) => d.code);

describe('parseContract', () => {
  it('reads a contract', () => {
    expect(parseContract('c.json', text)).toMatchObject({
      contract: {
        component: 'great_hall',
        requiredRecipeIds: ['iron.character.jarl.v1', 'iron.character.skald.v1'],
      },
      diagnostics: [],
    });
  });

  it('tells every fault at once', () => {
    expect(
      codes('{"schema_version": 0, "component": "", "requires": [], "required_recipe_ids": ["../x", 3]}'),
    ).toEqual(
      ['missing-field', 'out-of-range', 'wrong-form', 'unknown-key', 'recipe-id-form', 'wrong-type'].filter(
        (code) => code !== 'missing-field',
      ),
    );
    expect(codes('{}')).toEqual(['missing-field', 'missing-field', 'missing-field']);
    expect(codes('3')).toEqual(['wrong-type']);
    expect(codes('{"a": 1,}')).toEqual(['json-trailing-comma']);
  });
});

describe('missingRecipes', () => {
  it('points at each required recipe that has no file, and names the nearest', () => {
    const { contract } = parseContract('content/contracts/hall.json', text);
    if (contract === null) throw new Error('refused');
    expect(missingRecipes([contract], ['iron.character.jarl.v1', 'iron.character.skald.v1'])).toEqual([]);
    expect(missingRecipes([contract], ['iron.character.jarl.v1', 'iron.character.skald.v2'])).toMatchObject([
      {
        severity: 'error',
        code: 'required-recipe-missing',
        file: 'content/contracts/hall.json',
        range: { line: 4, column: 53, length: 25 },
        message: 'great_hall requires iron.character.skald.v1, which has no recipe.',
        hint: 'there is iron.character.skald.v2',
      },
    ]);
  });

  it('of a newer Artkiln is told to be that, and nothing else is said of it', () => {
    expect(codes('{"schema_version": 2, "part": 1}')).toEqual(['schema-version-newer']);
  });
});
