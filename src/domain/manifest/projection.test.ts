import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SideRecord } from '../candidate/side-record.ts';
import { spriteNameFrom, type Sprite } from '../candidate/sprite.ts';
import type { AssetId, BindingHash, Digest, RecipeId, RunId } from '../ids.ts';
import {
  ageManifestText,
  parseAgeManifest,
  promotedFields,
  type AgeManifest,
  type Entry,
} from './age-manifest.ts';
import { projectManifest, variantSprites, type PromotedAsset } from './projection.ts';
import type { Promotion } from './promotion.ts';

const hex = (seed: number): Digest => seed.toString(16).padStart(64, '0') as Digest;

const sprite = (name: string, more: Partial<Sprite> = {}): Sprite => ({
  name: spriteNameFrom(name),
  rectangle: { x: 0, y: 0, w: 4, h: 4 },
  direction: null,
  animation: null,
  step: null,
  duration_ms: null,
  anchors: {},
  ...more,
});

const asset = (assetId: AssetId, seed: number): PromotedAsset => {
  const facts = {
    recipe_id: 'viking.character.raider.v1' as RecipeId,
    binding: { hair: 'red' },
    binding_hash: hex(seed) as string as BindingHash,
    kind: 'character.humanoid',
    backend: 'procedural',
    run_id: 'run_0001_k3f2' as RunId,
    bytes: hex(seed),
    pixels: hex(seed + 1),
  };
  return {
    promotion: {
      ...facts,
      asset_id: assetId,
      path: `art_pool/approved/viking.character.raider.v1/a22d2e3975203893/procedural/000-${hex(seed).slice(-8)}.png`,
      frame: '000',
    } as unknown as Promotion,
    side: { ...facts, sprites: [sprite('s')], ai: 'generated', model: 'm' } as unknown as SideRecord,
    decision: hex(seed + 2),
    composition: { composition_mode: seed % 2 === 0 ? null : 'standalone', anchor_offsets: null },
  };
};

const placeholder = (assetId: AssetId, notes: string | undefined): Entry => ({
  asset_id: assetId,
  kind: 'character.humanoid',
  recipe_id: null,
  lever_binding: null,
  binding_hash: null,
  state: 'placeholder',
  composition_mode: 'layered',
  anchor_offsets: { feet: { s: [1, 2] } },
  variant_sprites: {},
  asset_path: null,
  bytes: null,
  pixels: null,
  decision: null,
  run: null,
  backend: null,
  frame: null,
  ai: null,
  ...(notes === undefined ? {} : { notes }),
});

const ids = ['a', 'b', 'c/d', 'e.f', 'g'] as AssetId[];
const anyManifest = fc
  .record({
    entries: fc.uniqueArray(fc.constantFrom(...ids)),
    notes: fc.option(fc.string(), { nil: undefined }),
    append: fc.boolean(),
  })
  .map(({ entries, notes, append }): AgeManifest => ({
    schema_version: 1,
    age: 'viking',
    version: 1,
    policy: { append },
    entries: entries.map((id) => placeholder(id, notes)),
  }));
const anyAssets = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...ids), fc.integer({ min: 1, max: 9 })), { selector: ([id]) => id })
  .map((pairs) => new Map(pairs.map(([id, seed]) => [id, asset(id, seed)])));

describe('the projection', () => {
  it('changes nothing more when done twice', () => {
    fc.assert(
      fc.property(anyManifest, anyAssets, fc.subarray(ids), (manifest, assets, append) => {
        const once = projectManifest(manifest, assets, append);
        expect(projectManifest(once, assets, append)).toEqual(once);
        expect(ageManifestText(projectManifest(once, assets, append))).toBe(ageManifestText(once));
      }),
    );
  });

  it('gives a manifest that parses to itself, sorted by asset', () => {
    fc.assert(
      fc.property(anyManifest, anyAssets, fc.subarray(ids), (manifest, assets, append) => {
        const projected = projectManifest(manifest, assets, append);
        expect(parseAgeManifest(ageManifestText(projected))).toEqual({ ok: true, value: projected });
        const order = projected.entries.map((entry) => entry.asset_id);
        expect(order).toEqual([...order].sort());
      }),
    );
  });

  it('does not remember what was promoted in between', () => {
    fc.assert(
      fc.property(anyManifest, anyAssets, anyAssets, (manifest, before, after) => {
        const text = (one: AgeManifest): readonly unknown[] =>
          one.entries.map((entry) => [
            entry.asset_id,
            entry.state,
            ...promotedFields.map((field) => entry[field]),
          ]);
        const direct = projectManifest(manifest, after);
        expect(text(projectManifest(projectManifest(manifest, before), after))).toEqual(text(direct));
      }),
    );
  });

  it('appends only where the policy and the caller say so, and drops no entry', () => {
    fc.assert(
      fc.property(anyManifest, anyAssets, fc.subarray(ids), (manifest, assets, append) => {
        const had = manifest.entries.map((entry) => entry.asset_id);
        const added = manifest.policy.append ? append.filter((id) => assets.has(id)) : [];
        const has = projectManifest(manifest, assets, append).entries.map((entry) => entry.asset_id);
        expect(has).toEqual([...new Set([...had, ...added])].sort());
      }),
    );
  });

  it('keeps authored fields, and takes composition from the recipe where it says one', () => {
    const manifest: AgeManifest = {
      schema_version: 1,
      age: 'viking',
      version: 1,
      policy: { append: false },
      entries: [placeholder('a' as AssetId, 'mine'), placeholder('b' as AssetId, undefined)],
    };
    const assets = new Map([
      ['a' as AssetId, asset('a' as AssetId, 1)],
      ['b' as AssetId, asset('b' as AssetId, 2)],
    ]);
    const [a, b] = projectManifest(manifest, assets).entries;
    expect(a).toMatchObject({
      notes: 'mine',
      composition_mode: 'standalone',
      anchor_offsets: { feet: { s: [1, 2] } },
    });
    expect(b).toMatchObject({ composition_mode: 'layered', state: 'approved' });
  });

  it('leaves an authored placeholder exactly as it is', () => {
    const authored = {
      ...placeholder('a' as AssetId, 'mine'),
      variant_sprites: variantSprites([sprite('idle/s')]),
    };
    const manifest = {
      schema_version: 1,
      age: 'viking',
      version: 1,
      policy: { append: false },
      entries: [authored],
    } as const;
    expect(projectManifest(manifest, new Map()).entries).toEqual([authored]);
  });
});

describe('variants', () => {
  it('are named for animation and direction, or for the still itself, each in the order of its steps', () => {
    const walk = spriteNameFrom('walk');
    const variants = variantSprites([
      sprite('w1', { animation: walk, step: 10, direction: 's' }),
      sprite('w0', { animation: walk, step: 2, direction: 's' }),
      sprite('bob', { animation: spriteNameFrom('bob'), step: 0 }),
      sprite('idle/s', { direction: 's' }),
    ]);
    expect(Object.entries(variants).map(([name, steps]) => [name, steps.map((step) => step.name)])).toEqual([
      ['bob', ['bob']],
      ['idle/s', ['idle/s']],
      ['walk/s', ['w0', 'w1']],
    ]);
  });
});

describe('an age manifest', () => {
  const base: AgeManifest = {
    schema_version: 1,
    age: 'viking',
    version: 1,
    policy: { append: false },
    entries: [],
  };
  const faults = (manifest: object): readonly string[] => {
    const parsed = parseAgeManifest(JSON.stringify(manifest));
    return parsed.ok ? [] : parsed.faults.map(({ code, at }) => `${code} ${at}`);
  };
  const one = placeholder('a' as AssetId, undefined);

  it.each([
    ['an asset twice', { ...base, entries: [one, one] }, ['duplicate entries[1].asset_id']],
    [
      'a placeholder that names a file',
      { ...base, entries: [{ ...one, frame: '000' }] },
      ['wrong-value entries[0].frame'],
    ],
    [
      'a path outside art_pool/approved',
      { ...base, entries: [{ ...one, asset_path: 'art_pool/candidates/x.png' }] },
      ['wrong-value entries[0].asset_path'],
    ],
    ['an unknown key', { ...base, policy: { append: false, prune: true } }, ['unknown-field policy.prune']],
    ['a missing key', { ...base, policy: {} }, ['missing-field policy.append']],
    ['an age that is no name', { ...base, age: '../x' }, ['wrong-value age']],
    ['a list where an object belongs', { ...base, policy: [] }, ['wrong-value policy']],
  ])('is refused with %s', (_, manifest, expected) => {
    expect(faults(manifest)).toEqual(expected);
  });

  it('is refused when it is no JSON', () => {
    expect(parseAgeManifest('<<<<<<< HEAD')).toMatchObject({ ok: false, faults: [{ code: 'not-json' }] });
  });
});
