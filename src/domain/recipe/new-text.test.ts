import { describe, expect, it } from 'vitest';
import type { RecipeId } from '../ids.ts';
import type { FieldTable } from './field.ts';
import { newRecipeText, recipeLayout } from './new-text.ts';
import { startPhases, startPrompt, startTemplate, titleOf } from './start-template.ts';

const table: FieldTable = {
  workflow_ref: { rule: { type: 'file', pattern: '\\.workflow\\.json$' }, required: true, doc: '' },
  prompt: { rule: { type: 'string' }, required: true, isTemplate: true, doc: '' },
  negative: { rule: { type: 'string' }, isTemplate: true, doc: '' },
  route: { rule: { type: 'string', oneOf: ['make-object', 'make-character'] }, required: true, doc: '' },
};

describe('the text of a new recipe', () => {
  it('is laid out as people read it, lists and small objects on a line', () => {
    const text = newRecipeText({
      recipeId: 'a.object.b.v1' as RecipeId,
      kind: 'object.statue',
      title: 'A "b"',
      isDraft: true,
      levers: { cloth: ['wool', 'silk'] },
      seed: 7,
      templates: { procedural: { phase: 'final' } },
      palette: null,
    });
    expect(text.split('\n').slice(0, 12)).toEqual([
      '{',
      '  "schema_version": 1,',
      '  "recipe_id": "a.object.b.v1",',
      '  "kind": "object.statue",',
      String.raw`  "title": "A \"b\"",`,
      '  "draft": true,',
      '  "lever_schema": {',
      '    "type": "object",',
      '    "additionalProperties": false,',
      '    "required": ["cloth"],',
      '    "properties": {',
      '      "cloth": { "enum": ["wool", "silk"] }',
    ]);
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('breaks a list that is too long for a line, and stays the same value', () => {
    const value = { list: Array.from({ length: 40 }, (_, i) => `value ${i}`), empty: [], none: {} };
    const text = recipeLayout(value);
    expect(JSON.parse(text)).toEqual(value);
    expect(text).toContain('\n    "value 39"\n  ]');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});

describe('a first template', () => {
  const start = { kind: 'character.humanoid', title: 'Wolf {x}', levers: ['hair_color'], given: {} };

  it('has what the backend needs: a prompt with every lever, a fitting word, the first file of the right form', () => {
    const files = ['w/notes.txt', 'w/a.workflow.json', 'w/b.workflow.json'];
    expect(startTemplate(table, 'final', { ...start, files })).toEqual({
      phase: 'final',
      workflow_ref: 'w/a.workflow.json',
      prompt: 'Wolf {{x}}, hair color: {hair_color}',
      route: 'make-character',
    });
  });

  it('takes what a person said, and leaves out what nothing is known for', () => {
    const given = { negative: 'text', prompt: 'p' };
    const template = startTemplate(table, 'both', { ...start, given, files: [] });
    expect(template).toEqual({ phase: 'both', prompt: 'p', negative: 'text', route: 'make-character' });
  });

  it('has a concept where the kind needs one, from a free backend first', () => {
    const backends = [
      { name: 'pixellab', isPaid: true },
      { name: 'procedural', isPaid: false },
    ];
    expect(startPhases(backends, 'character.x', [])).toEqual({ pixellab: 'final', procedural: 'concept' });
    expect(startPhases(backends.slice(1), 'character.x', [])).toEqual({ procedural: 'both' });
    expect(startPhases(backends, 'icon.item', [])).toEqual({ pixellab: 'final', procedural: 'final' });
    expect(startPhases(backends, 'icon.item', ['icon.*'])).toMatchObject({ procedural: 'concept' });
    const seed = [{ name: 'comfyui', isPaid: false }, ...backends.slice(0, 1)];
    expect(startPhases(seed, 'character.x', [])).toEqual({ comfyui: 'concept', pixellab: 'final' });
  });

  it('says a slug in words', () => {
    expect([titleOf('wolf_banner-2'), titleOf('_')]).toEqual(['Wolf banner 2', '_']);
    expect(startPrompt('A', [])).toBe('A');
  });
});
