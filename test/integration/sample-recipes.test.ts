import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import procedural from '../../src/backends/procedural.ts';
import { catalog } from '../../src/backends/procedural/catalog.ts';
import { sha256 } from '../../src/adapters/files/sha256.ts';
import comfyui from '../../src/backends/comfyui.ts';
import pixellab from '../../src/backends/pixellab.ts';
import { canonicalJson, type Json } from '../../src/domain/canonical-json.ts';
import { isAssetId, isProjectId } from '../../src/domain/ids.ts';
import { allBindings, bindingHash } from '../../src/domain/recipe/binding.ts';
import { firstChildren } from '../../src/domain/recipe/children.ts';
import { missingRecipes, parseContract } from '../../src/domain/recipe/contract.ts';
import { fanOut } from '../../src/domain/recipe/fan-out.ts';
import { bindingsOfSweep, chooseSweep } from '../../src/domain/recipe/sweep.ts';
import { fillFields } from '../../src/domain/recipe/fill-template.ts';
import type { BackendRules, StageRules } from '../../src/domain/recipe/plugin-rules.ts';
import type { Recipe } from '../../src/domain/recipe/recipe.ts';
import { validateRecipe, type ValidatedRecipe } from '../../src/domain/recipe/validate-recipe.ts';
import { formatDiagnostic } from '../../src/domain/source/format-diagnostic.ts';
import { parseJson } from '../../src/domain/source/parse-json.ts';

const root = join(import.meta.dirname, '../..');
const skerry = join(root, 'examples/skerry');
const fixtures = join(root, 'test/fixtures/recipes');

const palette: StageRules = { name: 'palette', params: {}, readsLocked: ['palette'] };
const backends = new Map<string, BackendRules>([comfyui, pixellab, procedural].map((b) => [b.name, b]));

function load(project: string, recipeId: string, text?: string): ValidatedRecipe {
  const file = `content/recipes/${recipeId}.json`;
  return validateRecipe({
    file,
    text: text ?? readFileSync(join(project, file), 'utf8'),
    recipeIdFromFileName: recipeId,
    backends,
    stages: new Map([['palette', palette]]),
    gatedKinds: [],
    fileText: (path) => {
      try {
        return readFileSync(join(project, path), 'utf8');
      } catch {
        return null;
      }
    },
  });
}

function loadWell(project: string, recipeId: string): Recipe {
  const { recipe, diagnostics } = load(project, recipeId);
  if (recipe === null) throw new Error(diagnostics.flatMap(formatDiagnostic).join('\n'));
  return recipe;
}

const lines = ({ diagnostics }: ValidatedRecipe): string =>
  diagnostics.flatMap(formatDiagnostic).join('\n') + '\n';

describe("the article's own recipe", () => {
  const article = join(fixtures, 'article');
  const recipe = loadWell(article, 'iron.character.berserker.v1');

  it('loads as written, with warnings for what it lacks', () => {
    const { diagnostics } = load(article, 'iron.character.berserker.v1');
    expect(diagnostics.map((d) => [d.severity, d.code])).toEqual([
      ['warning', 'schema-version-missing'],
      ['warning', 'palette-not-set'],
    ]);
    expect(recipe.files).toEqual(['content/recipes/workflows/berserker.workflow.json']);
  });

  it('makes concepts with ComfyUI, then asks a person, then makes rotations with PixelLab', () => {
    expect(recipe.templates['comfyui']?.phase).toBe('concept');
    expect(recipe.templates['pixellab']?.phase).toBe('final');
    expect(recipe.isGated).toBe(true);
  });

  it('has an output space of exactly six combinations', () => {
    expect([...allBindings(recipe)]).toHaveLength(6);
  });

  it('makes ten different concepts with seeds from 31337', () => {
    const binding = { hair: 'red', mood: 'stoic' };
    const cells = fanOut(recipe, [{ binding, children: firstChildren(10) }], sha256);
    expect(cells.map((cell) => cell.seed)).toEqual([
      31337, 31338, 31339, 31340, 31341, 31342, 31343, 31344, 31345, 31346,
    ]);
    expect(new Set(cells.map((cell) => `${cell.backend} after ${cell.conceptBackend}`))).toEqual(
      new Set(['pixellab after comfyui']),
    );
    expect(cells[0]?.bindingHash).toBe('a22d2e39752038935f472c1efc42ab3204e7c2e2e7ee2af266d93cbc97561c21');
  });

  it('puts the values into both prompts', () => {
    const binding = { hair: 'red', mood: 'stoic' };
    const fill = (backend: typeof comfyui): unknown =>
      fillFields(recipe.templates[backend.name]?.fields ?? {}, backend.templateFields, binding);
    expect(fill(comfyui)).toMatchObject({
      positive_prompt_template: 'norse berserker, red hair, stoic face, full body',
    });
    expect(fill(pixellab)).toEqual({
      endpoint: '/v2/create-character-with-8-directions',
      description: 'norse berserker, red hair, stoic face',
    });
  });
});

describe('the sample project', () => {
  const ids = readdirSync(join(skerry, 'content/recipes'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();

  it('has recipes without a single fault or warning', () => {
    for (const id of ids) expect(lines(load(skerry, id))).toBe('\n');
  });

  it('has a recipe for every kind that the procedural backend draws, with a few levers each', () => {
    const recipes = ids.map((id) => loadWell(skerry, id));
    const drawn = recipes.filter(({ templates }) => templates['procedural'] !== undefined);
    expect(new Set(drawn.map(({ kind }) => kind))).toEqual(new Set(catalog.map(({ kind }) => kind)));
    for (const { levers } of drawn) {
      const count = Object.keys(levers).length;
      expect(count >= 2 && count <= 4).toBe(true);
    }
  });

  it.each(catalog.map(({ kind, levers }) => [kind, levers] as const))(
    'could have a recipe of the kind %s with every lever that it draws',
    (kind, levers) => {
      const recipe = JSON.parse(
        readFileSync(join(skerry, 'content/recipes/iron.object.tree.v1.json'), 'utf8'),
      ) as object;
      const id = `iron.${kind.split('.')[0] ?? ''}.every.v1`;
      const properties = Object.fromEntries(
        Object.entries(levers).map(([name, values]) => [name, { enum: values }]),
      );
      const every = {
        ...recipe,
        recipe_id: id,
        kind,
        lever_schema: {
          type: 'object',
          additionalProperties: false,
          required: Object.keys(levers),
          properties,
        },
        prompt_templates_by_backend: { procedural: { phase: 'both' } },
        valid_output_kinds: [kind],
      };
      expect(lines(load(skerry, id, JSON.stringify(every)))).toBe('\n');
    },
  );

  it('has a gated character, an ungated prop with a palette, and one for ComfyUI and PixelLab', () => {
    expect(loadWell(skerry, 'iron.character.skald.v1')).toMatchObject({
      isGated: true,
      templates: { procedural: { phase: 'both' } },
      levers: {
        hair: ['short', 'long', 'ponytail', 'mohawk', 'hood'],
        hair_color: ['red', 'blond', 'black', 'white'],
        armor: ['tunic', 'leather', 'plate', 'robe'],
        weapon: ['none', 'sword', 'axe', 'spear', 'staff'],
      },
    });
    expect(loadWell(skerry, 'iron.object.statue.v1')).toMatchObject({
      isGated: false,
      postprocess: [{ stage: 'palette', params: {} }],
      files: ['content/palettes/skerry.hex'],
    });
    expect(loadWell(skerry, 'iron.character.jarl.v1')).toMatchObject({
      isGated: true,
      templates: { comfyui: { phase: 'concept' }, pixellab: { phase: 'final' } },
      files: ['content/palettes/skerry.hex', 'content/recipes/workflows/jarl-concept.workflow.json'],
    });
  });

  it('has a palette of different colours, one a line', () => {
    const colours = readFileSync(join(skerry, 'content/palettes/skerry.hex'), 'utf8').trimEnd().split('\n');
    for (const colour of colours) expect(colour).toMatch(/^[0-9a-f]{6}$/);
    expect(new Set(colours).size).toBe(colours.length);
  });

  it('has contracts whose recipes are all there', () => {
    const folder = join(skerry, 'content/contracts');
    const contracts = readdirSync(folder).map((name) => {
      const { contract, diagnostics } = parseContract(name, readFileSync(join(folder, name), 'utf8'));
      if (contract === null) throw new Error(diagnostics.flatMap(formatDiagnostic).join('\n'));
      return contract;
    });
    expect(missingRecipes(contracts, ids)).toEqual([]);
    expect(missingRecipes(contracts, []).length).toBeGreaterThan(3);
  });

  it('has an age manifest of placeholders that the recipes can fill, sorted, with true hashes', () => {
    const source = parseJson('m', readFileSync(join(skerry, 'content/ages/iron/v1/manifest.json'), 'utf8'));
    if (!source.ok) throw new Error('refused');
    const { entries } = source.value as unknown as {
      entries: {
        asset_id: string;
        kind: string;
        recipe_id: string;
        state: string;
        lever_binding: { [lever: string]: string };
        binding_hash: string;
      }[];
    };
    const names = entries.map((entry) => entry.asset_id);
    expect(names).toEqual([...new Set(names)].sort());
    for (const entry of entries) {
      const recipe = loadWell(skerry, entry.recipe_id);
      expect(isAssetId(entry.asset_id)).toBe(true);
      expect(entry.state).toBe('placeholder');
      expect(recipe.validOutputKinds).toContain(entry.kind);
      const given = Object.entries(entry.lever_binding).map(([name, text]) => ({ name, text }));
      const sweep = chooseSweep(recipe, given);
      const bindings = sweep.ok ? [...bindingsOfSweep(sweep.value)] : [];
      expect(bindings.map((binding) => bindingHash(binding, sha256))).toEqual([entry.binding_hash]);
    }
  });

  it('has settings with a project id', () => {
    const source = parseJson('c', readFileSync(join(skerry, 'art.config.json'), 'utf8'));
    const value = source.ok ? (source.value as { [name: string]: Json }) : {};
    expect(Object.keys(value)).toEqual(['schema_version', 'projectId', 'name']);
    expect(typeof value['projectId'] === 'string' && isProjectId(value['projectId'])).toBe(true);
    expect(canonicalJson(value)).toContain('"name":"Skerry"');
  });
});

describe('faulty recipes, as a terminal shows them', () => {
  // Not called .json, so that no formatter mends them.
  const read = (id: string): string => readFileSync(join(fixtures, 'faulty', `${id}.txt`), 'utf8');
  const told = (id: string): Promise<void> =>
    expect(lines(load(fixtures, id, read(id)))).toMatchFileSnapshot(`../golden/recipes/${id}.txt`);

  it('tells every fault of a recipe that is wrong in many ways', () => told('iron.character.broken.v1'));
  it('names conflict markers', () => told('iron.character.conflict.v1'));
  it('tells comments, commas that are missing and commas too many', () => told('iron.character.comma.v1'));
});

describe('declared backends', () => {
  it('can be planned with and cannot run', () => {
    for (const backend of [comfyui, pixellab]) {
      expect(backend.runner).toBeUndefined();
      expect(backend.apiVersion).toBe(1);
      expect(readFileSync(join(root, `src/backends/${backend.name}.ts`), 'utf8')).toContain(
        `name: '${backend.name}'`,
      );
    }
    expect([comfyui.isPaid, pixellab.isPaid]).toEqual([false, true]);
  });
});
