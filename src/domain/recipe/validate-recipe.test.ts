import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../diagnostic.ts';
import { formatDiagnostic } from '../source/format-diagnostic.ts';
import type { BackendRules, StageRules } from './plugin-rules.ts';
import { validateRecipe, type ValidatedRecipe } from './validate-recipe.ts';

// Stand-ins: the real backends and stages are checked against the sample recipes in test/integration.
const prompt = {
  rule: { type: 'string', maxLength: 60 },
  isTemplate: true,
  required: true,
  doc: 'prompt',
} as const;
const none = { lockedFields: {}, fileFields: [] } as const;
const phases = ['concept', 'final', 'both'] as const;
const backends = new Map<string, BackendRules>([
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
const stages = new Map<string, StageRules>([
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
const disk: { readonly [path: string]: string } = {
  'content/palettes/sea.hex': '102030\n',
  'content/w.workflow.json': '{"a": {"class_type": "X", "inputs": {}}}',
};

const levers = {
  type: 'object',
  additionalProperties: false,
  required: ['mood', 'hair'],
  properties: { mood: { enum: ['stoic', 'grim'] }, hair: { enum: ['red', 'black', 'white'] } },
};
const base = {
  schema_version: 1,
  recipe_id: 'iron.character.skald.v1',
  kind: 'character.humanoid',
  lever_schema: levers,
  locked_fields: { seed_production: 31337 } as { [name: string]: unknown },
  prompt_templates_by_backend: { procedural: { phase: 'both' } } as { [name: string]: unknown },
  valid_output_kinds: ['character.humanoid'],
  default_palette_enforcement: false,
};

const check = (text: string, files = disk, gatedKinds: readonly string[] = []): ValidatedRecipe =>
  validateRecipe({
    file: 'content/recipes/iron.character.skald.v1.json',
    text,
    recipeIdFromFileName: 'iron.character.skald.v1',
    backends,
    stages,
    gatedKinds,
    fileText: (path) => files[path] ?? null,
  });
const write = (changes: object): string => JSON.stringify({ ...base, ...changes }, null, 2);

/** `code -> underlined text` of every diagnostic. */
const told = ({ diagnostics }: { diagnostics: readonly Diagnostic[] }): string[] =>
  diagnostics.map(
    ({ code, range: r }) => `${code} -> ${r?.lineText.slice(r.column - 1, r.column - 1 + r.length)}`,
  );
const faults = (changes: object): string[] => told(check(write(changes)));
const locked = (fields: object): string[] => faults({ locked_fields: { seed_production: 1, ...fields } });
const lever = (properties: object): string[] =>
  faults({ lever_schema: { ...levers, required: Object.keys(properties), properties } });
const templates = (map: object, rest: object = {}): string[] =>
  faults({
    kind: 'object.prop',
    recipe_id: 'iron.object.x.v1',
    prompt_templates_by_backend: map,
    ...rest,
  }).filter((line) => !line.startsWith('recipe-id-file'));

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
      templates: { procedural: { phase: 'both', fields: {} } },
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

describe('lever_schema', () => {
  it('takes the closed shape alone', () => {
    expect(faults({ lever_schema: { ...levers, oneOf: [] } })).toEqual(['unknown-key -> "oneOf"']);
    expect(faults({ lever_schema: { ...levers, type: 'array' } })).toEqual(['lever-schema-shape -> "array"']);
    expect(faults({ lever_schema: { type: 'object', required: [], properties: {} } })).toEqual([
      'missing-field -> "lever_schema"',
    ]);
    expect(lever({ hair: { enum: ['red'], default: 'red' } })).toEqual(['unknown-key -> "default"']);
    expect(
      lever({ hair: { type: 'string', title: 'Hair', description: 'of the head', enum: ['red'] } }),
    ).toEqual([]);
    expect(lever({ hair: { pattern: 'x' } })).toEqual(
      ['unknown-key -> "pattern"', 'lever-not-enum -> "hair"'].reverse(),
    );
    expect(lever({ hair: { enum: [1, null] } })).toEqual(['wrong-type -> 1', 'wrong-type -> null']);
    expect(faults({ lever_schema: { ...levers, required: ['mood', 'hair', 'age', 'mood'] } })).toEqual([
      'unknown-lever -> "age"',
      'duplicate-value -> "mood"',
    ]);
  });

  it('takes a recipe without levers', () => {
    expect(lever({})).toEqual([]);
  });

  it('refuses names that are a flag already, or would be read as a "no"', () => {
    for (const name of ['dry_run', 'json', 'wait', 'max_usd', 'no_hair', 'help', 'concepts', 'set']) {
      expect(lever({ [name]: { enum: ['a'] } })).toEqual([`lever-name -> "${name}"`]);
    }
    for (const name of ['Hair', '1hair', 'hair-color', `h${'a'.repeat(32)}`, '']) {
      expect(lever({ [name]: { enum: ['a'] } })).toEqual([`lever-name -> "${name}"`]);
    }
    expect(lever({ [`h${'a'.repeat(31)}`]: { enum: ['a'] }, constructor: { enum: ['b'] } })).toEqual([]);
  });

  it('refuses values that mean something to the command line or to a terminal', () => {
    expect(lever({ hair: { enum: ['a,b', '*', '-r', '', 'ok', 'a b', 'rød'] } })).toEqual([
      'lever-value -> "a,b"',
      'lever-value -> "*"',
      'lever-value -> "-r"',
      'lever-value -> ""',
    ]);
    expect(lever({ hair: { enum: ['\u001b[31mred', 'user\u202etxt', 'a\u009b'] } })).toEqual([
      'control-character -> \\u001b',
      'control-character -> \u202e',
      'control-character -> \u009b',
    ]);
  });
});

describe('locked_fields', () => {
  it('keeps the seed where every child stays exact and none is 0', () => {
    expect(locked({ seed_production: 9007199254739991 })).toEqual([]);
    expect(locked({ seed_production: 9007199254739992 })).toEqual(['out-of-range -> 9007199254739992']);
    expect(locked({ seed_production: 0 })).toEqual(['out-of-range -> 0']);
    expect(locked({ seed_production: 1.5 })).toEqual(['wrong-type -> 1.5']);
    expect(locked({ seed_production: '31337' })).toEqual(['wrong-type -> "31337"']);
  });

  it('checks loras, canvas, anchors and the palette in depth', () => {
    expect(
      locked({
        loras: [
          { name: 'a.safetensors', strength_model: 0.7, strength_clip: '0.5' },
          { name: '../b', strenght_model: 1 },
        ],
        canvas_width: 0,
        steps: 2.5,
        anchor_offsets: { feet: { n: [0, 0], up: [0, 0], s: [1], e: [1, 'x'] }, Hand: {} },
        palette: 'content/palettes/sea.png',
      }),
    ).toEqual([
      'wrong-type -> "0.5"',
      'missing-field -> {',
      'missing-field -> {',
      'wrong-form -> "../b"',
      'unknown-key -> "strenght_model"',
      'out-of-range -> 0',
      'wrong-type -> 2.5',
      'wrong-name -> "up"',
      'wrong-type -> [',
      'wrong-type -> "x"',
      'wrong-name -> "Hand"',
      'wrong-form -> "content/palettes/sea.png"',
    ]);
    const feet = { n: [0, 0], s: [-1, 2.5] };
    expect(locked({ loras: [], anchor_offsets: { feet }, palette: 'content/palettes/sea.hex' })).toEqual([]);
  });

  it('takes the fields of backends that the recipe has, and says whose a field is', () => {
    const comfyui = { phase: 'final', workflow_ref: 'content/w.workflow.json', prompt: 'x' };
    const both = { procedural: { phase: 'both' }, comfyui };
    const changes = { locked_fields: { seed_production: 1, denoise: 2 }, prompt_templates_by_backend: both };
    expect(faults(changes)).toEqual(['out-of-range -> 2']);
    const result = check(write({ locked_fields: { seed_production: 1, denoise: 1 } }));
    expect(result.diagnostics[0]?.hint).toBe(
      'backend comfyui has it, and this recipe has no template for comfyui',
    );
  });

  it('never lets a path out of the project', () => {
    for (const path of ['../x.hex', '/etc/x.hex', 'a/../../x.hex', 'C:\\x.hex', './x.hex', 'a//x.hex', '']) {
      expect(locked({ palette: path })).toEqual([`path-outside-project -> ${JSON.stringify(path)}`]);
    }
    expect(locked({ palette: 'a\u001b.hex' })).toEqual(['control-character -> \\u001b']);
    expect(locked({ palette: 'content/palettes/land.hex' })).toEqual([
      'missing-file -> "content/palettes/land.hex"',
    ]);
  });

  it('checks post stages and their parameters', () => {
    expect(
      locked({
        postprocess: [
          { stage: 'sheet', padding: -1 },
          { stage: 'sheep' },
          { stage: 'normalize' },
          { padding: 1 },
          'sheet',
          { stage: 'sheet', pad: 1 },
          { stage: 'palette' },
        ],
      }),
    ).toEqual([
      'out-of-range -> -1',
      'unknown-stage -> "sheep"',
      'stage-not-placeable -> "normalize"',
      'missing-field -> {',
      'wrong-type -> "sheet"',
      'unknown-parameter -> "pad"',
      'palette-not-set -> "palette"',
    ]);
  });

  it('appends the palette stage once when it is enforced, and warns when there is no palette', () => {
    const palette = 'content/palettes/sea.hex';
    const stagesOf = (fields: object): unknown =>
      check(
        write({
          locked_fields: { seed_production: 1, palette, ...fields },
          default_palette_enforcement: true,
        }),
      ).recipe?.postprocess;
    expect(stagesOf({})).toEqual([{ stage: 'palette', params: {} }]);
    expect(stagesOf({ postprocess: [{ stage: 'sheet', padding: 2 }] })).toEqual([
      { stage: 'sheet', params: { padding: 2 } },
      { stage: 'palette', params: {} },
    ]);
    const own = [{ stage: 'palette', dither: 'bayer' }, { stage: 'sheet' }];
    expect(stagesOf({ postprocess: own })).toEqual([
      { stage: 'palette', params: { dither: 'bayer' } },
      { stage: 'sheet', params: {} },
    ]);
    const { recipe, diagnostics } = check(write({ default_palette_enforcement: true }));
    expect(recipe?.postprocess).toEqual([]);
    expect(diagnostics.map((d) => [d.severity, d.code])).toEqual([['warning', 'palette-not-set']]);
  });
});

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
    const prop = { kind: 'object.prop', recipe_id: 'iron.object.x.v1' };
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
    expect(told(propResult(final, ['object.*']))).toEqual(['gate-without-concept -> "object.prop"']);
    expect(told(propResult(final, ['object.prop']))).toEqual(['gate-without-concept -> "object.prop"']);
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
