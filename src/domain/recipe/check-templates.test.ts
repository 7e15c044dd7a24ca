import { describe, expect, it } from 'vitest';
import {
  backends,
  check,
  disk,
  faults,
  stages,
  templates,
  told,
  write,
  levers,
} from '../../../test/rig/recipe-faults.ts';
import type { BackendRules } from './plugin-rules.ts';
import { validateRecipe, type ValidatedRecipe } from './validate-recipe.ts';

describe('prompt_templates_by_backend', () => {
  const workflow = { workflow_ref: 'content/w.workflow.json', prompt: 'x' };

  it('gives ComfyUI beside another backend the concept, everything else the final picture', () => {
    const { recipe } = check(
      write({ prompt_templates_by_backend: { pixellab: { prompt: 'x' }, comfyui: workflow } }),
    );
    expect(recipe?.templates['comfyui']?.phase).toBe('concept');
    expect(recipe?.templates['pixellab']?.phase).toBe('final');
    const alone = { kind: 'character.humanoid', prompt_templates_by_backend: { comfyui: workflow } };
    expect(faults(alone)).toEqual(['gate-without-concept -> "character.humanoid"']);
    expect(templates({ comfyui: workflow })).toEqual([]);
  });

  it('takes one concept at most and needs a final', () => {
    expect(templates({ comfyui: { ...workflow, phase: 'both' }, procedural: { phase: 'both' } })).toEqual([
      'two-concepts -> "both"',
    ]);
    expect(templates({ comfyui: workflow, procedural: { phase: 'both' } })).toEqual([
      'two-concepts -> "both"',
    ]);
    expect(templates({ procedural: { phase: 'concept' } })).toEqual([
      'no-final -> "prompt_templates_by_backend"',
    ]);
    expect(templates({})).toEqual(['no-template -> "prompt_templates_by_backend"']);
    expect(templates({ procedural: { phase: 'finale' } })).toEqual(['not-one-of -> "finale"']);
    expect(templates({ pixellab: { phase: 'both', prompt: 'x' } })).toEqual(['phase-not-offered -> "both"']);
  });

  it('takes no paid backend as the concept of a gated kind', () => {
    const map = { pixellab: { phase: 'concept', prompt: 'x' }, procedural: { phase: 'final' } };
    expect(faults({ prompt_templates_by_backend: map })).toEqual(['paid-concept -> "concept"']);
    expect(templates(map)).toEqual([]);
  });

  it('gates gated kinds, asked-for gates and every recipe with a concept', () => {
    const gated = (changes: object, kinds: readonly string[] = []): boolean | undefined =>
      check(write(changes), disk, kinds).recipe?.isGated;
    const final = { prompt_templates_by_backend: { procedural: { phase: 'final' } } };
    const prop = { kind: 'object.statue', recipe_id: 'iron.object.x.v1' };
    const propResult = (more: object, kinds: readonly string[] = []): ValidatedRecipe =>
      validateRecipe({
        file: 'x.json',
        text: write({ ...prop, ...more }),
        recipeIdFromFileName: 'iron.object.x.v1',
        backends,
        stages,
        gatedKinds: kinds,
        fileText: () => null,
      });
    expect(gated({})).toBe(true);
    expect(propResult(final).recipe?.isGated).toBe(false);
    expect(propResult({}).recipe?.isGated).toBe(true);
    expect(propResult({ gates: ['concept'] }).recipe?.isGated).toBe(true);
    expect(told(propResult({ ...final, gates: ['concept'] }))).toEqual(['gate-without-concept -> [']);
    expect(told(propResult(final, ['object.*']))).toEqual(['gate-without-concept -> "object.statue"']);
    expect(told(propResult(final, ['object.statue']))).toEqual(['gate-without-concept -> "object.statue"']);
    expect(propResult(final, ['object.chest', 'icon.*']).recipe?.isGated).toBe(false);
    expect(faults({ ...final, gates: ['review'] })).toEqual([
      'gate-without-concept -> "character.humanoid"',
      'not-one-of -> "review"',
    ]);
  });

  it('points at the characters of an unknown placeholder, escapes and all', () => {
    const map = { pixellab: { prompt: 'a "{hair}"\n{{x}} {hiar} } {' }, procedural: { phase: 'concept' } };
    expect(faults({ prompt_templates_by_backend: map })).toEqual([
      'unknown-placeholder -> {hiar}',
      'stray-brace -> }',
      'stray-brace -> {',
    ]);
  });

  it('checks what comes out of a template for every value that can be put in', () => {
    expect(templates({ procedural: { material: '{hair}' } })).toEqual(['not-one-of -> "{hair}"']);
    const properties = { material: { enum: ['stone', 'ice'] } };
    const rest = { lever_schema: { ...levers, required: ['material'], properties } };
    expect(templates({ procedural: { material: '{material}' } }, rest)).toEqual([]);
    expect(templates({ pixellab: { prompt: `${'x'.repeat(58)}{mood}` } })).toEqual([
      `too-long -> "${'x'.repeat(58)}{mood}"`,
    ]);
    const message = check(
      write({ prompt_templates_by_backend: { procedural: { phase: 'both', material: '{hair}' } } }),
    );
    expect(message.diagnostics[0]?.message).toBe('With hair "red": "red" is not one of stone or ice.');
  });

  it('refuses unknown template fields, in depth too', () => {
    expect(templates({ procedural: { figure: { hiar: 'x' }, materail: 'ice' } })).toEqual([
      'unknown-key -> "hiar"',
      'unknown-template-field -> "materail"',
    ]);
  });

  it('says when a workflow is missing, no JSON, or no graph in API format', () => {
    const map = { prompt_templates_by_backend: { pixellab: { prompt: 'x' }, comfyui: workflow } };
    const withFile = (text: string): string[] => told(check(write(map), { 'content/w.workflow.json': text }));
    expect(told(check(write(map), {}))).toEqual(['missing-workflow -> "content/w.workflow.json"']);
    expect(withFile('{"a": }')).toEqual(['json-syntax -> }']);
    expect(withFile('{"nodes": [], "links": []}')).toEqual(['workflow-not-api-format -> "nodes"']);
    expect(
      withFile('{"a": {"class_type": "X", "inputs": {"i": ["b", 0], "j": ["a", 1], "k": [1]}}}'),
    ).toEqual(['workflow-link -> ["b", 0]', 'workflow-link -> [1]']);
    expect(check(write(map)).recipe?.files).toEqual(['content/w.workflow.json']);
  });

  it("tells a backend's own findings at their place", () => {
    const picky: BackendRules = {
      ...(backends.get('procedural') as BackendRules),
      validate: ({ levers: given }) => [
        {
          severity: 'error',
          code: 'too-many-moods',
          message: `${given['mood']?.length} moods`,
          path: ['lever_schema', 'properties', 'mood'],
        },
      ],
    };
    const result = validateRecipe({
      file: 'x.json',
      text: write({}),
      recipeIdFromFileName: 'iron.character.skald.v1',
      backends: new Map([['procedural', picky]]),
      stages,
      gatedKinds: [],
      fileText: () => null,
    });
    expect(result.recipe).toBeNull();
    expect(told(result)).toEqual(['too-many-moods -> "mood"']);
  });
});
