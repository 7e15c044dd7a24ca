import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRunRecord } from './parse-run-record.ts';
import { parseActionResult, parseStageManifest } from './parse-stage-manifest.ts';

const digest = 'a'.repeat(64);
const good = {
  schema_version: 1,
  run_id: 'run_0042_k3f4',
  project_id: 'prj_abcdefghij2345672345',
  created_at: '2025-06-01T10:00:00.000Z',
  origin: 'generate',
  parent: null,
  tool: { name: 'artkiln', version: '0.1.0' },
  actor: 'me',
  recipe: { recipe_id: 'iron.object.statue.v1', digest, kind: 'object.statue', is_draft: false, text: '{}' },
  files: [{ path: 'content/palettes/a.hex', digest, size: 3, text: 'abc' }],
  gated: false,
  asks_again: false,
  rebuild: 'none',
  seeds: { production: 7 },
  cells: [
    {
      n: 1,
      binding: { hair: 'red' },
      binding_hash: digest,
      backend: 'procedural',
      concept_backend: null,
      child_index: 0,
      seed: 7,
    },
  ],
  pipelines: {
    procedural: [
      { place: 0, stage: 'final', phase: 'final', backend: 'procedural', params: {} },
      { place: 1, stage: 'normalize', phase: 'final', backend: 'procedural', params: {} },
    ],
  },
  catalogue: [],
  ui: {},
  limits: { max_micro_usd: null },
};

/** The record with the value at a path replaced. */
function at(path: string, value: unknown): string {
  const record = structuredClone(good) as unknown as Record<string, unknown>;
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  const holder = parts.reduce((inner, part) => inner[part] as Record<string, unknown>, record);
  holder[last] = value;
  return JSON.stringify(record);
}

describe('parseRunRecord', () => {
  it('reads what generate writes', () => {
    expect(parseRunRecord(JSON.stringify(good))).toEqual(good);
  });

  it('reads a record that was written before runs said what they rebuild', () => {
    const { rebuild: _, ...older } = good;
    expect(parseRunRecord(JSON.stringify(older))).toEqual(good);
  });

  const hostile: readonly [path: string, value: unknown][] = [
    ['schema_version', 2],
    ['run_id', '../../etc'],
    ['run_id', 'run_0042_k3f4/../..'],
    ['run_id', 42],
    ['project_id', 'prj_x'],
    ['created_at', 'yesterday'],
    ['origin', 'elsewhere'],
    ['parent', '../run'],
    ['tool', null],
    ['actor', null],
    ['gated', 'yes'],
    ['asks_again', 1],
    ['rebuild', 'everything'],
    ['seeds', {}],
    ['recipe', null],
    ['recipe.recipe_id', '../../../x.v1'],
    ['recipe.recipe_id', 'iron.object.statue.v1/../../..'],
    ['recipe.digest', 'A'.repeat(64)],
    ['recipe.is_draft', 'no'],
    ['files', {}],
    ['files', [null]],
    ['files.0.path', '/etc/passwd'],
    ['files.0.path', 'content/../../x'],
    ['files.0.digest', '../../../../etc/passwd'],
    ['files.0.size', -1],
    ['files.0.text', 5],
    ['cells', []],
    ['cells', [null]],
    ['cells', ['x']],
    ['cells.0.n', 2],
    ['cells.0.binding', ['red']],
    ['cells.0.binding', { hair: 1 }],
    ['cells.0.binding_hash', '../../..'],
    ['cells.0.backend', '../evil'],
    ['cells.0.backend', 'constructor'],
    ['cells.0.backend', '__proto__'],
    ['cells.0.concept_backend', '..'],
    ['cells.0.concept_backend', undefined],
    ['cells.0.child_index', 1000],
    ['cells.0.child_index', 0.5],
    ['cells.0.seed', 0],
    ['cells.0.seed', 2 ** 60],
    ['pipelines', null],
    ['pipelines.procedural', []],
    ['pipelines.procedural', [null]],
    ['pipelines.procedural.0.stage', '../../x'],
    ['pipelines.procedural.0.backend', 'a/b'],
    ['pipelines.procedural.0.place', -1],
    ['pipelines.procedural.0.place', 1],
    ['pipelines.procedural.1.place', 0],
    ['pipelines.procedural.0.phase', 'both'],
    ['pipelines.procedural.0.params', null],
    ['catalogue', null],
    ['limits', null],
  ];
  for (const [path, value] of hostile) {
    it(`refuses ${path} = ${JSON.stringify(value)}`, () => {
      expect(typeof parseRunRecord(at(path, value))).toBe('string');
    });
  }

  it('answers in words to any text, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(typeof parseRunRecord(text)).toBe('string');
      }),
    );
    const keys = Object.keys(good);
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) => {
        expect(() => parseRunRecord(at(key, value))).not.toThrow();
      }),
    );
  });
});

const manifest = {
  schema_version: 1,
  run_id: 'run_0042_k3f4',
  place: 1,
  stage: 'normalize',
  phase: 'final',
  backend: 'procedural',
  binding_hash: digest,
  child_index: 0,
  fingerprint: digest,
  ingredients: {
    stage: 'normalize',
    version: 1,
    params: {},
    inputs: [{ role: 'picture', digest }],
    environment: {},
    outputs: ['000.png'],
  },
  outcome: { kind: 'reused', from: 'run_0041_k3f4', reasons: ['same-fingerprint'] },
  outputs: [],
  attempts: [],
  environment: {},
  model: null,
  cost: { reserved_micro_usd: 0, reported_micro_usd: null },
  reproducibility: 'deterministic',
  started_at: '2025-06-01T10:00:00.000Z',
  ended_at: '2025-06-01T10:00:01.000Z',
};

describe('stage manifests and action results', () => {
  it('reads what a stage writes', () => {
    expect(parseStageManifest(JSON.stringify(manifest))).toEqual(manifest);
  });

  it.each([
    ['stage', '../x'],
    ['backend', null],
    ['phase', 'both'],
    ['outcome', { kind: 'reused', from: null }],
    ['outcome', { kind: 'reused', from: '../x', reasons: [] }],
    ['outcome', { kind: 'bought', from: null, reasons: [] }],
    ['ended_at', 'soon'],
    ['attempts', null],
    ['attempts', [{ n: 1 }]],
    ['ingredients', {}],
    ['cost', { reserved_micro_usd: 0.5, reported_micro_usd: null }],
    ['outputs', [{ name: '../x.png' }]],
  ])('refuses a stage manifest with %s = %j', (field, value) => {
    expect(parseStageManifest(JSON.stringify({ ...manifest, [field]: value }))).toBeNull();
  });

  it('are null for any other text, and never throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseStageManifest(text)).toBeNull();
        expect(parseActionResult(text, digest)).toBeNull();
      }),
    );
  });
});
