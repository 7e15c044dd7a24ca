import type { Diagnostic } from '../../src/domain/diagnostic.ts';
import type { BackendRules, StageRules } from '../../src/domain/recipe/plugin-rules.ts';
import { validateRecipe, type ValidatedRecipe } from '../../src/domain/recipe/validate-recipe.ts';

// Stand-ins: the real backends and stages are checked against the sample recipes in test/integration.
export const prompt = {
  rule: { type: 'string', maxLength: 60 },
  isTemplate: true,
  required: true,
  doc: 'prompt',
} as const;
export const none = { lockedFields: {}, fileFields: [] } as const;
const phases = ['concept', 'final', 'both'] as const;
export const backends = new Map<string, BackendRules>([
  [
    'procedural',
    {
      ...none,
      name: 'procedural',
      isPaid: false,
      phases,
      templateFields: {
        material: { rule: { type: 'string', oneOf: ['stone', 'ice'] }, isTemplate: true, doc: 'material' },
        figure: {
          rule: { type: 'object', fields: { hair: { rule: { type: 'string' }, doc: 'hair' } } },
          doc: 'figure',
        },
      },
    },
  ],
  [
    'comfyui',
    {
      name: 'comfyui',
      isPaid: false,
      phases,
      templateFields: { workflow_ref: { rule: { type: 'file' }, required: true, doc: 'graph' }, prompt },
      lockedFields: { denoise: { rule: { type: 'number', min: 0, max: 1 }, doc: 'denoise' } },
      fileFields: ['workflow_ref'],
    },
  ],
  [
    'pixellab',
    { ...none, name: 'pixellab', isPaid: true, phases: ['concept', 'final'], templateFields: { prompt } },
  ],
]);
export const stages = new Map<string, StageRules>([
  [
    'palette',
    {
      name: 'palette',
      readsLocked: ['palette'],
      params: { dither: { rule: { type: 'string', oneOf: ['none', 'bayer'] }, doc: 'dither' } },
    },
  ],
  [
    'sheet',
    { name: 'sheet', readsLocked: [], params: { padding: { rule: { type: 'integer', min: 0 }, doc: 'px' } } },
  ],
]);
export const disk: { readonly [path: string]: string } = {
  'content/palettes/sea.hex': '102030\n',
  'content/w.workflow.json': '{"a": {"class_type": "X", "inputs": {}}}',
};

export const levers = {
  type: 'object',
  additionalProperties: false,
  required: ['mood', 'hair'],
  properties: { mood: { enum: ['stoic', 'grim'] }, hair: { enum: ['red', 'black', 'white'] } },
};
export const base = {
  schema_version: 1,
  recipe_id: 'iron.character.skald.v1',
  kind: 'character.humanoid',
  lever_schema: levers,
  locked_fields: { seed_production: 31337 } as { [name: string]: unknown },
  prompt_templates_by_backend: { procedural: { phase: 'both' } } as { [name: string]: unknown },
  valid_output_kinds: ['character.humanoid'],
  default_palette_enforcement: false,
};

export const check = (text: string, files = disk, gatedKinds: readonly string[] = []): ValidatedRecipe =>
  validateRecipe({
    file: 'content/recipes/iron.character.skald.v1.json',
    text,
    recipeIdFromFileName: 'iron.character.skald.v1',
    backends,
    stages,
    gatedKinds,
    fileText: (path) => files[path] ?? null,
  });
export const write = (changes: object): string => JSON.stringify({ ...base, ...changes }, null, 2);

/** `code -> underlined text` of every diagnostic. */
export const told = ({ diagnostics }: { diagnostics: readonly Diagnostic[] }): string[] =>
  diagnostics.map(
    ({ code, range: r }) => `${code} -> ${r?.lineText.slice(r.column - 1, r.column - 1 + r.length)}`,
  );
export const faults = (changes: object): string[] => told(check(write(changes)));
export const locked = (fields: object): string[] =>
  faults({ locked_fields: { seed_production: 1, ...fields } });
export const lever = (properties: object): string[] =>
  faults({ lever_schema: { ...levers, required: Object.keys(properties), properties } });
export const templates = (map: object, rest: object = {}): string[] =>
  faults({
    kind: 'object.statue',
    recipe_id: 'iron.object.x.v1',
    prompt_templates_by_backend: map,
    ...rest,
  }).filter((line) => !line.startsWith('recipe-id-file'));
