import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base, check, faults, told, write } from '../../../test/rig/recipe-faults.ts';
import { formatDiagnostic } from '../source/format-diagnostic.ts';

describe('validateRecipe', () => {
  it('reads a recipe without faults', () => {
    const { recipe, diagnostics } = check(write({ title: 'Skald' }));
    expect(diagnostics).toEqual([]);
    expect(recipe).toMatchObject({
      schema_version: 1,
      recipe_id: 'iron.character.skald.v1',
      title: 'Skald',
      isDraft: false,
      isGated: true,
      levers: { hair: ['red', 'black', 'white'], mood: ['stoic', 'grim'] },
      templates: { procedural: { phase: 'both', isPaid: false, fields: {} } },
      isPaletteEnforced: false,
      postprocess: [],
      files: [],
    });
    expect(Object.keys(recipe?.levers ?? {})).toEqual(['hair', 'mood']);
  });

  it('tells all faults at once, from top to bottom, each pointed at', () => {
    const text = `{
  "schema_version": 1,
  "recipe_id": "iron.character.skald.v2",
  "kind": "Character",
  "colour": "red",
  "lever_schema": {
    "type": "object", "additionalProperties": true, "required": ["hair"],
    "properties": { "hair": { "enum": ["red", "red", "-x", ""] }, "Mood": { "enum": [] } }
  },
  "locked_fields": { "seed_production": 0, "stepps": 30, "cfg_scale": "7.5" },
  "prompt_templates_by_backend": { "comfiui": {}, "pixellab": { "prompt": "a {mod} {hair" } },
  "valid_output_kinds": [],
  "default_palette_enforcement": "yes"
}`;
    const result = check(text);
    expect(result.recipe).toBeNull();
    expect(told(result)).toEqual([
      'recipe-id-file -> "iron.character.skald.v2"',
      'kind-form -> "Character"',
      'unknown-key -> "colour"',
      'lever-schema-shape -> true',
      'duplicate-value -> "red"',
      'lever-value -> "-x"',
      'lever-value -> ""',
      'lever-name -> "Mood"',
      'lever-not-required -> "Mood"',
      'lever-not-enum -> []',
      'out-of-range -> 0',
      'unknown-locked-field -> "stepps"',
      'wrong-type -> "7.5"',
      'unknown-backend -> "comfiui"',
      'unknown-placeholder -> {mod}',
      'stray-brace -> {',
      'out-of-range -> []',
      'wrong-type -> "yes"',
    ]);
    const hints = result.diagnostics.map((d) => d.hint);
    expect(hints[11]).toBe('did you mean "steps"?');
    expect(hints[13]).toBe('did you mean "comfyui"?');
  });

  it('names every field that is missing', () => {
    const { diagnostics } = check('{}');
    expect(diagnostics.map((d) => d.message)).toEqual([
      '"recipe_id" is missing.',
      '"kind" is missing.',
      '"lever_schema" is missing.',
      '"locked_fields" is missing.',
      '"prompt_templates_by_backend" is missing.',
      '"valid_output_kinds" is missing.',
      '"default_palette_enforcement" is missing.',
      '"schema_version" is missing, 1 is assumed.',
    ]);
    expect(faults({ locked_fields: {} })).toEqual(['missing-field -> "locked_fields"']);
  });

  it('refuses what is no recipe at all', () => {
    expect(told(check('[1]'))).toEqual(['wrong-type -> [1]']);
    expect(told(check('{"a": 1,}'))).toEqual(['json-trailing-comma -> ,']);
    expect(told(check('{\n<<<<<<< HEAD\n=======\n>>>>>>> b\n}'))).toHaveLength(3);
    expect(told(check(''))).toEqual(['json-empty -> ']);
  });

  it('reads a missing schema_version as 1 with a warning and refuses another', () => {
    const { schema_version: _, ...without } = base;
    const { recipe, diagnostics } = check(JSON.stringify(without));
    expect(recipe?.schema_version).toBe(1);
    expect(diagnostics.map((d) => [d.severity, d.code])).toEqual([['warning', 'schema-version-missing']]);
    expect(faults({ schema_version: 2 })).toEqual(['schema-version-unknown -> 2']);
    expect(faults({ schema_version: '1' })).toEqual(['wrong-type -> "1"']);
  });

  it('refuses ids that lead out of the folder, and ids of another kind', () => {
    for (const id of [
      '../../../etc/passwd',
      'iron.character.skald',
      'iron.character.skald.v01',
      'Iron.character.skald.v1',
    ]) {
      expect(faults({ recipe_id: id })).toEqual([`recipe-id-form -> ${JSON.stringify(id)}`]);
    }
    expect(faults({ recipe_id: 'iron.object.skald.v1' })).toEqual([
      'recipe-id-file -> "iron.object.skald.v1"',
      'recipe-id-kind -> "character.humanoid"',
    ]);
  });

  it('never throws, whatever stands in any field', () => {
    const keys = Object.keys(base) as (keyof typeof base)[];
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) => {
        const result = check(write({ [key]: value }));
        for (const d of result.diagnostics) expect(formatDiagnostic(d).join('')).not.toMatch(/\p{Cc}/u);
        expect(result.recipe === null).toBe(result.diagnostics.some((d) => d.severity === 'error'));
      }),
      { numRuns: 300 },
    );
  });
});
